package io.backstop.adl;

import io.backstop.model.Money;

/**
 * Binance's LeveragePnl (Binance ADL FAQ): {@code max(0, uPnL) / max(1 USD, wallet) * MM / (wallet + uPnL)}, 0 if that last
 * denominator is not positive. Wallet is the account's cash, wallet plus uPnL its equity.
 */
public record BinanceRanking() implements AdlRanking {
    @Override
    public Score score(AdlCandidate candidate) {
        if (candidate.equity() <= 0) {
            return Score.ZERO;
        }
        long profit = Math.max(0, candidate.unrealisedPnl());
        long wallet = Math.max(Money.MICROS, candidate.cash());
        return Score.of(profit, candidate.maintenance(), wallet, candidate.equity());
    }
}
