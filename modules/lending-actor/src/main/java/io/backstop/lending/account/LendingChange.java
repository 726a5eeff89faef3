package io.backstop.lending.account;

/**
 * Everything that happened to an account in one pass, settled at once; arrays by reserve.
 *
 * @param account {@code population << 32 | ordinal}
 * @param tick of the pass
 * @param pass 0 for what comes before the passes
 * @param supplied scaled units gained (negative: lost)
 * @param owed scaled units owed more (negative: less)
 * @param wallet units received beside the protocol (negative: given)
 * @param cash micro-dollars received beside the protocol (negative: paid)
 */
public record LendingChange(
        long account, long tick, int pass, long[] supplied, long[] owed, long[] wallet, long cash) {}
