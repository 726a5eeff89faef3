package io.backstop.account;

import java.util.List;

/**
 * Everything that happened to an account in one pass, settled at once.
 *
 * @param account {@code population << 32 | ordinal}
 * @param tick of the pass
 * @param pass 1 or more
 * @param trades in order
 * @param cash micro-dollars received besides the trades (negative: paid): fees, margin taken, deficit payments, proceeds
 * @param collateral units of each asset given up; empty if none
 * @param coolDownUntil simulated milliseconds before which no further slice is ordered; -1 leaves it as it was
 * @param writtenOff what is still negative is recorded as bad debt
 */
public record AccountChange(
        long account,
        long tick,
        int pass,
        List<Trade> trades,
        long cash,
        long[] collateral,
        long coolDownUntil,
        boolean writtenOff) {
    /** No units of any asset. */
    public static final long[] NO_COLLATERAL = {};
}
