package io.backstop.contagion;

import io.backstop.model.Rational;

/**
 * The greatest fixed point of the floored clearing map, in micro-dollars. Debts and guarantees are in the order in which they were
 * given, everything else is by party.
 *
 * @param network that was cleared
 * @param paid what each debtor pays to each debt
 * @param called what each guarantor is called for, at the debtor's default
 * @param callPaid what each guarantor pays of that
 * @param nav for {@link ObligationNetwork#NAV_SHARES} of the party's shares, 0 if it issues none
 * @param resources outside assets and what the network pays, before the cost of default and without dust
 * @param paidOut sum of what the party pays to its debts and calls
 * @param inDefault whether the party is in default
 * @param dust what the dust account adds to a solvent party, at most its in-degree in units
 * @param cost what default costs the party: (1 - alpha) e + (1 - beta) r, to be posted once
 * @param work how much was computed
 */
public record ClearingResult(
        ObligationNetwork network,
        long[] paid,
        long[] called,
        long[] callPaid,
        long[] nav,
        long[] resources,
        long[] paidOut,
        boolean[] inDefault,
        long[] dust,
        long[] cost,
        Work work) {

    /**
     * What a clearing took.
     *
     * @param settlements how often a party's line of the map was computed
     * @param componentSolves how many cycles of parties were solved to start their descent lower
     */
    public record Work(long settlements, int componentSolves) {}

    /** What is left with a party after cost and payments: its equity, and the dust of its floors if it is in default. */
    public long left(int party) {
        return resources[party] + dust[party] - cost[party] - paidOut[party];
    }

    /** Loss given default of a claim on its debtor: 1 - paid / owed; 0 for a debt of nothing. */
    public Rational lossGivenDefault(int debt) {
        long owed = network.debt(debt).amount();
        return owed == 0 ? Rational.ZERO : Rational.ONE.minus(Rational.of(paid[debt], owed));
    }

    /** What the dust account pays in all. */
    public long dustTotal() {
        long sum = 0;
        for (long units : dust) {
            sum += units;
        }
        return sum;
    }
}
