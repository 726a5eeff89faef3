package io.backstop.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.model.Money;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BankruptcyValueTest {
    /** dYdX v4, TestGetBankruptcyPriceInQuoteQuantums: long 0.1 BTC at 50,000 and -4,501 of cash, rate 10 %. */
    @Test
    void aSaleMustBringWhatTheAccountOwes() {
        assertThat(BankruptcyValue.of(dollars(-5_000), dollars(499), dollars(500), dollars(500)))
                .isEqualTo(dollars(4_501));
    }

    /** dYdX v4: two shorts of 200 and 300, 510 of cash; closing the 300 leg may cost 306. */
    @Test
    void aLegBearsItsShareOfMaintenance() {
        assertThat(BankruptcyValue.of(dollars(300), dollars(10), dollars(30), dollars(50)))
                .isEqualTo(dollars(-306));
    }

    /** dYdX v4: exactly -2,775.11 micro-dollars. */
    @Test
    void isRoundedTowardPlusInfinity() {
        assertThat(BankruptcyValue.of(10_673_500, dollars(-49_987), 1_067_350, dollars(5_000)))
                .isEqualTo(-2_775);
    }

    @Test
    void needsMaintenance() {
        assertThatThrownBy(() -> BankruptcyValue.of(1, 1, 0, 0)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void allLegsTogetherLeaveTheAccountAtZero() {
        long[] notional = {dollars(-200), dollars(-300)};
        long[] maintenance = {dollars(20), dollars(30)};
        assertThat(BankruptcyValue.ofLegs(notional, maintenance, dollars(10)))
                .containsExactly(dollars(-204), dollars(-306));
    }

    @Test
    void aLongDoesNotSellBelowZeroAndTheExcessMovesOn() {
        long[] notional = {100, -1_000};
        long[] maintenance = {100, 100};
        assertThat(BankruptcyValue.ofLegs(notional, maintenance, 600)).containsExactly(0, -1_500);
    }

    @Test
    void theExcessOfTheLastLegMovesToTheFirst() {
        long[] notional = {-1_000, 100};
        long[] maintenance = {100, 100};
        assertThat(BankruptcyValue.ofLegs(notional, maintenance, 600)).containsExactly(-1_500, 0);
    }

    @Test
    void aDebtThatNoPriceRepaysStaysWithTheLastLeg() {
        assertThat(BankruptcyValue.ofLegs(new long[] {-100}, new long[] {10}, -150))
                .containsExactly(50);
    }

    @Test
    void withoutMaintenanceTheNotionalShares() {
        assertThat(BankruptcyValue.ofLegs(new long[] {300, -100}, new long[] {0, 0}, 40))
                .containsExactly(270, -110);
    }

    @Property
    void theValuesAddUpToWhatLeavesTheAccountAtZero(
            @ForAll @Size(min = 1, max = 5) List<@LongRange(min = 1, max = 1_000_000_000) Long> size,
            @ForAll @Size(min = 5, max = 5) List<Boolean> isLong,
            @ForAll @LongRange(min = -3_000_000_000L, max = 3_000_000_000L) long equity) {
        long[] notional = new long[size.size()];
        Arrays.setAll(notional, i -> isLong.get(i) ? size.get(i) : -size.get(i));
        long[] maintenance = Arrays.stream(notional).map(n -> Math.abs(n) / 40).toArray();
        long[] value = BankruptcyValue.ofLegs(notional, maintenance, equity);
        assertThat(Arrays.stream(value).sum()).isEqualTo(Arrays.stream(notional).sum() - equity);
        for (int i = 0; i < value.length - 1; i++) {
            assertThat(Long.signum(value[i]) * Long.signum(notional[i])).isNotNegative();
        }
    }

    private static long dollars(long dollars) {
        return Money.ofDollars(dollars);
    }
}
