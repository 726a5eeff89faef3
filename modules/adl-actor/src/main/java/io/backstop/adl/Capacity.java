package io.backstop.adl;

/** What all allocations share: limits and the order in which what is left over is given out. */
final class Capacity {
    private Capacity() {}

    /** The need, but at most all capacity. */
    static long attainable(long need, long[] capacity) {
        if (need < 0) {
            throw new IllegalArgumentException("need must not be negative: " + need);
        }
        long total = 0;
        for (long c : capacity) {
            if (c < 0) {
                throw new IllegalArgumentException("capacity must not be negative: " + c);
            }
            total = Math.addExact(total, c);
        }
        return Math.min(need, total);
    }

    /** Adds {@code left} units to the parts in order, each up to its capacity. */
    static void fillInOrder(long left, long[] capacity, long[] part) {
        long rest = left;
        for (int i = 0; i < part.length && rest > 0; i++) {
            long taken = Math.min(rest, capacity[i] - part[i]);
            part[i] += taken;
            rest -= taken;
        }
    }
}
