package io.backstop.account;

import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;

/**
 * The value at which closing a part of an account uses up exactly that part's share of the equity (dYdX v4
 * {@code GetBankruptcyPriceInQuoteQuantums}; economics N4).
 *
 * <p>{@code B = -dNotional - E * |dMMR| / MMR}, the one division rounded so that B moves toward plus infinity: against the
 * account. B above 0 is the least that a sale must bring, B below 0 the most (without its sign) that a purchase may cost.
 */
public final class BankruptcyValue {
    private BankruptcyValue() {}

    /**
     * Bankruptcy value of closing a part.
     *
     * @param notionalChange micro-dollars by which the signed notional at mark changes (below 0 when a long is closed)
     * @param equity of the account, micro-dollars
     * @param maintenanceReleased |dMMR|, micro-dollars, 0 or more
     * @param maintenance of the account before, micro-dollars, positive
     * @return micro-dollars
     * @throws ArithmeticException if the maintenance is 0, or on overflow
     */
    public static long of(long notionalChange, long equity, long maintenanceReleased, long maintenance) {
        long share = FixedPoint.multiplyDivide(equity, maintenanceReleased, maintenance, Rounding.FLOOR);
        return Math.subtractExact(Math.negateExact(notionalChange), share);
    }

    /**
     * Bankruptcy values of all legs of an account: {@code size * bankruptcy price} each, with the sum
     * {@code sum(notional) - equity}, so that an account that closes every leg at its value ends at exactly 0.
     *
     * <p>Equity is split by maintenance margin (by notional if no leg has any); the cuts between legs are the floors of the
     * cumulative shares, so each value is within one micro-dollar of the single-leg formula. A price is not negative: a long's
     * value stays at 0 or above, a short's at 0 or below, and the excess moves to the next leg, past the last to the first.
     * Where no leg can take it (only longs and equity above notional, only shorts and a debt above notional) no price leaves the
     * account at 0, and the last leg keeps it.
     *
     * @param notional signed micro-dollars at mark of each leg, none 0
     * @param maintenance micro-dollars of each leg, 0 or more
     * @param equity of the account, micro-dollars
     * @return micro-dollars of each leg, in the order of the legs
     * @throws ArithmeticException on overflow
     */
    public static long[] ofLegs(long[] notional, long[] maintenance, long equity) {
        long[] value = new long[notional.length];
        if (value.length == 0) {
            return value;
        }
        long[] share = equityShares(notional, maintenance, equity);
        long excess = 0;
        for (int j = 0; j < value.length; j++) {
            long unclamped = Math.subtractExact(notional[j], Math.addExact(share[j], excess));
            value[j] = clamp(unclamped, notional[j]);
            excess = Math.subtractExact(value[j], unclamped);
        }
        for (int j = 0; j < value.length && excess != 0; j++) {
            long unclamped = Math.subtractExact(value[j], excess);
            value[j] = clamp(unclamped, notional[j]);
            excess = Math.subtractExact(value[j], unclamped);
        }
        value[value.length - 1] = Math.subtractExact(value[value.length - 1], excess);
        return value;
    }

    private static long clamp(long value, long notional) {
        return notional > 0 ? Math.max(value, 0) : Math.min(value, 0);
    }

    private static long[] equityShares(long[] notional, long[] maintenance, long equity) {
        long[] weight = maintenance;
        long total = sumOfMagnitudes(maintenance);
        if (total == 0) {
            weight = notional;
            total = sumOfMagnitudes(notional);
        }
        long[] share = new long[notional.length];
        long weightSoFar = 0;
        long sharedSoFar = 0;
        for (int j = 0; j < share.length; j++) {
            weightSoFar += Math.abs(weight[j]);
            long cut = total == 0 ? equity : FixedPoint.multiplyDivide(equity, weightSoFar, total, Rounding.FLOOR);
            share[j] = cut - sharedSoFar;
            sharedSoFar = cut;
        }
        return share;
    }

    private static long sumOfMagnitudes(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum = Math.addExact(sum, Math.absExact(value));
        }
        return sum;
    }
}
