package io.backstop.simulation;

/**
 * Where a run is in simulated time.
 *
 * @param tick 0 before the first
 * @param pass of the tick, from 1; 0 before the first
 * @param asking what is asked of whom, for people
 */
public record RunPosition(long tick, int pass, String asking) implements Comparable<RunPosition> {
    /** Before anything was asked. */
    public static final RunPosition OPENING = new RunPosition(0, 0, "opening");

    @Override
    public int compareTo(RunPosition other) {
        return tick == other.tick ? Integer.compare(pass, other.pass) : Long.compare(tick, other.tick);
    }
}
