package io.backstop.node.runtime;

/**
 * A place where a run waits until it is let go on, so that a fault begins at a simulated time. No result depends on it.
 *
 * @param number from 0, in the order of the submission
 */
public record Hold(int number, long tick, int pass, State state) {
    /** How far a hold is. */
    public enum State {
        /** The run has not come there. */
        AHEAD,
        /** The run waits there. */
        WAITING,
        /** The run may go on, or has gone on. */
        RELEASED
    }
}
