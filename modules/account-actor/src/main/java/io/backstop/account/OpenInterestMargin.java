package io.backstop.account;

import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;

/**
 * An initial margin fraction that rises with open interest (dYdX v4 {@code GetAdjustedInitialMarginPpm}):
 * {@code base + (1 - base) * clamp((OI - lower) / (upper - lower), 0, 1)}, rounded down.
 *
 * <p>A published formula that only conformance checks: it limits the opening of positions, and a run's accounts open none.
 */
public final class OpenInterestMargin {
    private static final long PARTS_PER_MILLION = 1_000_000;

    private OpenInterestMargin() {}

    /**
     * The scaled fraction.
     *
     * @param basePpm parts per million, 0 to 1,000,000
     * @param lower open interest up to which the base holds
     * @param upper open interest from which the fraction is 1; 0 for no scaling
     * @param openInterest in the unit of the two bounds
     * @return parts per million
     * @throws ArithmeticException on overflow
     */
    public static long scaledPpm(long basePpm, long lower, long upper, long openInterest) {
        if (upper == 0 || openInterest <= lower) {
            return basePpm;
        }
        if (openInterest >= upper) {
            return PARTS_PER_MILLION;
        }
        long rise = FixedPoint.multiplyDivide(
                PARTS_PER_MILLION - basePpm, openInterest - lower, upper - lower, Rounding.FLOOR);
        return basePpm + rise;
    }
}
