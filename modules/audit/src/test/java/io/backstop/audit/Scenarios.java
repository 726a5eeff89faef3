package io.backstop.audit;

import io.backstop.scenario.AssetSpec;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.PopulationSpec;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.VenueSpec;
import java.util.List;

/** Scenarios made from others. */
final class Scenarios {
    private Scenarios() {}

    static ResolvedScenario with(ResolvedScenario scenario, List<PopulationSpec> populations) {
        return with(scenario, scenario.markets(), scenario.assets(), scenario.venue(), populations);
    }

    static ResolvedScenario with(
            ResolvedScenario s,
            List<MarketSpec> markets,
            List<AssetSpec> assets,
            VenueSpec venue,
            List<PopulationSpec> populations) {
        return new ResolvedScenario(
                s.name(),
                s.title(),
                s.description(),
                s.seed(),
                s.tickMillis(),
                s.ticks(),
                s.start(),
                s.maxPasses(),
                markets,
                assets,
                venue,
                populations,
                s.observed(),
                s.checks());
    }
}
