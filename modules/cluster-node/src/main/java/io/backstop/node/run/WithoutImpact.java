package io.backstop.node.run;

import io.backstop.scenario.AssetSpec;
import io.backstop.scenario.ImpactSpec;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.ResolvedScenario;

/**
 * The paired scenario of the amplification figure (economics section 5, measure 3): same accounts, same random streams, same
 * index, but forced flow no longer moves the mark ({@code permanentPerSecond} is 0). What an execution costs against the mark
 * stays, so the difference between the runs is feedback through prices and nothing else.
 */
final class WithoutImpact {
    private WithoutImpact() {}

    static ResolvedScenario of(ResolvedScenario scenario) {
        return new ResolvedScenario(
                scenario.name(),
                scenario.title(),
                scenario.description(),
                scenario.seed(),
                scenario.tickMillis(),
                scenario.ticks(),
                scenario.start(),
                scenario.maxPasses(),
                scenario.markets().stream().map(WithoutImpact::of).toList(),
                scenario.assets().stream().map(WithoutImpact::of).toList(),
                scenario.venue(),
                scenario.populations(),
                scenario.observed(),
                scenario.checks(),
                scenario.debt());
    }

    private static MarketSpec of(MarketSpec market) {
        return new MarketSpec(
                market.name(),
                market.sizeDecimals(),
                market.price(),
                market.depth(),
                of(market.impact()),
                market.tiers(),
                market.funding());
    }

    private static AssetSpec of(AssetSpec asset) {
        return new AssetSpec(
                asset.name(), asset.unitDecimals(), asset.price(), asset.depth(), of(asset.impact()), asset.haircut());
    }

    private static ImpactSpec of(ImpactSpec impact) {
        return new ImpactSpec(impact.model(), impact.executionCost(), 0, impact.halfLifeMillis());
    }
}
