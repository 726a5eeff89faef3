package io.backstop.contagion;

import io.backstop.model.FixedPoint;
import io.backstop.model.Ratio;
import java.util.ArrayList;
import java.util.List;

/**
 * Furfine's (2003) sequential default: a creditor loses the part 1 - recovery of what a party in default owes it, and defaults itself
 * when it has lost more than its capital. No payment is computed.
 *
 * @param inDefault whether each party is in default at the end
 * @param defaultSets parties in default after each round, ascending; the last one is final
 */
public record FurfineCascade(boolean[] inDefault, List<List<Integer>> defaultSets) {
    /** A copy of the flag column. */
    public FurfineCascade {
        inDefault = inDefault.clone();
    }

    /**
     * Runs the cascade.
     *
     * @param network whose debts are lost, of whatever rank
     * @param capital micro-dollars of each party with all its claims at face; below 0 it is in default from the first round
     * @param shocked parties that are in default from the first round whatever they have
     * @param recovery part of a claim that a default leaves, 0 to 1
     */
    public static FurfineCascade of(ObligationNetwork network, long[] capital, boolean[] shocked, Ratio recovery) {
        boolean[] inDefault = shocked.clone();
        long[] exposed = new long[network.parties];
        List<List<Integer>> sets = new ArrayList<>();
        List<Integer> fallen = new ArrayList<>();
        for (int i = 0; i < network.parties; i++) {
            if (shocked[i] || capital[i] < 0) {
                fallen.add(i);
            }
        }
        while (!fallen.isEmpty()) {
            for (int debtor : fallen) {
                inDefault[debtor] = true;
                expose(network, debtor, exposed);
            }
            sets.add(all(inDefault));
            fallen = new ArrayList<>();
            for (int i = 0; i < network.parties; i++) {
                if (!inDefault[i] && isWiped(exposed[i], capital[i], recovery)) {
                    fallen.add(i);
                }
            }
        }
        return new FurfineCascade(inDefault, sets);
    }

    private static void expose(ObligationNetwork network, int debtor, long[] exposed) {
        for (int k = network.debtFrom[debtor]; k < network.debtFrom[debtor + 1]; k++) {
            int creditor = network.creditor[k];
            if (creditor != ObligationNetwork.OUTSIDE) {
                exposed[creditor] = Math.addExact(exposed[creditor], network.amount[k]);
            }
        }
    }

    /** Whether exposed * (1 - recovery) is more than the capital, compared without a rounding. */
    private static boolean isWiped(long exposed, long capital, Ratio recovery) {
        long lost = recovery.denominator() - recovery.numerator();
        return lost > 0 && FixedPoint.compareRatios(exposed, recovery.denominator(), capital, lost) > 0;
    }

    private static List<Integer> all(boolean[] inDefault) {
        List<Integer> parties = new ArrayList<>();
        for (int i = 0; i < inDefault.length; i++) {
            if (inDefault[i]) {
                parties.add(i);
            }
        }
        return parties;
    }
}
