package io.backstop.simulation;

import io.backstop.insurance.InsuranceFund;
import io.backstop.margin.TableTotals;
import io.backstop.market.MarketAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the owners of the truth hold at the close of a tick, for a check by code that shares nothing with them.
 *
 * @param opened the books at time zero
 * @param previous the close of the tick before, null for the first
 * @param facts of the tick, in order, without its close
 * @param close of the tick, its digest still empty
 * @param totals of all engines, counted from their columns
 * @param markets of each market, then of each collateral asset
 * @param opening conserved sums at time zero
 * @param fund fund, vault, parent, levy and dust accounts
 * @param debt what lending protocols and parties hold, null if there are none
 */
public record Books(
        Venue venue,
        Fact.RunOpened opened,
        Opening opening,
        Fact.@Nullable TickClosed previous,
        List<Fact> facts,
        Fact.TickClosed close,
        TableTotals totals,
        List<MarketAnswer.At> markets,
        InsuranceFund fund,
        @Nullable DebtHoldings debt) {

    /**
     * Conserved sums at time zero.
     *
     * @param dollars micro-dollars over all parties: cash less open cost
     * @param collateral units of each asset over all parties
     */
    public record Opening(long dollars, long[] collateral) {}

    /** A check of the books; throws {@link InvariantBroken} if they do not balance. */
    @FunctionalInterface
    public interface Check {
        /** No check. */
        Check NONE = books -> {};

        /** Checks one tick. */
        void check(Books books);
    }
}
