package io.backstop.insurance;

import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;

/**
 * Drift v2's perpetual loss socialisation: the loss becomes a charge for each unit of open interest, rounded up, and both sides
 * pay it ({@code calculate_funding_rate_deltas_to_resolve_bankruptcy}).
 *
 * <p>A published formula that only conformance checks: no preset is Drift's, and venues share losses over profits
 * ({@link io.backstop.account.LossSharing}).
 */
public final class DriftSocialLoss {
    private DriftSocialLoss() {}

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
}
