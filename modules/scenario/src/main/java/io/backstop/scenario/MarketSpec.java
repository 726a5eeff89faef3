package io.backstop.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A perpetual-futures market.
 *
 * @param sizeDecimals 0 to 6: decimals of a size unit; a price has {@code 6 - sizeDecimals} decimals, so size times price is
 *     micro-dollars
 * @param price the exogenous index
 * @param tiers maintenance margin by notional, the first from 0, ascending
 * @param funding null if the market pays none
 */
public record MarketSpec(
        String name,
        int sizeDecimals,
        PriceSpec price,
        DepthSpec depth,
        ImpactSpec impact,
        List<MarginTier> tiers,
        @Nullable FundingSpec funding) {
    /** Decimals of a price on this market's grid. */
    public int priceDecimals() {
        return 6 - sizeDecimals;
    }
}
