package io.backstop.scenario.debt;

/** A buffer for the opening state of one account at a lending protocol, filled by {@link LendingOpenings#draw} and used again. */
public final class LendingOpening {
    /** Units supplied at each reserve, 0 or more. */
    public final long[] supplied;

    /** Units owed at each reserve, 0 or more. */
    public final long[] owed;

    /** Micro-dollars beside the protocol. */
    public long cash;

    /** A buffer for a protocol of so many reserves. */
    public LendingOpening(int reserves) {
        supplied = new long[reserves];
        owed = new long[reserves];
    }
}
