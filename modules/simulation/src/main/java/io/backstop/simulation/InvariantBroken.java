package io.backstop.simulation;

/** The books do not balance; the run stops. */
public final class InvariantBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long tick;
    private final String phase;
    private final String invariant;
    private final String what;
    private final long amount;

    /**
     * Names what is broken.
     *
     * @param invariant such as {@code I1}
     * @param amount by which it is broken, in the unit that {@code what} names
     */
    public InvariantBroken(long tick, String phase, String invariant, String what, long amount) {
        super("invariant " + invariant + " broken at tick " + tick + ", " + phase + ": " + what + ", off by " + amount);
        this.tick = tick;
        this.phase = phase;
        this.invariant = invariant;
        this.what = what;
        this.amount = amount;
    }

    /** The tick in which it is broken, 0 for the opening. */
    public long tick() {
        return tick;
    }

    /** The part of the tick. */
    public String phase() {
        return phase;
    }

    /** Its name, such as {@code I1}. */
    public String invariant() {
        return invariant;
    }

    /** What does not balance. */
    public String what() {
        return what;
    }

    /** By how much, in the unit that {@link #what} names. */
    public long amount() {
        return amount;
    }
}
