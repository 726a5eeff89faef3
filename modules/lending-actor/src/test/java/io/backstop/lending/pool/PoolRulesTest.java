package io.backstop.lending.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.lending.pool.AutoLine.Ceiling;
import io.backstop.model.Ratio;
import io.backstop.model.Rational;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PoolRulesTest {
    private static final CollateralTerms ETH =
            new CollateralTerms(Ratio.of(80, 100), Ratio.of(825, 1000), Ratio.of(5, 100), Ratio.of(1, 10));

    /** 10 units at 2,000 with a threshold of 82.5 % against 16,600: HF 16,500 / 16,600. */
    @Test
    void theHealthFactorWeighsCollateralByItsThreshold() {
        Health health = Health.of(List.of(new Collateral(10, 2_000, ETH)), 16_600);
        assertThat(health.factor()).isEqualTo(Rational.of(16_500, 16_600));
        assertThat(health.isLiquidatable()).isTrue();
        assertThat(health.exceeds(Ratio.of(95, 100))).isTrue();
        assertThat(health.borrowable()).isZero();
    }

    @Test
    void aHealthFactorOfOneIsHealthy() {
        assertThat(Health.of(List.of(new Collateral(10, 2_000, ETH)), 16_500).isLiquidatable())
                .isFalse();
        assertThat(Health.of(List.of(), 0).factor()).isNull();
    }

    /** MakerDAO dss-auto-line: 6 M at most, a gap of 5 M, twelve hours between rises. */
    @Test
    void theCeilingRisesSeldomAndFallsAtOnce() {
        AutoLine auto = new AutoLine(6_000_000, 5_000_000, 43_200_000);
        Ceiling ceiling = new Ceiling(5_009_714, 0, -1);
        assertThat(auto.adjusted(ceiling, 21_462, 43_200_000, 7)).isEqualTo(new Ceiling(5_021_462, 43_200_000, 7));
        assertThat(auto.adjusted(ceiling, 21_462, 43_199_999, 7)).isEqualTo(ceiling);
        assertThat(auto.adjusted(ceiling, 0, 1, 7)).isEqualTo(new Ceiling(5_000_000, 0, 7));
        assertThat(auto.adjusted(ceiling, 9_000_000, 43_200_000, 7).line()).isEqualTo(6_000_000);
    }

    @Test
    void theCeilingChangesAtMostOnceInABlock() {
        AutoLine auto = new AutoLine(6_000_000, 5_000_000, 0);
        Ceiling changed = auto.adjusted(new Ceiling(1, 0, -1), 0, 10, 3);
        assertThat(auto.adjusted(changed, 500, 10, 3)).isEqualTo(changed);
        assertThat(auto.adjusted(changed, 500, 11, 4).line()).isEqualTo(5_000_500);
    }

    /** 100 for requests of 80, 80 and 40: the first gets all it asks for, or everyone half. */
    @Test
    void cashGoesToTheFirstOrToAllInProportion() {
        long[] requests = {80, 80, 40};
        assertThat(Redemption.FIRST_COME.pay(100, requests)).containsExactly(80, 20, 0);
        assertThat(Redemption.PRO_RATA.pay(100, requests)).containsExactly(40, 40, 20);
        assertThat(Redemption.PRO_RATA.pay(1_000, requests)).containsExactly(80, 80, 40);
    }

    @Property
    void redemptionNeverPaysMoreThanAskedOrThanThereIs(
            @ForAll @LongRange(max = 1_000_000_000_000L) long cash,
            @ForAll @Size(max = 6) List<@LongRange(max = 1_000_000_000_000L) Long> asked) {
        long[] requests = asked.stream().mapToLong(a -> a).toArray();
        long all = Math.min(cash, Arrays.stream(requests).sum());
        assertThat(Arrays.stream(Redemption.FIRST_COME.pay(cash, requests)).sum())
                .isEqualTo(all);
        long[] proRata = Redemption.PRO_RATA.pay(cash, requests);
        assertThat(all - Arrays.stream(proRata).sum()).isBetween(0L, (long) requests.length);
        for (int i = 0; i < requests.length; i++) {
            assertThat(proRata[i]).isBetween(0L, requests[i]);
        }
    }
}
