package io.backstop.lending.pool;

import io.backstop.lending.rate.RateCurve;
import io.backstop.model.Ratio;

/**
 * The terms of one reserve.
 *
 * @param curve borrow rate by utilisation
 * @param reserveFactor the treasury's part of interest, 0 to 1
 * @param supplyCap most units supplied; {@link Long#MAX_VALUE} for none
 * @param borrowCap most units borrowed; {@link Long#MAX_VALUE} for none
 */
public record ReserveTerms(RateCurve curve, Ratio reserveFactor, long supplyCap, long borrowCap) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the reserve factor is outside 0 to 1 or a cap is negative
     */
    public ReserveTerms {
        if (reserveFactor.compareTo(Ratio.ZERO) < 0 || reserveFactor.compareTo(Ratio.ONE) > 0) {
            throw new IllegalArgumentException("reserve factor must be from 0 to 1: " + reserveFactor);
        }
        if (supplyCap < 0 || borrowCap < 0) {
            throw new IllegalArgumentException("caps must not be negative: " + supplyCap + ", " + borrowCap);
        }
    }
}
