package io.backstop.lending.rate;

import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;

/**
 * Two slopes with a kink: {@code base + slope1 * U/U*} up to the optimal utilisation, {@code base + slope1 + slope2 * (U - U*)/(1 -
 * U*)} above (Aave v3 {@code DefaultReserveInterestRateStrategyV2}); products rounded half-even.
 *
 * @param base rate at no utilisation, in {@link Index#SCALE}
 * @param slope1 added up to the optimum
 * @param slope2 added from the optimum to full utilisation
 * @param optimal utilisation at the kink, above 0 and below {@link Index#SCALE}
 */
public record KinkedCurve(long base, long slope1, long slope2, long optimal) implements RateCurve {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a rate is negative or the optimum is not inside (0, 1)
     */
    public KinkedCurve {
        if (base < 0 || slope1 < 0 || slope2 < 0) {
            throw new IllegalArgumentException("rates must not be negative: " + base + ", " + slope1 + ", " + slope2);
        }
        if (optimal <= 0 || optimal >= Index.SCALE) {
            throw new IllegalArgumentException("optimal utilisation must be inside (0, 1): " + optimal + "e-15");
        }
    }

    @Override
    public long borrowRate(long utilisation) {
        long used = RateCurve.checked(utilisation);
        if (used <= optimal) {
            return Math.addExact(base, FixedPoint.multiplyDivide(slope1, used, optimal, Rounding.HALF_EVEN));
        }
        long excess = FixedPoint.multiplyDivide(slope2, used - optimal, Index.SCALE - optimal, Rounding.HALF_EVEN);
        return Math.addExact(Math.addExact(base, slope1), excess);
    }
}
