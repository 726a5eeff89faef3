package io.backstop.audit;

/** A position as size and signed open cost; cash less open cost changes by exactly what was paid, whatever the trade. */
final class Holding {
    long size;
    long cost;

    Holding(long size, long cost) {
        this.size = size;
        this.cost = cost;
    }

    Holding copy() {
        return new Holding(size, cost);
    }

    /**
     * Trades; returns the change of cash.
     *
     * @param change signed size
     * @param paid micro-dollars paid for it, below 0 if received
     */
    long trade(long change, long paid) {
        long before = cost;
        long after = Math.addExact(size, change);
        boolean grows = size == 0 || Long.signum(size) == Long.signum(change);
        boolean flips = !grows && Long.signum(after) == Long.signum(change);
        if (grows) {
            cost = Math.addExact(cost, paid);
        } else if (after == 0) {
            cost = 0;
        } else if (flips) {
            cost = paid - Exact.halfEven(paid, -size, change);
        } else {
            cost -= Exact.halfEven(cost, -change, size);
        }
        size = after;
        return Math.subtractExact(Math.subtractExact(cost, before), paid);
    }

    /** What it is worth more than it cost. */
    long profit(long price) {
        return Math.subtractExact(Math.multiplyExact(size, price), cost);
    }
}
