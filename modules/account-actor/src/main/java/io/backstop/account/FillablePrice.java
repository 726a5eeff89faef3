package io.backstop.account;

import io.backstop.model.Ratio;
import io.backstop.model.Rational;

/**
 * The worst price that a liquidation order accepts (dYdX v4 {@code GetFillablePrice}):
 * {@code (notional - a * SMMR * MMR_leg) / size} with {@code a = clamp(BA * (1 - E / MMR), 0, 1)}.
 *
 * <p>It slides from the oracle price to the oracle price less {@code SMMR} times the maintenance rate (plus, for a short) as the
 * account weakens.
 *
 * <p>A published formula that only conformance checks. dYdX needs the limit because makers quote any price; here the market is
 * one impact curve around the mark, and dydx-like fills an order as far as the fund tops up the fill (economics section 2).
 */
public final class FillablePrice {
    private FillablePrice() {}

    /**
     * The price, exact.
     *
     * @param size signed size units of the leg, not 0
     * @param notional signed micro-dollars of the leg at the oracle price
     * @param legMaintenance micro-dollars
     * @param equity of the account, micro-dollars
     * @param maintenance of the account, micro-dollars, positive
     * @param bankruptcyAdjustment BA, 1 or more
     * @param spreadToMaintenance SMMR
     * @return micro-dollars for a size unit
     * @throws ArithmeticException if the size or the maintenance is 0
     */
    public static Rational of(
            long size,
            long notional,
            long legMaintenance,
            long equity,
            long maintenance,
            Ratio bankruptcyAdjustment,
            Ratio spreadToMaintenance) {
        Rational health = Rational.of(equity, maintenance);
        Rational adjustment = Rational.of(bankruptcyAdjustment)
                .times(Rational.ONE.minus(health))
                .clamp(Rational.ZERO, Rational.ONE);
        Rational spread = adjustment.times(Rational.of(spreadToMaintenance)).times(legMaintenance);
        return Rational.of(notional).minus(spread).dividedBy(Rational.of(size));
    }
}
