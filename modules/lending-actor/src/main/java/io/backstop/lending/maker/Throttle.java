package io.backstop.lending.maker;

/**
 * How much may be on auction at once (dss {@code Dog}: {@code Hole}, {@code Dirt} and those of the type).
 *
 * @param globalHole most tabs of all types together, micro-dollars
 * @param globalDirt tabs of all types that run
 * @param hole most tabs of this type
 * @param dirt tabs of this type that run
 */
public record Throttle(long globalHole, long globalDirt, long hole, long dirt) {
    /** Without limits. */
    public static final Throttle NONE = new Throttle(Long.MAX_VALUE, 0, Long.MAX_VALUE, 0);

    /** What may still go on auction; 0 or less if a limit is hit. */
    public long room() {
        return Math.min(globalHole - globalDirt, hole - dirt);
    }

    /** With a tab that starts, or ends if negative. */
    public Throttle running(long tab) {
        return new Throttle(globalHole, Math.addExact(globalDirt, tab), hole, Math.addExact(dirt, tab));
    }
}
