package io.backstop.contagion;

/**
 * What a party's claims get of what it can pay: ranks in order, within a rank in proportion. Each claim's share is floored and the
 * dust stays with the payer.
 */
final class Waterfall {
    private Waterfall() {}

    /** Claims in the order of their ranks: a part of longer columns. */
    record Claims(long[] amount, int[] rank, int from, int to) {
        int rankAt(int position) {
            return position < to ? rank[position] : Integer.MAX_VALUE;
        }

        /** The first position whose rank is not the given one. */
        int endOf(int rankHere, int position) {
            int end = position;
            while (end < to && rank[end] == rankHere) {
                end++;
            }
            return end;
        }

        long sum(int begin, int end) {
            long sum = 0;
            for (int i = begin; i < end; i++) {
                sum += amount[i];
            }
            return sum;
        }

        void pay(long budget, long total, int begin, int end, long[] paid) {
            for (int i = begin; i < end; i++) {
                paid[i - from] = budget == total ? amount[i] : ProRata.share(budget, amount[i], total);
            }
        }
    }

    /**
     * Splits what can be paid.
     *
     * @param available micro-dollars, 0 or more
     * @param debts claims whose sum fits 64 bits together with that of the calls
     * @param calls called guarantees
     * @param debtPaid filled from index 0
     * @param callPaid filled from index 0
     */
    static void split(long available, Claims debts, Claims calls, long[] debtPaid, long[] callPaid) {
        long left = available;
        int debt = debts.from();
        int call = calls.from();
        while (debt < debts.to() || call < calls.to()) {
            int rank = Math.min(debts.rankAt(debt), calls.rankAt(call));
            int debtEnd = debts.endOf(rank, debt);
            int callEnd = calls.endOf(rank, call);
            long total = debts.sum(debt, debtEnd) + calls.sum(call, callEnd);
            long budget = Math.min(left, total);
            debts.pay(budget, total, debt, debtEnd, debtPaid);
            calls.pay(budget, total, call, callEnd, callPaid);
            left -= budget;
            debt = debtEnd;
            call = callEnd;
        }
    }
}
