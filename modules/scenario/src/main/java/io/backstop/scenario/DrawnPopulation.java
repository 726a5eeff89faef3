package io.backstop.scenario;

import java.util.List;

/**
 * Accounts with positions, drawn from distributions.
 *
 * <p>An account holds a geometric number of legs, all on one side, in markets chosen by weight without repetition. A leg's
 * notional is {@code X * exp(perLegLogDeviation * Z) * scale}, X drawn once for the account, at most the market's leg cap. The
 * scales were computed once from all raw draws, so that the legs of a market add up to its part of the open interest; after
 * that no account's draw depends on another's.
 *
 * @param longShare probability that an account is long: 1 long, 0 short
 * @param openInterest micro-dollars of all legs at the opening, or 0: as drawn
 * @param markets by number
 * @param legs how many
 * @param notional dollars of an account's legs before scaling
 * @param perLegLogDeviation standard deviation of the logarithm that each leg adds
 * @param leverage notional over equity
 * @param entry where the positions were opened
 * @param collateral equity in other assets; the rest is dollars
 */
public record DrawnPopulation(
        String name,
        int count,
        double longShare,
        long openInterest,
        List<MarketWeight> markets,
        Legs legs,
        Distribution notional,
        double perLegLogDeviation,
        Leverage leverage,
        Entry entry,
        List<CollateralShare> collateral)
        implements PopulationSpec {

    /**
     * A market that accounts of the population may hold.
     *
     * @param market number
     * @param share of the open interest, all shares together 1
     * @param weight of the choice of a leg's market, in any unit
     * @param scale factor from drawn to opening notional
     * @param legCap micro-dollars of one leg at most, after scaling
     */
    public record MarketWeight(int market, double share, double weight, double scale, long legCap) {}

    /**
     * Number of legs: one more with the given probability each time, up to the maximum.
     *
     * @param more 0 to 1
     * @param max 1 or more
     */
    public record Legs(double more, int max) {}

    /**
     * Leverage {@code D * (notional / reference)^exponent}, at most {@code cap} and at most {@code capShareOfMax} of what the
     * markets' tiers allow for the account's legs together: notional over the sum of notional by maximum leverage.
     *
     * @param reference dollars
     */
    public record Leverage(
            Distribution distribution, double cap, double capShareOfMax, double reference, double exponent) {}

    /** Entry price over opening price: {@code exp(logMean + logDeviation * Z)}, drawn for each leg. */
    public record Entry(double logMean, double logDeviation) {}

    /** A share of equity held in an asset. */
    public record CollateralShare(int asset, double share) {}
}
