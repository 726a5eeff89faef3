package io.backstop.scenario;

import io.backstop.scenario.debt.DebtSpec;
import java.util.List;

/**
 * A scenario with every default filled in, every unit converted, every preset expanded and every file read: all that a run
 * depends on besides the rules version. Lists are in the order of names, so the order of the file means nothing.
 *
 * @param seed of every random stream
 * @param tickMillis length of a tick, positive
 * @param ticks number of ticks after the opening, positive
 * @param start label of simulated time zero (ISO 8601), or empty
 * @param maxPasses margin passes in a tick at most, positive
 * @param markets by name; a market's index in this list is its number everywhere
 * @param assets collateral other than dollars, by name
 * @param populations by name; the accounts of a CSV file are a population of their own
 * @param observed figures of the real event, as the file has them
 * @param checks conditions verified at the end
 * @param debt what there is beyond the venue, {@link DebtSpec#NONE} if nothing
 */
public record ResolvedScenario(
        String name,
        String title,
        String description,
        long seed,
        long tickMillis,
        int ticks,
        String start,
        int maxPasses,
        List<MarketSpec> markets,
        List<AssetSpec> assets,
        VenueSpec venue,
        List<PopulationSpec> populations,
        List<Observed> observed,
        List<Check> checks,
        DebtSpec debt) {
    /** A scenario of one venue alone. */
    public ResolvedScenario(
            String name,
            String title,
            String description,
            long seed,
            long tickMillis,
            int ticks,
            String start,
            int maxPasses,
            List<MarketSpec> markets,
            List<AssetSpec> assets,
            VenueSpec venue,
            List<PopulationSpec> populations,
            List<Observed> observed,
            List<Check> checks) {
        this(
                name,
                title,
                description,
                seed,
                tickMillis,
                ticks,
                start,
                maxPasses,
                markets,
                assets,
                venue,
                populations,
                observed,
                checks,
                DebtSpec.NONE);
    }

    /** The same venue with other debt. */
    public ResolvedScenario with(DebtSpec other) {
        return new ResolvedScenario(
                name,
                title,
                description,
                seed,
                tickMillis,
                ticks,
                start,
                maxPasses,
                markets,
                assets,
                venue,
                populations,
                observed,
                checks,
                other);
    }
}
