package io.backstop.lending.agent;

import io.backstop.model.RandomStream;

/**
 * How many ticks a borrower takes to respond: geometric on 1, 2, 3, ... with a mean, so at least one tick.
 *
 * @param meanTicks 1 or more
 */
public record ResponseDelay(long meanTicks) {
    /** An upper bound, so that a draw always ends. */
    private static final long MOST_MEANS = 64;

    /**
     * Checks the mean.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public ResponseDelay {
        if (meanTicks < 1) {
            throw new IllegalArgumentException("mean delay must be at least one tick: " + meanTicks);
        }
    }

    /** A draw from the borrower's own stream; at most 64 means. */
    public long draw(long seed, String borrower, long tick) {
        RandomStream stream = RandomStream.of(seed, borrower, tick, "response delay");
        double stop = 1.0 / meanTicks;
        long ticks = 1;
        while (stream.nextDouble() >= stop && ticks < MOST_MEANS * meanTicks) {
            ticks++;
        }
        return ticks;
    }
}
