package io.backstop.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LossSharingTest {
    /** Vega, 0002-STTL-009: 5,080 collected for gains of 80 and 8,000 pays 50 and 5,030: the unit left goes to the last. */
    @Test
    void vegaPaysTheDustToTheLast() {
        assertThat(LossSharing.LAST_IS_PAID_DUST.charge(80, 3_000, 8_080)).isEqualTo(30);
        assertThat(LossSharing.LAST_IS_PAID_DUST.charge(8_000, 3_000, 8_080)).isEqualTo(2_971);
        assertThat(LossSharing.dust(3_000, 30 + 2_971)).isEqualTo(-1);
    }

    /** The same loss as a levy: 80 pays 29 of 29.7, 8,000 pays 2,970 of 2,970.3 and the unit that is left. */
    @Test
    void aLevyChargesTheDustToTheLast() {
        Levy.SocialisedLoss levy = new Levy.SocialisedLoss(3_000, 8_080, new long[] {100}, 2, 1);
        assertThat(levy.charge(1, List.of(new Position(0, 1, 20)))).isEqualTo(29);
        assertThat(levy.charge(2, List.of(new Position(0, 100, 2_000)))).isEqualTo(2_971);
        assertThat(LossSharing.dust(3_000, 29 + 2_970)).isEqualTo(1);
    }

    @Test
    void withoutGainsThereIsNobodyToCharge() {
        assertThatThrownBy(() -> LossSharing.LAST_PAYS_DUST.charge(0, 1, 0)).isInstanceOf(ArithmeticException.class);
    }

    @Property
    void dustIsLessThanAUnitForEachGain(
            @ForAll LossSharing rule,
            @ForAll @LongRange(min = 0, max = 1_000_000) long partsPerMillion,
            @ForAll @Size(min = 1, max = 8) List<@LongRange(min = 1, max = 1_000_000_000L) Long> gains) {
        long sum = gains.stream().mapToLong(Long::longValue).sum();
        long loss = sum * partsPerMillion / 1_000_000;
        long charged = 0;
        for (long gain : gains) {
            long charge = rule.charge(gain, loss, sum);
            assertThat(charge).isBetween(0L, gain);
            charged += charge;
        }
        long sign = switch (rule) {
            case LAST_PAYS_DUST -> 1;
            case LAST_IS_PAID_DUST -> -1;
        };
        assertThat(sign * LossSharing.dust(loss, charged)).isBetween(0L, gains.size() - 1L);
    }
}
