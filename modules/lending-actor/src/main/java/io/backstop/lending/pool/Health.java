package io.backstop.lending.pool;

import io.backstop.model.FixedPoint;
import io.backstop.model.Ratio;
import io.backstop.model.Rational;
import io.backstop.model.Rounding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an account owns against what it owes, in micro-dollars. Aave v3: {@code HF = sum(value * threshold) / debt}, liquidatable
 * strictly below 1; collateral is rounded down, debt comes rounded up.
 *
 * @param value of all collateral in full
 * @param weighted value by liquidation thresholds, each floored
 * @param capacity what may be borrowed in all, by loan to value, each floored
 * @param debt of the account in all
 */
public record Health(long value, long weighted, long capacity, long debt) {

    /**
     * The health of an account.
     *
     * @throws IllegalArgumentException if the debt is negative
     * @throws ArithmeticException on overflow
     */
    public static Health of(List<Collateral> collateral, long debt) {
        if (debt < 0) {
            throw new IllegalArgumentException("debt must not be negative: " + debt);
        }
        long value = 0;
        long weighted = 0;
        long capacity = 0;
        for (Collateral asset : collateral) {
            long own = asset.value();
            value = Math.addExact(value, own);
            weighted = Math.addExact(weighted, asset.terms().threshold().times(own, Rounding.FLOOR));
            capacity = Math.addExact(capacity, asset.terms().loanToValue().times(own, Rounding.FLOOR));
        }
        return new Health(value, weighted, capacity, debt);
    }

    /** HF below 1. */
    public boolean isLiquidatable() {
        return weighted < debt;
    }

    /** Whether HF is above a ratio, compared exactly; without debt it is above all. */
    public boolean exceeds(Ratio factor) {
        return debt == 0 || FixedPoint.compareRatios(weighted, debt, factor.numerator(), factor.denominator()) > 0;
    }

    /** HF, or null without debt. */
    public @Nullable Rational factor() {
        return debt == 0 ? null : Rational.of(weighted, debt);
    }

    /** What may still be borrowed. */
    public long borrowable() {
        return Math.max(0, capacity - debt);
    }
}
