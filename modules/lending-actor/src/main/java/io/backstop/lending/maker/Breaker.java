package io.backstop.lending.maker;

/** Levels of the auctions' circuit breaker (dss {@code Clipper.stopped}, 0 to 3): each level stops one step more. */
public enum Breaker {
    /** Nothing is stopped. */
    CLOSED,
    /** No new auctions. */
    NO_KICK,
    /** Nor resets. */
    NO_RESET,
    /** Nor purchases. */
    NO_TAKE;

    /** The breaker of a level, 0 to 3. */
    public static Breaker ofLevel(int level) {
        return values()[level];
    }

    /** Whether auctions may start. */
    public boolean allowsKick() {
        return this == CLOSED;
    }

    /** Whether auctions may be reset. */
    public boolean allowsReset() {
        return compareTo(NO_RESET) < 0;
    }

    /** Whether collateral may be bought. */
    public boolean allowsTake() {
        return this != NO_TAKE;
    }
}
