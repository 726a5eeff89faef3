package io.backstop.adl;

/**
 * Unrealised profit over equity (FLOX's default). An account without positive equity counts as if it had one micro-dollar.
 */
public record PnlRanking() implements AdlRanking {
    @Override
    public Score score(AdlCandidate candidate) {
        return Score.of(candidate.unrealisedPnl(), Math.max(1, candidate.equity()));
    }

    @Override
    public double approximation(long value, long openCost, long equity, long notional) {
        return (double) Math.subtractExact(value, openCost) / (double) Math.max(1, equity);
    }
}
