package io.backstop.lending.engine;

/**
 * Sums over all rows of a table, to be added over partitions; arrays by reserve.
 *
 * @param accounts rows
 * @param borrowers rows that owe something
 * @param supplied scaled units
 * @param owed scaled units
 * @param wallet units beside the protocol
 * @param cash micro-dollars beside the protocol
 */
public record LendingTotals(long accounts, long borrowers, long[] supplied, long[] owed, long[] wallet, long cash) {
    /** Nothing, at so many reserves. */
    public static LendingTotals none(int reserves) {
        return new LendingTotals(0, 0, new long[reserves], new long[reserves], new long[reserves], 0);
    }

    /** Both together. */
    public LendingTotals plus(LendingTotals other) {
        return new LendingTotals(
                accounts + other.accounts,
                borrowers + other.borrowers,
                sum(supplied, other.supplied),
                sum(owed, other.owed),
                sum(wallet, other.wallet),
                Math.addExact(cash, other.cash));
    }

    private static long[] sum(long[] one, long[] other) {
        long[] sums = one.clone();
        for (int reserve = 0; reserve < sums.length; reserve++) {
            sums[reserve] = Math.addExact(sums[reserve], other[reserve]);
        }
        return sums;
    }
}
