package io.backstop.insurance;

import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;

/**
 * Drift v2's perpetual loss socialisation: the loss becomes a charge for each unit of open interest, rounded up, and both sides
 * pay it ({@code calculate_funding_rate_deltas_to_resolve_bankruptcy}).
 */
public record DriftSocialLoss() implements LossSharing {
    /**
     * The charge for a unit: {@code ceil(loss * unit / (|OI long| + |OI short|))}.
     *
     * @param loss micro-dollars, 0 or more
     * @param openInterest size units of both sides together, positive
     * @param unit size units in the unit that is charged
     * @return micro-dollars for each unit
     * @throws ArithmeticException if there is no open interest, or on overflow
     */
    public static long chargePerUnit(long loss, long openInterest, long unit) {
        return FixedPoint.multiplyDivide(loss, unit, openInterest, Rounding.CEILING);
    }

    /**
     * Each holder's part: {@code ceil(loss * size / open interest)}, but never more than is left, so the parts add up to the loss.
     *
     * @param size size units of each holder without sign, longs and shorts alike
     * @throws ArithmeticException if there is a loss and no open interest
     */
    @Override
    public long[] share(long loss, long[] size) {
        long openInterest = 0;
        for (long s : size) {
            openInterest = Math.addExact(openInterest, s);
        }
        long[] part = new long[size.length];
        if (loss == 0) {
            return part;
        }
        long left = loss;
        if (openInterest == 0) {
            throw new ArithmeticException("no open interest to share a loss of " + loss);
        }
        for (int i = 0; i < part.length; i++) {
            long exact = FixedPoint.multiplyDivide(loss, size[i], openInterest, Rounding.CEILING);
            part[i] = Math.min(left, exact);
            left -= part[i];
        }
        return part;
    }
}
