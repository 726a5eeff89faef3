package io.backstop.margin;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the risk table with the same number of instruments; columns of primitives. A row with one instrument is grouped by
 * which one it is, so that its price is a constant of the scan.
 *
 * <p>The margin test in linear form: with {@code w = SCALE * size - ceil(SCALE * |size| * rate)} for each leg, a row may be in
 * breach only if {@code SCALE * balance + sum of w * price < SCALE * (legs + 1)}. The rate is the chord of the convex
 * maintenance curve up to the highest notional for which the weight is valid, so the test never misses; rows that pass are
 * checked exactly.
 */
final class RowGroup {
    /** Scale of weights: a breach is found early by at most a 64th of a size unit. */
    static final int SCALE_BITS = 6;

    private static final int BLOCK_BITS = 7;
    private static final int BLOCK = 1 << BLOCK_BITS;

    private static final int TOTALS_BITS = 9;

    /** Above every sum that {@link #fits} allows. */
    private static final long SAFE = Long.MAX_VALUE / 2;

    final int legs;
    /** The instrument of all rows if {@code legs == 1}. */
    final int only;

    int rows;
    long[] key = new long[0];
    long[] balance = new long[0];
    /** The constant of the linear form; {@link #SAFE} for a row without positions. */
    private long[] test = new long[0];
    /** Index into the table's touched rows, or -1. */
    int[] touched = new int[0];

    final long[][] weight;
    final long[][] size;
    final long[][] cost;
    final int[][] instrument;

    final BlockSlack slack = new BlockSlack();
    private long largestBalance;
    private long largestWeight;
    private @Nullable GroupTotals totals;
    /** Sums of each block of rows; null where a balance has changed since. */
    private @Nullable GroupTotals[] blockTotals = new GroupTotals[0];
    /** By leg and market, the rows whose leg is in the market; null until asked. */
    private int @Nullable [][][] rowsByMarket;

    RowGroup(int legs, int only) {
        this.legs = legs;
        this.only = only;
        this.weight = new long[legs][0];
        this.size = new long[legs][0];
        this.cost = new long[legs][0];
        this.instrument = new int[legs == 1 ? 0 : legs][0];
    }

    /** Adds an empty row; returns its index. */
    int add(long newKey) {
        if (rows == key.length) {
            resize(Math.max(16, rows + (rows >> 1)));
        }
        rowsByMarket = null;
        key[rows] = newKey;
        touched[rows] = -1;
        return rows++;
    }

    /** Gives back what growing reserved. */
    void trim() {
        resize(rows);
    }

    private void resize(int capacity) {
        key = Arrays.copyOf(key, capacity);
        balance = Arrays.copyOf(balance, capacity);
        test = Arrays.copyOf(test, capacity);
        touched = Arrays.copyOf(touched, capacity);
        for (int leg = 0; leg < legs; leg++) {
            weight[leg] = Arrays.copyOf(weight[leg], capacity);
            size[leg] = Arrays.copyOf(size[leg], capacity);
            cost[leg] = Arrays.copyOf(cost[leg], capacity);
            if (legs > 1) {
                instrument[leg] = Arrays.copyOf(instrument[leg], capacity);
            }
        }
    }

    int instrument(int leg, int row) {
        return legs == 1 ? only : instrument[leg][row];
    }

    /** The rows whose leg is in a market, ascending; a leg never moves to another. */
    int[] rowsOf(int leg, int market, int markets) {
        int[][][] known = rowsByMarket;
        if (known == null) {
            known = new int[legs][][];
            for (int of = 0; of < legs; of++) {
                known[of] = rowsByMarket(instrument[of], markets);
            }
            rowsByMarket = known;
        }
        return known[leg][market];
    }

    private int[][] rowsByMarket(int[] instruments, int markets) {
        int[] counts = new int[markets];
        for (int row = 0; row < rows; row++) {
            if (instruments[row] < markets) {
                counts[instruments[row]]++;
            }
        }
        int[][] found = new int[markets][];
        Arrays.setAll(found, market -> new int[counts[market]]);
        Arrays.fill(counts, 0);
        for (int row = 0; row < rows; row++) {
            int market = instruments[row];
            if (market < markets) {
                found[market][counts[market]++] = row;
            }
        }
        return found;
    }

    /** Sets a row's balance, after its legs. */
    void setBalance(int row, long value, boolean holdsPosition) {
        totals = null;
        int block = row >> TOTALS_BITS;
        if (block < blockTotals.length) {
            blockTotals[block] = null;
        }
        slack.forget(row >> BLOCK_BITS);
        balance[row] = value;
        largestBalance = Math.max(largestBalance, Math.absExact(value));
        // where this product overflows, the group does not fit and the test is not used
        test[row] = holdsPosition ? (value << SCALE_BITS) - ((legs + 1L) << SCALE_BITS) : SAFE;
    }

    /** Whether the linear form says that a row cannot be in breach at these prices. */
    boolean surelySafe(int row, long[] prices) {
        long sum = test[row];
        for (int leg = 0; leg < legs; leg++) {
            sum += weight[leg][row] * prices[instrument(leg, row)];
        }
        return sum >= 0;
    }

    void setWeight(int leg, int row, long value) {
        slack.forget(row >> BLOCK_BITS);
        weight[leg][row] = value;
        largestWeight = Math.max(largestWeight, Math.absExact(value));
    }

    /** The sums over the rows, counted from the columns when a balance has changed since. */
    GroupTotals totals(int markets, int assets) {
        GroupTotals counted = totals;
        if (counted == null) {
            counted = new GroupTotals(markets, assets);
            blockTotals = Arrays.copyOf(blockTotals, (rows >> TOTALS_BITS) + 1);
            for (int block = 0; block < blockTotals.length; block++) {
                counted.add(blockTotals(block, markets, assets));
            }
            totals = counted;
        }
        return counted;
    }

    private GroupTotals blockTotals(int block, int markets, int assets) {
        GroupTotals counted = blockTotals[block];
        if (counted == null) {
            counted = new GroupTotals(markets, assets);
            counted.count(this, block << TOTALS_BITS, Math.min(rows, (block + 1) << TOTALS_BITS));
            blockTotals[block] = counted;
        }
        return counted;
    }

    /** Where suspect rows go. */
    interface Suspects {
        void row(RowGroup group, int row);
    }

    /** Calls back for every row that may be in breach, in row order. */
    void scan(long[] prices, Suspects suspects) {
        if (legs == 0) {
            return;
        }
        if (!fits(prices)) {
            for (int row = 0; row < rows; row++) {
                suspects.row(this, row);
            }
        } else {
            scanBlocks(legs == 1 ? new long[] {prices[only]} : prices, suspects);
        }
    }

    /** The columns of the linear form, for a comparison with a plain loop over the same arrays. */
    RiskTable.LinearForm linearForm() {
        return new RiskTable.LinearForm(legs, only, rows, test, weight, instrument);
    }

    /** Whether no row's sum can leave 64 bits at these prices. */
    boolean fits(long[] prices) {
        long highest = 1;
        for (long price : prices) {
            highest = Math.max(highest, price);
        }
        long share = Long.MAX_VALUE / 2 / (legs + 3L);
        return largestBalance <= share >> SCALE_BITS && (largestWeight == 0 || highest <= share / largestWeight);
    }

    private void scanBlocks(long[] prices, Suspects suspects) {
        int blocks = (rows + BLOCK - 1) >> BLOCK_BITS;
        slack.begin(blocks, prices);
        long[] forms = new long[BLOCK];
        long[] norms = new long[BLOCK];
        for (int block = 0; block < blocks; block++) {
            if (slack.isSafe(block)) {
                continue;
            }
            int from = block << BLOCK_BITS;
            int count = Math.min(BLOCK, rows - from);
            if (slack.isCalm()) {
                Arrays.fill(norms, 0);
                look(prices, from, count, forms, norms);
                slack.seen(block, forms, norms, count);
            } else if (legs == 1 && !mayHoldSuspects(prices[0], from, count)) {
                continue;
            } else {
                look(prices, from, count, forms, null);
            }
            for (int i = 0; i < count; i++) {
                if (forms[i] < 0) {
                    suspects.row(this, from + i);
                }
            }
        }
    }

    private boolean mayHoldSuspects(long price, int from, int count) {
        long[] t = test;
        long[] w = weight[0];
        long sign = 0;
        for (int i = from; i < from + count; i++) {
            sign |= t[i] + w[i] * price;
        }
        return sign < 0;
    }

    /** Leg by leg over a block of rows, so that each inner loop walks plain arrays. */
    private void look(long[] prices, int from, int count, long[] forms, long @Nullable [] norms) {
        System.arraycopy(test, from, forms, 0, count);
        for (int leg = 0; leg < legs; leg++) {
            if (legs == 1) {
                addLeg(forms, norms, count, from, weight[leg], prices[0]);
            } else {
                addLeg(forms, norms, count, from, weight[leg], instrument[leg], prices);
            }
        }
    }

    private static void addLeg(long[] forms, long @Nullable [] norms, int count, int from, long[] weights, long price) {
        for (int i = 0; i < count; i++) {
            long part = weights[from + i] * price;
            forms[i] += part;
            if (norms != null) {
                norms[i] += Math.abs(part);
            }
        }
    }

    private static void addLeg(
            long[] forms,
            long @Nullable [] norms,
            int count,
            int from,
            long[] weights,
            int[] instruments,
            long[] prices) {
        for (int i = 0; i < count; i++) {
            long part = weights[from + i] * prices[instruments[from + i]];
            forms[i] += part;
            if (norms != null) {
                norms[i] += Math.abs(part);
            }
        }
    }
}
