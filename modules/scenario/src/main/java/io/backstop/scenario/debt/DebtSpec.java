package io.backstop.scenario.debt;

import io.backstop.model.Ratio;
import java.util.List;

/**
 * Lending protocols, parties and the debts between them.
 *
 * @param lending protocols by name
 * @param parties by name
 * @param tokens by asset number
 * @param network of debts and guarantees
 * @param flows that cross the perimeter, by time and party
 * @param hedges accounts at the venue and at a lending protocol that belong together
 * @param clearing how debts clear
 */
public record DebtSpec(
        List<LendingSpec> lending,
        List<PartySpec> parties,
        List<TokenSpec> tokens,
        NetworkSpec network,
        List<FlowSpec> flows,
        List<HedgeSpec> hedges,
        ClearingSpec clearing) {
    /** A scenario of one venue alone. */
    public static final DebtSpec NONE = new DebtSpec(
            List.of(),
            List.of(),
            List.of(),
            new NetworkSpec(List.of(), List.of(), null),
            List.of(),
            List.of(),
            new ClearingSpec(Ratio.ONE, Ratio.ONE, true));

    /** Whether there is nothing but the venue. */
    public boolean isEmpty() {
        return lending.isEmpty() && parties.isEmpty() && network.generator() == null;
    }

    /** Whether there are parties to clear. */
    public boolean clears() {
        return !parties.isEmpty() || network.generator() != null;
    }

    /**
     * Clearing rule (Rogers and Veraart 2013; both ratios 1 is Eisenberg and Noe 2001).
     *
     * @param alpha part of outside assets that default leaves, above 0 to 1
     * @param beta part of claims that default leaves, above 0 to 1
     * @param externalSenior whether debts to the world outside rank before all others, else with those of rank 0
     */
    public record ClearingSpec(Ratio alpha, Ratio beta, boolean externalSenior) {}

    /**
     * A declared flow across the perimeter: a theft or trading loss below 0, a recapitalisation above.
     *
     * @param atMillis simulated time
     * @param amount micro-dollars that the party gains, never 0
     */
    public record FlowSpec(long atMillis, String party, long amount, String reason) {}

    /**
     * Pairs of accounts of one owner, ordinal by ordinal: the i-th of a venue's population and the i-th of a lending protocol's. The owner
     * moves free margin to the debt when the debt's collateral falls below the band of the lending population.
     *
     * @param venuePopulation of the perpetual venue
     * @param lending name of the lending protocol
     * @param lendingPopulation of it, as many accounts
     * @param keep multiple of maintenance margin that stays at the venue, 1 or more
     */
    public record HedgeSpec(String venuePopulation, String lending, String lendingPopulation, Ratio keep) {}
}
