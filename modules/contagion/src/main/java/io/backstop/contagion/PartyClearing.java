package io.backstop.contagion;

import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;
import java.util.Arrays;

/**
 * The clearing map of one party (Eisenberg and Noe 2001; Rogers and Veraart 2013), in integers.
 *
 * <p>With resources a = outside assets + what the network pays, and the bar p̄ = debts + called guarantees: the party is solvent iff
 * it is not in default already and a + inDegree &ge; p̄, before any cost. Then it pays all, and the dust account adds
 * max(0, p̄ - a), or one unit lost to a floor could destroy a solvent party's assets. Otherwise it pays
 * min(p̄, max(0, a after cost)), ranks in order, each claim's share floored. Its shares are worth
 * floor(max(0, a after cost - p̄ - senior claims) * NAV_SHARES / shares).
 *
 * <p>The map is isotone: larger payments received and smaller calls never lower what a claim is paid.
 */
public final class PartyClearing {
    private PartyClearing() {}

    /**
     * What the party pays. As messages fall from the top in any order and with duplicates, a party that keeps the least value of each
     * claim and the largest of each call and applies this function arrives at the greatest fixed point.
     *
     * @param received micro-dollars that all its claims are worth: payments, guarantees in its favour, shares
     * @param calls micro-dollars called of each guarantee that it gave
     * @throws ArithmeticException on overflow
     */
    public static PartyPayments of(PartyBooks books, long received, long[] calls, ClearingRule rule) {
        long resources = Math.addExact(books.outside(), received);
        long bar = Math.addExact(sum(books.debts()), sum(calls));
        boolean isSolvent = isSolvent(books.state(), resources, books.inDegree(), bar);
        ClearingRule cost = rule.in(books.state());
        long value = isSolvent ? resources : cost.afterCost(books.outside(), received);
        long[] paid = books.debts();
        long[] callPaid = calls;
        if (!isSolvent) {
            paid = new long[books.debts().length];
            callPaid = new long[calls.length];
            Waterfall.split(
                    available(value, bar),
                    new Waterfall.Claims(books.debts(), books.debtRank(), 0, paid.length),
                    new Waterfall.Claims(calls, books.callRank(), 0, callPaid.length),
                    paid,
                    callPaid);
        }
        return new PartyPayments(
                !isSolvent,
                paid,
                callPaid,
                books.shares() == 0 ? 0 : nav(value, bar, books.seniorClaims(), books.shares()),
                isSolvent ? Math.max(0, bar - resources) : 0,
                resources - value);
    }

    /** Whether a party is solvent: decided before any cost, and with the units that floors may have taken from its claims. */
    static boolean isSolvent(PartyState state, long resources, int inDegree, long bar) {
        return state == PartyState.SOLVENT && resources >= bar - inDegree;
    }

    /** What a party in default pays in all. */
    static long available(long value, long bar) {
        return Math.min(bar, Math.max(0, value));
    }

    /** Net asset value of {@link ObligationNetwork#NAV_SHARES} shares, floored. */
    static long nav(long value, long bar, long seniorClaims, long shares) {
        long equity = Math.max(0, Math.subtractExact(Math.subtractExact(value, bar), seniorClaims));
        return FixedPoint.multiplyDivide(equity, ObligationNetwork.NAV_SHARES, shares, Rounding.FLOOR);
    }

    /** What a holding is worth at a net asset value, floored. */
    public static long holdingValue(long held, long nav) {
        return FixedPoint.multiplyDivide(held, nav, ObligationNetwork.NAV_SHARES, Rounding.FLOOR);
    }

    private static long sum(long[] values) {
        return Arrays.stream(values).reduce(0, Math::addExact);
    }
}
