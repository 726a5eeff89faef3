package io.backstop.audit;

import io.backstop.model.Ratio;
import io.backstop.scenario.AssetSpec;
import io.backstop.scenario.DepthSpec;
import io.backstop.scenario.ListedPopulation;
import io.backstop.scenario.MarginTier;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.PopulationSpec;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.VenueSpec;
import java.util.Arrays;

/** A scenario with all money, sizes, depth, tiers, thresholds and caps multiplied; what has no limit goes on having none. */
record Scaled(long by) {
    static ResolvedScenario of(ResolvedScenario scenario, long by) {
        Scaled scaled = new Scaled(by);
        return Scenarios.with(
                scenario,
                scenario.markets().stream().map(scaled::market).toList(),
                scenario.assets().stream().map(scaled::asset).toList(),
                scaled.venue(scenario.venue()),
                scenario.populations().stream().map(scaled::population).toList());
    }

    private long times(long amount) {
        return amount == Long.MAX_VALUE ? amount : Math.multiplyExact(amount, by);
    }

    private long[] times(long[] amounts) {
        return Arrays.stream(amounts).map(this::times).toArray();
    }

    private MarketSpec market(MarketSpec market) {
        return new MarketSpec(
                market.name(),
                market.sizeDecimals(),
                market.price(),
                depth(market.depth()),
                market.impact(),
                market.tiers().stream().map(this::tier).toList(),
                market.funding());
    }

    private AssetSpec asset(AssetSpec asset) {
        return new AssetSpec(
                asset.name(),
                asset.unitDecimals(),
                asset.price(),
                depth(asset.depth()),
                asset.impact(),
                asset.haircut());
    }

    private DepthSpec depth(DepthSpec depth) {
        return new DepthSpec(
                times(depth.sellPerSecond()),
                times(depth.buyPerSecond()),
                depth.profileAtMillis(),
                depth.profileShare());
    }

    private MarginTier tier(MarginTier tier) {
        Ratio deduction = tier.deduction();
        return new MarginTier(
                times(tier.floor()),
                tier.rate(),
                Ratio.of(times(deduction.numerator()), deduction.denominator()),
                tier.maxLeverage());
    }

    private VenueSpec venue(VenueSpec venue) {
        VenueSpec.Liquidation orders = venue.liquidation();
        VenueSpec.Vault vault = venue.vault();
        VenueSpec.Fund fund = venue.fund();
        return new VenueSpec(
                venue.name(),
                venue.preset(),
                new VenueSpec.Liquidation(
                        orders.style(),
                        times(orders.threshold()),
                        orders.fraction(),
                        orders.coolDownMillis(),
                        times(orders.minimumNotional()),
                        times(orders.maximumNotional())),
                venue.orderLimit(),
                venue.fee(),
                venue.takeover(),
                new VenueSpec.Vault(
                        times(vault.equity()),
                        times(vault.parent()),
                        vault.unwindShare(),
                        vault.deleverageShare(),
                        times(vault.lossThreshold()),
                        times(vault.inventoryCap())),
                new VenueSpec.Fund(
                        times(fund.balance()),
                        times(fund.capPerEvent()),
                        times(fund.capPerTick()),
                        times(fund.inventoryLimit()),
                        fund.unwindShare()),
                venue.adl(),
                venue.residual());
    }

    private PopulationSpec population(PopulationSpec population) {
        if (!(population instanceof ListedPopulation listed)) {
            throw new IllegalArgumentException("only listed accounts have sizes to multiply");
        }
        return new ListedPopulation(
                listed.name(),
                listed.accounts(),
                times(listed.cash()),
                listed.legStart(),
                listed.market(),
                times(listed.size()),
                times(listed.openCost()),
                Arrays.stream(listed.collateral()).map(this::times).toArray(long[][]::new));
    }
}
