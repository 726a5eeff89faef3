package io.backstop.simulation;

import io.backstop.account.Levy;
import io.backstop.insurance.InsuranceFund;
import io.backstop.margin.MarginQuery;
import io.backstop.market.MarketAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run is waiting for between two events; lost in a crash and made again by the same reads. */
sealed interface Talk {
    /**
     * Where the conversation is.
     *
     * @param pending facts that the next event will carry
     * @param digest the chain after them
     * @param previous the last close among them or before
     */
    record Frame(long tick, List<Fact> pending, String digest, Fact.@Nullable TickClosed previous) {}

    /** The opening tables of all engines. */
    record Opening() implements Talk {}

    /** Prices and depth at the beginning of a tick. */
    record Markets(Frame frame) implements Talk {}

    /** What a funding levy would collect, and the fund that pays too. */
    record Funding(Frame frame, Levy.Funding levy, MarketAnswer.At market) implements Talk {}

    /** Accounts in breach, and the fund. */
    record Scan(Frame frame, int pass, PassPlanner.Prices prices) implements Talk {}

    /** Executions offered. */
    record Quotes(Frame frame, PassPlanner planner, List<Integer> asked) implements Talk {}

    /** Unrealised profits to share a loss over. */
    record Profits(Frame frame, PassPlanner planner, long loss, PassPlanner.Prices prices) implements Talk {}

    /** What the floors of a shared loss would collect. */
    record Shares(Frame frame, PassPlanner planner, long loss, long profits, long last, PassPlanner.Prices prices)
            implements Talk {}

    /** What the fund grants. */
    record Grants(Frame frame, PassPlanner planner) implements Talk {}

    /** ADL targets. */
    record Candidates(Frame frame, PassPlanner planner, List<MarginQuery.Need> needs) implements Talk {}

    /** Pairs that the coordinator found. */
    record Allocations(Frame frame, PassPlanner planner, List<MarginQuery.Need> needs, List<Boolean> complete)
            implements Talk {}

    /** Depth left for the inventories of fund and vault. */
    record UnwindDepth(Frame frame, boolean cut) implements Talk {}

    /** Executions offered to the inventories. */
    record UnwindQuotes(
            Frame frame, boolean cut, InsuranceFund fund, List<MarketAnswer.At> markets, List<Unwinding.Ask> asked)
            implements Talk {}

    /** Lending protocols and parties. */
    record Debt(DebtTalk talk) implements Talk {}

    /** Everything at the close of a tick. */
    record Close(Frame frame, boolean cut, @Nullable DebtHoldings debt) implements Talk {}

    /** A digest of all accounts. */
    record Fingerprints(Frame frame) implements Talk {}
}
