package io.backstop.margin;

import io.backstop.account.MarginTiers;
import io.backstop.model.Ratio;
import io.backstop.scenario.AssetSpec;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.VenueSpec;
import java.util.List;

/**
 * The part of a scenario that margin tests need.
 *
 * @param tiers of each market
 * @param haircuts of each collateral asset, 0 to 1
 * @param coolDownLine an account below this share of maintenance margin is not spared by its cool-down
 */
public record MarginRules(List<MarginTiers> tiers, List<Ratio> haircuts, Ratio coolDownLine) {
    /** The rules of a scenario. */
    public static MarginRules of(ResolvedScenario scenario) {
        VenueSpec.Takeover takeover = scenario.venue().takeover();
        return new MarginRules(
                scenario.markets().stream()
                        .map(MarketSpec::tiers)
                        .map(MarginTiers::of)
                        .toList(),
                scenario.assets().stream().map(AssetSpec::haircut).toList(),
                takeover.by() == VenueSpec.Takeover.By.VAULT ? takeover.line() : Ratio.ZERO);
    }

    /** Number of markets. */
    public int markets() {
        return tiers.size();
    }

    /** Number of collateral assets. */
    public int assets() {
        return haircuts.size();
    }
}
