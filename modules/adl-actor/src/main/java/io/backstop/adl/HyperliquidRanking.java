package io.backstop.adl;

/**
 * Hyperliquid's index (Hyperliquid docs, Auto-deleveraging): {@code (mark / entry) * (notional / account value)}.
 *
 * <p>The published form puts losing shorts first, because mark over entry falls when a short profits; here a short's first factor
 * is {@code entry / mark}. An account without positive equity counts as if it had one micro-dollar: it goes first.
 */
public record HyperliquidRanking() implements AdlRanking {
    @Override
    public Score score(AdlCandidate candidate) {
        long value = factor(Math.absExact(candidate.value()));
        long cost = factor(Math.absExact(candidate.openCost()));
        long equity = factor(candidate.equity());
        return candidate.size() > 0
                ? Score.of(value, candidate.notional(), cost, equity)
                : Score.of(cost, candidate.notional(), value, equity);
    }

    @Override
    public double approximation(long value, long openCost, long equity, long notional) {
        double gain = factor(Math.absExact(value));
        double base = factor(Math.absExact(openCost));
        double own = factor(equity);
        return value > 0 ? gain * notional / (base * own) : base * notional / (gain * own);
    }

    private static long factor(long amount) {
        return Math.max(1, amount);
    }
}
