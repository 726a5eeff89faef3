package io.backstop.contagion;

import java.util.Arrays;

/**
 * The clearing as parties and a coordinator do it: rounds of messages from the top; once the set of parties in default has stood for
 * two rounds, the coordinator solves the components of those parties, and one more round verifies that no equation has a
 * residual. A party that finds one goes on.
 */
public final class MessageRounds {
    private static final int UNCHANGED_ROUNDS = 2;

    private MessageRounds() {}

    /**
     * A result and what it took.
     *
     * @param result the same as {@link Clearing}'s
     * @param rounds of messages, the verifying ones included
     * @param settled how many parties spoke in all rounds together
     * @param solves by the coordinator
     */
    public record Cleared(ClearingResult result, int rounds, long settled, int solves) {}

    /** Clears; see {@link Clearing#clear(ObligationNetwork, long[], PartyState[], ClearingRule)}. */
    public static Cleared clear(ObligationNetwork network, long[] outside, PartyState[] state, ClearingRule rule) {
        Descent descent = Clearing.start(network, outside, state, rule);
        int rounds = 0;
        int solves = 0;
        int unchanged = 0;
        int defaults = 0;
        long settled = 0;
        while (!descent.isSettled()) {
            settled += round(descent);
            rounds++;
            int now = defaults(descent);
            unchanged = now == defaults ? unchanged + 1 : 0;
            defaults = now;
            if (unchanged >= UNCHANGED_ROUNDS && !descent.isSettled()) {
                solve(descent);
                solves++;
                unchanged = 0;
                settled += verify(descent);
                rounds++;
            }
        }
        return new Cleared(descent.verified(solves), rounds, settled, solves);
    }

    /** Everybody whose claims fell pays by what it knew when the round began. */
    private static int round(Descent descent) {
        int[] parties = descent.takeQueued();
        long[] resources = Arrays.stream(parties).mapToLong(descent::resources).toArray();
        long[] calls = descent.calls();
        for (int i = 0; i < parties.length; i++) {
            descent.settle(parties[i], resources[i], calls);
        }
        return parties.length;
    }

    /** The same, of all parties. */
    private static int verify(Descent descent) {
        for (int party = 0; party < descent.network().parties; party++) {
            descent.enqueue(party);
        }
        return round(descent);
    }

    private static int defaults(Descent descent) {
        int defaults = 0;
        for (int party = 0; party < descent.network().parties; party++) {
            defaults += descent.isInDefault(party) ? 1 : 0;
        }
        return defaults;
    }

    /** The coordinator has the rows of parties in default and of issuers, and takes all others as they are. */
    private static void solve(Descent descent) {
        ObligationNetwork network = descent.network();
        boolean[] posted = new boolean[network.parties];
        for (int party = 0; party < posted.length; party++) {
            posted[party] = descent.isInDefault(party) || network.shares[party] > 0;
        }
        new CycleSolver(descent, posted).lower();
        Clearing.settle(descent, posted);
    }
}
