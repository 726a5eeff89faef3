package io.backstop.simulation;

import io.backstop.account.MarginTiers;
import io.backstop.account.Position;
import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;
import io.backstop.scenario.VenueSpec.Liquidation;

/**
 * How much of a breached leg is ordered (economics section 2): staged (Hyperliquid docs, Liquidations), whole (Binance), down to
 * the tier below (BitMEX, OKX), or a share per block (dYdX v4, block limits).
 */
final class OrderSizing {
    private OrderSizing() {}

    /**
     * What to order of a leg.
     *
     * @param size size units to close, positive, at most the position's
     * @param coolDownUntil simulated milliseconds until which a fill spares the account, or -1
     */
    record Sized(long size, long coolDownUntil) {}

    /**
     * Sizes an order.
     *
     * @param now simulated milliseconds
     * @param tickMillis length of a tick
     * @param mark on the market's grid
     * @param coolDownUntil of the account, 0 if it had no slice
     */
    static Sized of(
            Liquidation rules,
            MarginTiers tiers,
            Position position,
            long mark,
            long now,
            long tickMillis,
            long coolDownUntil) {
        long whole = Math.absExact(position.size());
        long notional = position.notional(mark);
        return switch (rules.style()) {
            case WHOLE -> new Sized(whole, -1);
            case STAGED -> {
                boolean secondStage = coolDownUntil > 0 && now < coolDownUntil + rules.coolDownMillis();
                yield secondStage || notional <= rules.threshold()
                        ? new Sized(whole, -1)
                        : new Sized(
                                atLeastOne(rules.fraction().times(whole, Rounding.FLOOR)),
                                now + rules.coolDownMillis());
            }
            case STEP_DOWN -> {
                int tier = tiers.tier(notional);
                long excess = notional - tiers.floor(tier);
                yield new Sized(
                        tier == 0 ? whole : Math.min(whole, FixedPoint.divide(excess, mark, Rounding.FLOOR) + 1), -1);
            }
            case PER_BLOCK -> {
                long share = Math.max(
                        rules.fraction().times(whole, Rounding.FLOOR),
                        FixedPoint.divide(rules.minimumNotional(), mark, Rounding.CEILING));
                long capped = Math.min(share, rules.maximumNotional() / mark);
                long rest = whole - capped;
                boolean dustLeft = Math.multiplyExact(Math.max(0, rest), mark) < rules.minimumNotional();
                yield new Sized(dustLeft ? whole : atLeastOne(capped), now + tickMillis);
            }
        };
    }

    private static long atLeastOne(long size) {
        return Math.max(1, size);
    }
}
