package io.backstop.adl;

/**
 * BitMEX's index (BitMEX docs, Auto-deleveraging): {@code PnL% * leverage} in profit, {@code PnL% / leverage} in loss, with
 * {@code PnL% = (mark value - entry value) / |entry value|} and
 * {@code leverage = |mark value| / (mark value - bankrupt value)}.
 *
 * <p>Mark value less bankrupt value is the position's share of the account's equity, {@code E * MM_leg / MM} (economics N4). A
 * factor that is not positive counts as one micro-dollar.
 */
public record BitmexRanking() implements AdlRanking {
    @Override
    public Score score(AdlCandidate candidate) {
        long profit = candidate.unrealisedPnl();
        long cost = Math.max(1, Math.absExact(candidate.openCost()));
        long value = Math.max(1, Math.absExact(candidate.value()));
        long equity = Math.max(1, candidate.equity());
        long maintenance = Math.max(1, candidate.maintenance());
        long legMaintenance = Math.max(1, candidate.legMaintenance());
        return profit > 0
                ? Score.of(profit, value, maintenance, cost, equity, legMaintenance)
                : Score.of(profit, equity, legMaintenance, cost, value, maintenance);
    }
}
