package io.backstop.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.model.Ratio;
import io.backstop.model.Rational;
import io.backstop.model.Rounding;
import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MarginRulesTest {
    /** dYdX v4, TestIsLiquidatable. */
    @Test
    void anAccountIsLiquidatableBelowItsMaintenanceAndOnlyWithAPosition() {
        assertThat(LiquidationPredicate.isLiquidatable(75, 100)).isTrue();
        assertThat(LiquidationPredicate.isLiquidatable(100, 100)).isFalse();
        assertThat(LiquidationPredicate.isLiquidatable(-100, 100)).isTrue();
        assertThat(LiquidationPredicate.isLiquidatable(-100, 0)).isFalse();
    }

    /** dYdX v4, TestRiskCmp. */
    @Test
    void lessEquityForTheMarginIsRiskierAndTiesGoToTheLargerMargin() {
        assertThat(RiskOrder.compare(100, 50, 100, 100)).isNegative();
        assertThat(RiskOrder.compare(-100, 50, -100, 100)).isPositive();
        assertThat(RiskOrder.compare(100, 100, 100, 0)).isPositive();
        assertThat(RiskOrder.compare(100, 50, 200, 100)).isNegative();
        assertThat(RiskOrder.compare(100, 0, 200, 0)).isPositive();
    }

    @Property
    void theOrderOfRiskIsAntisymmetric(
            @ForAll @LongRange(min = -1000, max = 1000) long equity,
            @ForAll @LongRange(min = 0, max = 1000) long maintenance,
            @ForAll @LongRange(min = -1000, max = 1000) long otherEquity,
            @ForAll @LongRange(min = 0, max = 1000) long otherMaintenance) {
        int there = RiskOrder.compare(equity, maintenance, otherEquity, otherMaintenance);
        int back = RiskOrder.compare(otherEquity, otherMaintenance, equity, maintenance);
        assertThat(Integer.signum(there)).isEqualTo(-Integer.signum(back));
    }

    /** dYdX v4, TestGetAdjustedInitialMarginPpm: 200,000 + 800,000 * 0.234567, rounded down. */
    @Test
    void theInitialMarginRisesWithOpenInterest() {
        assertThat(OpenInterestMargin.scaledPpm(200_000, 1_000_000, 2_000_000, 0))
                .isEqualTo(200_000);
        assertThat(OpenInterestMargin.scaledPpm(200_000, 1_000_000, 2_000_000, 1_234_567))
                .isEqualTo(387_653);
        assertThat(OpenInterestMargin.scaledPpm(200_000, 1_000_000, 2_000_000, 2_000_000))
                .isEqualTo(1_000_000);
        assertThat(OpenInterestMargin.scaledPpm(200_000, 0, 0, 5)).isEqualTo(200_000);
    }

    /** dYdX v4, TestGetFillablePrice: long 0.1 BTC, here 100 units of 50 USD, equity 499 of 500 maintenance. */
    @Test
    void theWorstPriceSlidesFromOracleAsTheAccountWeakens() {
        assertThat(fillable(499, Ratio.of(1, 10))).isEqualTo(Rational.of(49_999, 1_000));
        assertThat(fillable(499, Ratio.of(1, 5))).isEqualTo(Rational.of(49_998, 1_000));
        assertThat(fillable(0, Ratio.of(1, 10))).isEqualTo(Rational.of(49_500, 1_000));
        assertThat(fillable(-500, Ratio.of(1, 10))).isEqualTo(Rational.of(49_500, 1_000));
    }

    private static Rational fillable(long equity, Ratio spread) {
        return FillablePrice.of(100, 5_000, 500, equity, 500, Ratio.ONE, spread);
    }

    /** freqtrade's copy of Binance's example: ETHUSDT alone, and beside BTCUSDT in cross margin. */
    @Test
    void binanceLiquidationPrice() {
        Rational alone = LiquidationPrice.binance(
                number("1535443.01"),
                Rational.ZERO,
                Rational.ZERO,
                number("135365"),
                1,
                number("3683.979"),
                number("1456.84"),
                number("0.1"));
        assertThat(alone.toDecimal(2, Rounding.HALF_EVEN)).isEqualTo("1114.78");
    }

    @Test
    void otherVenuesLiquidationPrices() {
        assertThat(LiquidationPrice.bybit(1, number("10"), number("5"), number("0.01")))
                .isEqualTo(number("8.1"));
        assertThat(LiquidationPrice.bybit(-1, number("10"), number("5"), number("0.01")))
                .isEqualTo(number("11.9"));
        Rational okx = LiquidationPrice.okx(
                Rational.of(10, 3), 1, Rational.ONE, number("10"), number("0.01"), number("0.0006"));
        assertThat(okx.toDecimal(6, Rounding.HALF_EVEN)).isEqualTo("6.738090");
        Rational hyperliquid =
                LiquidationPrice.hyperliquid(number("100"), number("4"), 1, Rational.ONE, Rational.of(1, 20));
        assertThat(hyperliquid.toDecimal(4, Rounding.HALF_EVEN)).isEqualTo("95.7895");
    }

    /** At Hyperliquid's price the equity is exactly the maintenance margin. */
    @Test
    void hyperliquidPriceIsWhereEquityMeetsMaintenance() {
        Rational rate = Rational.of(1, 20);
        Rational price = LiquidationPrice.hyperliquid(number("100"), number("5"), -1, Rational.of(2), rate);
        Rational equity = number("15").minus(price.minus(number("100")).times(2));
        assertThat(equity).isEqualTo(price.times(2).times(rate));
    }

    /** Bybit, What is ADL: long at 7,890.08 with leverage 50. */
    @Test
    void inverseContract() {
        Rational price = BankruptcyPrice.inverse(number("7890.08"), number("50"), 1);
        assertThat(price.toDecimal(6, Rounding.HALF_EVEN)).isEqualTo("7735.372549");
        Rational liquidation = BankruptcyPrice.inverseLiquidation(number("7890.08"), number("50"), 1, number("0.005"));
        assertThat(liquidation.toDecimal(2, Rounding.HALF_EVEN)).isEqualTo("7773.48");
    }

    /** Chitra, liquidation mechanics, position E: short 1 at 1 with 10/99. */
    @Test
    void linearContract() {
        Rational price = BankruptcyPrice.linear(Rational.ONE, Rational.of(10, 99), -1, Rational.ONE);
        assertThat(price).isEqualTo(Rational.of(109, 99));
        assertThat(LiquidationPrice.fromBankruptcyPrice(price, -1, Ratio.of(1, 10))
                        .toDecimal(3, Rounding.HALF_EVEN))
                .isEqualTo("1.001");
        assertThat(BankruptcyPrice.linear(Rational.ONE, Rational.of(2), 1, Rational.ONE))
                .isEqualTo(Rational.ZERO);
    }

    private static Rational number(String decimal) {
        return Rational.of(new BigDecimal(decimal));
    }
}
