package io.backstop.contagion;

import java.util.Arrays;

/**
 * The first part of a descent, in {@code double}, for parties that guarantee nothing and issued no shares: what they have at most in
 * the greatest fixed point, near to it where money leaks out of the parties in default, for a fraction of the exact steps' time.
 *
 * <p>Every value is an upper bound of that of the floored map: shares are not floored, and each comparison and payment is taken with a
 * slack that exceeds all errors of rounding. Those of a party's claims are at most one unit in the last place of all it could receive
 * for each payment subtracted, which are at most {@link #SWEEPS} for each claim.
 */
final class RoughDescent {
    private static final int SWEEPS = 64;
    private static final double UNIT_IN_LAST_PLACE = 0x1p-52;
    private static final int OTHER_ROUNDINGS = 64;

    /** A party waits with a fall of less than its debts over 2^(1 + this * sweep): more may come until the next sweep. */
    private static final int BITS_A_SWEEP = 3;

    /** Smaller falls, in micro-dollars, are left to the exact steps. */
    private static final double LEAST_FALL = 1;

    private final Descent descent;
    private final ObligationNetwork network;
    private final double[] received;
    private final double[] slack;
    private final double[] value;
    private final boolean[] inDefault;
    private final boolean[] isWaiting;

    private RoughDescent(Descent descent) {
        this.descent = descent;
        network = descent.network();
        received = new double[network.parties];
        slack = new double[network.parties];
        value = new double[network.parties];
        inDefault = new boolean[network.parties];
        isWaiting = new boolean[network.parties];
        Arrays.fill(isWaiting, true);
        for (int i = 0; i < network.parties; i++) {
            double outside = descent.outside(i);
            double bar = descent.bar(i);
            received[i] = descent.received(i);
            value[i] = bar;
            slack[i] = (larger(outside, -outside) + received[i] + bar)
                    * ((double) SWEEPS * network.inDegree[i] + OTHER_ROUNDINGS)
                    * UNIT_IN_LAST_PLACE;
        }
    }

    /** Lowers a descent in which nobody was settled yet. */
    static void lower(Descent descent) {
        if (descent.network().guarantor.length == 0) {
            RoughDescent rough = new RoughDescent(descent);
            rough.sweep();
            rough.hand();
        }
    }

    private void sweep() {
        boolean isMoving = true;
        for (int sweep = 0; isMoving && sweep < SWEEPS; sweep++) {
            isMoving = false;
            double coarseness = 1 / StrictMath.scalb(2.0, BITS_A_SWEEP * sweep);
            for (int i = 0; i < isWaiting.length; i++) {
                if (isWaiting[i]) {
                    isWaiting[i] = false;
                    isMoving |= network.shares[i] == 0 && settle(i, coarseness);
                }
            }
        }
    }

    private boolean settle(int party, double coarseness) {
        double bar = network.obligations[party];
        double outside = descent.outside(party);
        double has = outside + received[party] + slack[party];
        if (!inDefault[party]) {
            if (descent.stateOf(party) == PartyState.SOLVENT && has >= bar - network.inDegree[party]) {
                return false;
            }
            inDefault[party] = true;
        }
        ClearingRule rule = descent.ruleOf(party);
        double assets = outside > 0 ? rule.alpha().toDouble() * outside : outside;
        double now = assets + rule.beta().toDouble() * (received[party] + slack[party]) + slack[party];
        now = larger(now, 0);
        double before = value[party];
        if (before - now <= larger(LEAST_FALL, bar * coarseness)) {
            isWaiting[party] = before - now > LEAST_FALL;
            return isWaiting[party];
        }
        value[party] = now;
        pay(party, before, now);
        return true;
    }

    private void pay(int party, double before, double now) {
        int to = network.debtFrom[party + 1];
        double senior = 0;
        int start = network.debtFrom[party];
        while (start < to) {
            int end = endOfRank(start, to);
            double total = end - start == to - network.debtFrom[party] ? network.obligations[party] : sum(start, end);
            double fall = part(before - senior, total) - part(now - senior, total);
            for (int k = start; fall > 0 && k < end; k++) {
                int creditor = network.creditor[k];
                if (creditor != ObligationNetwork.OUTSIDE) {
                    received[creditor] -= fall * network.amount[k];
                    isWaiting[creditor] = true;
                }
            }
            senior += total;
            start = end;
        }
    }

    private int endOfRank(int start, int to) {
        int rank = network.seniority[start];
        if (network.seniority[to - 1] == rank) {
            return to;
        }
        int end = start;
        while (network.seniority[end] == rank) {
            end++;
        }
        return end;
    }

    private double sum(int start, int end) {
        double sum = 0;
        for (int k = start; k < end; k++) {
            sum += network.amount[k];
        }
        return sum;
    }

    private static double part(double rest, double total) {
        return rest <= 0 ? 0 : rest >= total ? 1 : rest / total;
    }

    private static double larger(double a, double b) {
        return a > b ? a : b;
    }

    /** Settles whoever cannot pay, exactly, from the bounds found. */
    private void hand() {
        for (int i = 0; i < inDefault.length; i++) {
            if (inDefault[i]) {
                double bound = StrictMath.ceil(descent.outside(i) + received[i] + slack[i]);
                long now = descent.resources(i);
                descent.settle(i, bound < now ? (long) bound : now);
            }
        }
    }
}
