package io.backstop.simulation;

/** The books do not balance; the run stops. */
public final class InvariantBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Names what is broken.
     *
     * @param invariant such as {@code I1}
     * @param amount by which it is broken, in the unit that {@code what} names
     */
    public InvariantBroken(long tick, String phase, String invariant, String what, long amount) {
        super("invariant " + invariant + " broken at tick " + tick + ", " + phase + ": " + what + ", off by " + amount);
    }
}
