package io.backstop.contagion;

import java.util.Arrays;

/**
 * Clears a network: the greatest fixed point of the floored integer map {@link PartyClearing} over payments, guarantees and net asset
 * values together (Tarski 1955; Eisenberg and Noe 2001; Rogers and Veraart 2013; shares after Suzuki 2002).
 *
 * <p>Parties in default are brought near to what they have in {@code double}, from above ({@link RoughDescent}); then parties are settled
 * in integers, only where something fell. Where that is slow, cycles are started again from a bound above the
 * fixed point ({@link ComponentBound}). A last round verifies every equation. The result is that of the plain iteration, always.
 *
 * <p>A cycle of parties in default that pays nothing to anybody outside of it has no such bound; it is only iterated.
 */
public final class Clearing {
    private static final long SETTLEMENTS_OF_EACH = 16;
    private static final long SETTLEMENTS_AT_LEAST = 500;

    private Clearing() {}

    /**
     * Clears.
     *
     * @param outside micro-dollars of outside assets of each party, at full value; below 0 where it owes more than it has
     * @param state of each party before
     * @throws IllegalArgumentException if a column's length is not the number of parties
     * @throws ArithmeticException if an amount does not fit 64 bits
     */
    public static ClearingResult clear(
            ObligationNetwork network, long[] outside, PartyState[] state, ClearingRule rule) {
        Descent descent = start(network, outside, state, rule);
        boolean[] all = new boolean[network.parties];
        Arrays.fill(all, true);
        RoughDescent.lower(descent);
        return descent.verified(settle(descent, all));
    }

    /** Clears parties none of which is known to be in default. */
    public static ClearingResult clear(ObligationNetwork network, long[] outside, ClearingRule rule) {
        PartyState[] state = new PartyState[network.parties];
        Arrays.fill(state, PartyState.SOLVENT);
        return clear(network, outside, state, rule);
    }

    /** Settles until nothing falls any more, and says how many components it solved. */
    static int settle(Descent descent, boolean[] mayMove) {
        int solved = 0;
        long budget = SETTLEMENTS_AT_LEAST + SETTLEMENTS_OF_EACH * mayMove.length;
        while (!descent.settleQueued(budget, mayMove)) {
            solved += new CycleSolver(descent, mayMove).lower();
            budget = Math.multiplyExact(budget, 4);
        }
        return solved;
    }

    static Descent start(ObligationNetwork network, long[] outside, PartyState[] state, ClearingRule rule) {
        if (outside.length != network.parties || state.length != network.parties) {
            throw new IllegalArgumentException("outside assets of " + outside.length + " and states of " + state.length
                    + " parties for a network of " + network.parties);
        }
        return new Descent(network, outside, state, rule);
    }
}
