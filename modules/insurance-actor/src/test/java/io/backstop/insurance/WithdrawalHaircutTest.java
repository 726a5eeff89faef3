package io.backstop.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WithdrawalHaircutTest {
    /** Paradex: balances of -2,000, 4,000 and 1,000 with 1,000 in the fund: 4,000 of money for claims of 5,000. */
    @Test
    void aHaircutOfBankruptcyOverClaimsLeavesTheMoneyThereIs() {
        WithdrawalHaircut haircut = WithdrawalHaircut.of(new long[] {-2_000, 4_000, 1_000}, 1_000);
        assertThat(haircut.bankruptcy()).isEqualTo(1_000);
        assertThat(haircut.claims()).isEqualTo(5_000);
        assertThat(haircut.kept(500, haircut.claims())).isEqualTo(100);
        assertThat(haircut.kept(500, haircut.total())).isEqualTo(125);
    }

    @Test
    void aFundThatSufficesTakesNoHaircut() {
        assertThat(WithdrawalHaircut.of(new long[] {-5, 5}, 5).kept(100, 5)).isZero();
    }

    @Property
    void noHaircutPaysMoreThanThereIs(
            @ForAll @Size(min = 1, max = 8) List<@LongRange(min = -1_000_000L, max = 1_000_000L) Long> balances,
            @ForAll @LongRange(min = 0, max = 1_000_000L) long fund) {
        WithdrawalHaircut haircut =
                WithdrawalHaircut.of(balances.stream().mapToLong(b -> b).toArray(), fund);
        if (haircut.total() > 0 && haircut.bankruptcy() > 0) {
            long paid = 0;
            for (long balance : balances) {
                long claim = Math.max(0, balance);
                paid += claim - haircut.kept(claim, haircut.claims());
            }
            assertThat(haircut.total() - paid).isBetween(0L, (long) balances.size());
        }
    }
}
