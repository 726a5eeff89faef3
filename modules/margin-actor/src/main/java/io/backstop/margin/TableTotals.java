package io.backstop.margin;

/**
 * Sums over the rows of a partition, counted again from the columns and not carried along by events.
 *
 * @param accounts rows
 * @param active rows with a position
 * @param balance sum of {@code cash - open cost}, micro-dollars
 * @param cash sum, micro-dollars
 * @param longSize size units held long, for each market
 * @param shortSize size units held short (positive), for each market
 * @param collateral units of each asset
 * @param flatDebt sum of the negative cash of rows without positions and collateral, as a positive amount
 */
public record TableTotals(
        long accounts,
        long active,
        long balance,
        long cash,
        long[] longSize,
        long[] shortSize,
        long[] collateral,
        long flatDebt) {
    /** Nothing, for so many markets and assets. */
    public static TableTotals none(int markets, int assets) {
        return new TableTotals(0, 0, 0, 0, new long[markets], new long[markets], new long[assets], 0);
    }

    /** The sums of two partitions. */
    public TableTotals plus(TableTotals other) {
        return new TableTotals(
                accounts + other.accounts,
                active + other.active,
                Math.addExact(balance, other.balance),
                Math.addExact(cash, other.cash),
                sum(longSize, other.longSize),
                sum(shortSize, other.shortSize),
                sum(collateral, other.collateral),
                Math.addExact(flatDebt, other.flatDebt));
    }

    private static long[] sum(long[] left, long[] right) {
        long[] sum = new long[left.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.addExact(left[i], right[i]);
        }
        return sum;
    }
}
