package io.backstop.margin;

import io.backstop.account.MarginTiers;
import io.backstop.model.Ratio;
import io.backstop.scenario.AssetSpec;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.VenueSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a scenario that margin tests need.
 *
 * @param tiers of each market
 * @param haircuts of each collateral asset, 0 to 1
 * @param takeoverLine an account below this share of maintenance margin is not spared by its cool-down; null if nobody takes
 *     over whole accounts, then every account is
 */
public record MarginRules(
        List<MarginTiers> tiers,
        List<Ratio> haircuts,
        @Nullable Ratio takeoverLine) {
    /** The rules of a scenario. */
    public static MarginRules of(ResolvedScenario scenario) {
        VenueSpec.Takeover takeover = scenario.venue().takeover();
        return new MarginRules(
                scenario.markets().stream()
                        .map(MarketSpec::tiers)
                        .map(MarginTiers::of)
                        .toList(),
                scenario.assets().stream().map(AssetSpec::haircut).toList(),
                takeover.by() == VenueSpec.Takeover.By.VAULT ? takeover.line() : null);
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
