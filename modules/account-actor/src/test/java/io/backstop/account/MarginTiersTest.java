package io.backstop.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.model.Money;
import io.backstop.model.Ratio;
import io.backstop.scenario.MarginTier;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MarginTiersTest {
    /** Hyperliquid docs, margin tiers of the test net: leverage 40, 25, 10, 5, 3 from 0, 10k, 50k, 100k, 300k. */
    private static final MarginTiers FIVE = MarginTiers.derive(
            List.of(0L, dollars(10_000), dollars(50_000), dollars(100_000), dollars(300_000)),
            List.of(rate(40), rate(25), rate(10), rate(5), rate(3)));

    @Test
    void hyperliquidAsksForHalfOfTheInitialMarginAtFullLeverage() {
        assertThat(rate(40)).isEqualTo(Ratio.of(1, 80));
        assertThat(FIVE.rate(4)).isEqualTo(Ratio.of(1, 6));
    }

    @Test
    void deductionsMakeTheRequirementContinuous() {
        assertThat(FIVE.deduction(0)).isEqualTo(Ratio.ZERO);
        assertThat(FIVE.deduction(1)).isEqualTo(Ratio.of(dollars(75), 1));
        assertThat(FIVE.deduction(2)).isEqualTo(Ratio.of(dollars(1_575), 1));
        assertThat(FIVE.deduction(3)).isEqualTo(Ratio.of(dollars(6_575), 1));
        assertThat(FIVE.deduction(4)).isEqualTo(Ratio.of(dollars(26_575), 1));
    }

    @Test
    void theRequirementIsNotionalTimesRateLessDeduction() {
        assertThat(FIVE.maintenance(dollars(8_000))).isEqualTo(dollars(100));
        assertThat(FIVE.maintenance(dollars(20_000))).isEqualTo(dollars(325));
        assertThat(FIVE.maintenance(dollars(600_000))).isEqualTo(dollars(73_425));
    }

    @Test
    void binanceBracketsOfOctober2024() {
        MarginTiers binance = MarginTiers.derive(
                List.of(0L, dollars(50_000), dollars(600_000)),
                List.of(Ratio.of(4, 1000), Ratio.of(5, 1000), Ratio.of(65, 10_000)));
        assertThat(binance.maintenance(dollars(50_000))).isEqualTo(dollars(200));
        assertThat(binance.maintenance(dollars(600_000))).isEqualTo(dollars(2_950));
        assertThat(binance.maintenance(dollars(1_000_000))).isEqualTo(dollars(5_550));
    }

    @Test
    void theRequirementIsRoundedUp() {
        assertThat(FIVE.maintenance(1)).isEqualTo(1);
        assertThat(FIVE.maintenance(81)).isEqualTo(2);
        assertThat(FIVE.maintenance(0)).isZero();
    }

    @Test
    void aTierBeginsAtItsFloor() {
        assertThat(FIVE.tier(dollars(10_000) - 1)).isZero();
        assertThat(FIVE.tier(dollars(10_000))).isEqualTo(1);
        assertThat(FIVE.floor(1)).isEqualTo(dollars(10_000));
        assertThat(FIVE.count()).isEqualTo(5);
    }

    @Test
    void readsTheTiersOfAScenario() {
        Ratio leverage = Ratio.of(20, 1);
        MarginTiers tiers = MarginTiers.of(List.of(new MarginTier(0, Ratio.of(1, 40), Ratio.ZERO, leverage)));
        assertThat(tiers.maintenance(dollars(400))).isEqualTo(dollars(10));
    }

    @Test
    void refusesTiersThatDoNotAscendFromZero() {
        assertThatThrownBy(() -> MarginTiers.derive(List.of(1L), List.of(rate(40))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MarginTiers.derive(List.of(0L, 0L), List.of(rate(40), rate(20))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNotionalBeyond64BitProductsIsExact() {
        MarginTiers tiers = MarginTiers.derive(List.of(0L), List.of(Ratio.of(999_999_999, 1_000_000_000)));
        assertThat(tiers.maintenance(4_000_000_000_000_000_000L)).isEqualTo(3_999_999_996_000_000_000L);
    }

    @Property
    void moreNotionalNeverNeedsLessMargin(
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long notional,
            @ForAll @LongRange(min = 0, max = 1_000_000_000L) long more) {
        assertThat(FIVE.maintenance(notional + more)).isGreaterThanOrEqualTo(FIVE.maintenance(notional));
    }

    private static long dollars(long dollars) {
        return Money.ofDollars(dollars);
    }

    private static Ratio rate(long maxLeverage) {
        return MarginTiers.rateOfMaxLeverage(Ratio.of(maxLeverage, 1));
    }
}
