package io.backstop.margin;

import java.util.Arrays;

/** Sums over the rows of a group, or of several groups. */
final class GroupTotals {
    private final int markets;
    private final long[] longs;
    private final long[] shorts;
    private long active;
    private long balance;
    private long cost;
    private long flatDebt;

    GroupTotals(int markets, int assets) {
        this.markets = markets;
        this.longs = new long[markets + assets];
        this.shorts = new long[markets + assets];
    }

    /** Adds the rows of a group from one to below the other. */
    void count(RowGroup group, int from, int to) {
        for (int row = from; row < to; row++) {
            balance = Math.addExact(balance, group.balance[row]);
        }
        for (int leg = 0; leg < group.legs; leg++) {
            countLeg(group, leg, from, to);
        }
        for (int row = from; row < to; row++) {
            countHolder(group, row);
        }
    }

    private void countLeg(RowGroup group, int leg, int from, int to) {
        long[] size = group.size[leg];
        long[] paid = group.cost[leg];
        for (int row = from; row < to; row++) {
            int instrument = group.instrument(leg, row);
            if (size[row] > 0) {
                longs[instrument] = Math.addExact(longs[instrument], size[row]);
            } else {
                shorts[instrument] = Math.subtractExact(shorts[instrument], size[row]);
            }
            cost = Math.addExact(cost, paid[row]);
        }
    }

    private void countHolder(RowGroup group, int row) {
        boolean holds = false;
        boolean holdsCollateral = false;
        for (int leg = 0; leg < group.legs; leg++) {
            boolean held = group.size[leg][row] != 0;
            boolean collateral = group.instrument(leg, row) >= markets;
            holds |= held && !collateral;
            holdsCollateral |= held && collateral;
        }
        active += holds ? 1 : 0;
        if (!holds && !holdsCollateral && group.balance[row] < 0) {
            flatDebt = Math.subtractExact(flatDebt, group.balance[row]);
        }
    }

    /** Adds the sums of others. */
    void add(GroupTotals other) {
        active += other.active;
        balance = Math.addExact(balance, other.balance);
        cost = Math.addExact(cost, other.cost);
        flatDebt = Math.addExact(flatDebt, other.flatDebt);
        for (int i = 0; i < longs.length; i++) {
            longs[i] = Math.addExact(longs[i], other.longs[i]);
            shorts[i] = Math.addExact(shorts[i], other.shorts[i]);
        }
    }

    TableTotals of(long rows) {
        return new TableTotals(
                rows,
                active,
                balance,
                Math.addExact(balance, cost),
                Arrays.copyOf(longs, markets),
                Arrays.copyOf(shorts, markets),
                Arrays.copyOfRange(longs, markets, longs.length),
                flatDebt);
    }
}
