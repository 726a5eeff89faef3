package io.backstop.contagion;

import java.util.Arrays;

/**
 * Total debt, counted three ways; the difference is what a headline hides.
 *
 * @param gross micro-dollars of all debts
 * @param net after two parties' debts to each other are set off
 * @param unique gross, less the debts whose collateral is itself a claim inside the perimeter
 */
public record DebtFigures(long gross, long net, long unique) {
    /**
     * Counts the debts of a network.
     *
     * @param onClaims of each debt, whether its collateral is a claim on a party of the network
     * @throws ArithmeticException on overflow
     */
    public static DebtFigures of(ObligationNetwork network, boolean[] onClaims) {
        long gross = 0;
        long unique = 0;
        for (int position = 0; position < network.debts(); position++) {
            long amount = network.amount[network.columnOf[position]];
            gross = Math.addExact(gross, amount);
            unique += onClaims[position] ? 0 : amount;
        }
        return new DebtFigures(gross, net(network), unique);
    }

    /** Debts grouped by the pair of parties; the lower ordinal's count up, the higher's down. */
    private static long net(ObligationNetwork network) {
        long[] pairs = new long[network.debts()];
        long[] signed = new long[network.debts()];
        long outside = 0;
        int inside = 0;
        for (int debtor = 0; debtor < network.parties; debtor++) {
            for (int k = network.debtFrom[debtor]; k < network.debtFrom[debtor + 1]; k++) {
                int creditor = network.creditor[k];
                if (creditor == ObligationNetwork.OUTSIDE) {
                    outside = Math.addExact(outside, network.amount[k]);
                } else {
                    pairs[inside] = (long) Math.min(debtor, creditor) * network.parties + Math.max(debtor, creditor);
                    signed[inside++] = debtor < creditor ? network.amount[k] : -network.amount[k];
                }
            }
        }
        long[] distinct = Arrays.stream(pairs, 0, inside).sorted().distinct().toArray();
        long[] sums = new long[distinct.length];
        for (int i = 0; i < inside; i++) {
            int pair = Arrays.binarySearch(distinct, pairs[i]);
            sums[pair] = Math.addExact(sums[pair], signed[i]);
        }
        long net = outside;
        for (long sum : sums) {
            net = Math.addExact(net, Math.absExact(sum));
        }
        return net;
    }
}
