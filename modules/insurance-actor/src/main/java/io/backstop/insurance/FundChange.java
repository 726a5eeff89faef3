package io.backstop.insurance;

import io.backstop.account.Trade;
import java.util.List;

/**
 * What happened to fund and vault in one pass. Amounts are micro-dollars received besides the trades (negative: paid).
 *
 * @param fundTrades of the fund's inventory, in order
 * @param vaultTrades of the vault's inventory, in order
 * @param vaultCollateral units of each asset that the vault received; empty if none
 * @param paid what counts toward the fund's cap in the tick, 0 or more
 */
public record FundChange(
        long tick,
        int pass,
        List<Trade> fundTrades,
        List<Trade> vaultTrades,
        long fundCash,
        long vaultCash,
        long[] vaultCollateral,
        long parent,
        long levy,
        long dust,
        long paid) {
    /** Whether nothing happened. */
    public boolean isEmpty() {
        return fundTrades.isEmpty()
                && vaultTrades.isEmpty()
                && fundCash == 0
                && vaultCash == 0
                && vaultCollateral.length == 0
                && parent == 0
                && levy == 0
                && dust == 0
                && paid == 0;
    }
}
