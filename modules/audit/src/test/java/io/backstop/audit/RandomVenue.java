package io.backstop.audit;

import io.backstop.model.Ratio;
import io.backstop.scenario.VenueSpec;

/** The presets with small funds. */
final class RandomVenue {
    private static final long NONE = Long.MAX_VALUE;

    private RandomVenue() {}

    static VenueSpec hyperliquidLike(long vault, long parent) {
        return new VenueSpec(
                "venue",
                "hyperliquid-like",
                liquidation(VenueSpec.Liquidation.Style.STAGED, Ratio.of(1, 5)),
                VenueSpec.OrderLimit.NONE,
                Ratio.ZERO,
                new VenueSpec.Takeover(VenueSpec.Takeover.By.VAULT, Ratio.of(2, 3)),
                new VenueSpec.Vault(vault, parent, Ratio.ONE, Ratio.of(1, 3), 0, NONE),
                new VenueSpec.Fund(0, NONE, NONE, NONE, Ratio.ONE),
                new VenueSpec.Adl(
                        VenueSpec.Adl.Trigger.NEGATIVE_EQUITY,
                        VenueSpec.Adl.Ranking.HYPERLIQUID,
                        VenueSpec.Adl.Allocation.QUEUE,
                        VenueSpec.Adl.AdlPrice.PREVIOUS_MARK),
                VenueSpec.Residual.BAD_DEBT);
    }

    static VenueSpec binanceLike(long fund, long capPerEvent, long capPerTick) {
        return new VenueSpec(
                "venue",
                "binance-like",
                liquidation(VenueSpec.Liquidation.Style.WHOLE, Ratio.of(1, 5)),
                VenueSpec.OrderLimit.BANKRUPTCY_PRICE,
                Ratio.of(5, 1000),
                new VenueSpec.Takeover(VenueSpec.Takeover.By.FUND, Ratio.of(2, 3)),
                noVault(),
                new VenueSpec.Fund(fund, capPerEvent, capPerTick, NONE, Ratio.of(1, 2)),
                new VenueSpec.Adl(
                        VenueSpec.Adl.Trigger.UNFILLED,
                        VenueSpec.Adl.Ranking.BINANCE,
                        VenueSpec.Adl.Allocation.QUEUE,
                        VenueSpec.Adl.AdlPrice.BANKRUPTCY_PRICE),
                VenueSpec.Residual.BAD_DEBT);
    }

    static VenueSpec dydxLike(long fund, long perBlock) {
        return new VenueSpec(
                "venue",
                "dydx-like",
                new VenueSpec.Liquidation(
                        VenueSpec.Liquidation.Style.PER_BLOCK, 0, Ratio.of(1, 10), 0, perBlock / 10, perBlock),
                VenueSpec.OrderLimit.FUND_TOP_UP,
                Ratio.of(15, 1000),
                new VenueSpec.Takeover(VenueSpec.Takeover.By.NONE, Ratio.of(2, 3)),
                noVault(),
                new VenueSpec.Fund(fund, NONE, NONE, NONE, Ratio.ONE),
                new VenueSpec.Adl(
                        VenueSpec.Adl.Trigger.NOTHING_FILLED,
                        VenueSpec.Adl.Ranking.RANDOM,
                        VenueSpec.Adl.Allocation.QUEUE,
                        VenueSpec.Adl.AdlPrice.BANKRUPTCY_PRICE),
                VenueSpec.Residual.KEEP);
    }

    static VenueSpec.Liquidation liquidation(VenueSpec.Liquidation.Style style, Ratio fraction) {
        return new VenueSpec.Liquidation(style, 1_000_000_000L, fraction, 3_000, 10_000_000L, 1_000_000_000L);
    }

    static VenueSpec.Vault noVault() {
        return new VenueSpec.Vault(0, 0, Ratio.ONE, Ratio.ONE, 0, NONE);
    }
}
