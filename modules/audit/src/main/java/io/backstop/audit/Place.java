package io.backstop.audit;

import io.backstop.simulation.InvariantBroken;

/** Where in a run something is checked. */
record Place(long tick, String phase) {
    /**
     * Requires two amounts to be the same.
     *
     * @throws InvariantBroken if they are not, off by {@code found - expected}
     */
    void same(Invariant invariant, String what, long expected, long found) {
        if (expected != found) {
            throw broken(invariant, what, Math.subtractExact(found, expected));
        }
    }

    /**
     * Requires an amount to be within bounds, both included.
     *
     * @throws InvariantBroken if it is not, off by its distance
     */
    void within(Invariant invariant, String what, long low, long high, long found) {
        if (found < low) {
            throw broken(invariant, what, Math.subtractExact(found, low));
        }
        if (found > high) {
            throw broken(invariant, what, Math.subtractExact(found, high));
        }
    }

    InvariantBroken broken(Invariant invariant, String what, long amount) {
        return new InvariantBroken(tick, phase, invariant.name(), what, amount);
    }
}
