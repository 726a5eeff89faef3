package io.backstop.lending;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.lending.LossWaterfall.Absorbed;
import io.backstop.lending.LossWaterfall.Absorber;
import io.backstop.model.Ratio;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LossTest {
    /** 1,000 lost, 600 in the fund, profits of 500, 300 and 200: 40 % of each profit is taken. */
    @Test
    void whatTheFundLacksIsTakenFromProfits() {
        Absorbed absorbed = LossWaterfall.absorb(1_000, List.of(new Absorber("margin", 0), new Absorber("fund", 600)));
        assertThat(absorbed.taken()).containsExactly(0, 600);
        ProfitHaircut haircut = ProfitHaircut.of(absorbed.residual(), new long[] {500, 300, 200});
        assertThat(haircut.factor()).isEqualTo(Ratio.of(2, 5));
        assertThat(haircut.taken()).containsExactly(200, 120, 80);
        assertThat(haircut.socialised()).isZero();
    }

    @Test
    void whatProfitsLackIsSocialised() {
        ProfitHaircut haircut = ProfitHaircut.of(100, new long[] {30, 10});
        assertThat(haircut.factor()).isEqualTo(Ratio.ONE);
        assertThat(haircut.socialised()).isEqualTo(60);
        assertThat(ProfitHaircut.of(5, new long[0]).socialised()).isEqualTo(5);
    }

    @Property
    void partsAddUpToTheLoss(
            @ForAll @LongRange(max = 1_000_000_000_000L) long loss,
            @ForAll @Size(max = 6) List<@LongRange(max = 1_000_000_000_000L) Long> capacities) {
        Absorbed absorbed = LossWaterfall.absorb(
                loss, capacities.stream().map(c -> new Absorber("layer", c)).toList());
        assertThat(Arrays.stream(absorbed.taken()).sum() + absorbed.residual()).isEqualTo(loss);
        long[] profits = capacities.stream().mapToLong(c -> c).toArray();
        ProfitHaircut haircut = ProfitHaircut.of(loss, profits);
        assertThat(Arrays.stream(haircut.taken()).sum() + haircut.socialised()).isEqualTo(loss);
        for (int i = 0; i < profits.length; i++) {
            assertThat(haircut.taken()[i]).isBetween(0L, profits[i]);
        }
    }
}
