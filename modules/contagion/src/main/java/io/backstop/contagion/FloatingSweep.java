package io.backstop.contagion;

import java.util.Arrays;

/**
 * The plain iteration in {@code double} (Picard, from the top): all parties at once until no payment moves by more than a tolerance.
 * For comparison and for counting rounds; nothing is posted from it. Debts count as of one rank, guarantees and shares not at all.
 *
 * @param payments micro-dollars that each party pays in all
 * @param rounds how many times all payments were computed
 */
public record FloatingSweep(double[] payments, int rounds) {
    /**
     * Iterates.
     *
     * @param outside micro-dollars of each party
     * @param tolerance micro-dollars; a step of it may leave an error of tolerance * (1 - leak) / leak
     */
    public static FloatingSweep of(ObligationNetwork network, long[] outside, ClearingRule rule, double tolerance) {
        int parties = network.parties;
        double alpha = rule.alpha().toDouble();
        double beta = rule.beta().toDouble();
        double[] payments = new double[parties];
        for (int i = 0; i < parties; i++) {
            payments[i] = network.obligations[i];
        }
        double[] received = new double[parties];
        int rounds = 0;
        double step = Double.MAX_VALUE;
        while (step > tolerance) {
            receive(network, payments, received);
            step = 0;
            for (int i = 0; i < parties; i++) {
                double bar = network.obligations[i];
                double all = outside[i] + received[i];
                double cut = all >= bar ? bar : alpha * outside[i] + beta * received[i];
                double now = cut > 0 ? cut : 0;
                double fall = payments[i] - now;
                step = fall > step ? fall : step;
                payments[i] = now;
            }
            rounds++;
        }
        return new FloatingSweep(payments, rounds);
    }

    private static void receive(ObligationNetwork network, double[] payments, double[] received) {
        Arrays.fill(received, 0);
        for (int i = 0; i < network.parties; i++) {
            double part = network.obligations[i] == 0 ? 0 : payments[i] / network.obligations[i];
            for (int k = network.debtFrom[i]; k < network.debtFrom[i + 1]; k++) {
                if (network.creditor[k] != ObligationNetwork.OUTSIDE) {
                    received[network.creditor[k]] += part * network.amount[k];
                }
            }
        }
    }

    /**
     * Rounds after which the distance to the fixed point is at most a part of the first one: {@code ln part / ln (1 - leak)}, up.
     *
     * @param leak least share of its debts that a party in default owes outside of those in default, above 0 and below 1
     * @param part above 0 and below 1
     */
    public static long roundsAtMost(double leak, double part) {
        return (long) StrictMath.ceil(StrictMath.log(part) / StrictMath.log1p(-leak));
    }
}
