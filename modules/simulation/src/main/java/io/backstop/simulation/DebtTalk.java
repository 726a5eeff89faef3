package io.backstop.simulation;

import io.backstop.lending.book.LendingPool;
import io.backstop.lending.pass.LendingPlan;
import io.backstop.lending.pass.PassInput;
import io.backstop.simulation.Talk.Frame;
import java.util.List;

/** What a run is waiting for from lending protocols and parties between two events. */
sealed interface DebtTalk {
    /** Opening tables and pools. */
    record Opening() implements DebtTalk {}

    /** What the registers hold, for declared flows. */
    record Flows(Frame frame, PassPlanner.Prices prices) implements DebtTalk {}

    /** Pools, before borrowers act. */
    record PlanPools(Frame frame, PassPlanner.Prices prices) implements DebtTalk {}

    /** Accounts outside their bands. */
    record PlanAccounts(Frame frame, PassPlanner.Prices prices, List<LendingPool> pools) implements DebtTalk {}

    /** Margins at the venue of owners whose accounts need dollars. */
    record HedgeMargins(Frame frame, PassPlanner.Prices prices, List<PassInput> inputs, List<Hedges.Need> needs)
            implements DebtTalk {}

    /**
     * What clearing needs: pools, registers, accounts of parties.
     *
     * @param then what to do with it
     * @param cut CLOSE: whether passes were cut
     */
    record Books(Frame frame, PassPlanner.Prices prices, Then then, boolean cut) implements DebtTalk {}

    /** What clearing is for. */
    enum Then {
        /** A pass begins. */
        PASS,
        /** Liquidations, after the venue's part of the pass. */
        LENDING,
        /** Issuers buy tokens back. */
        TOKENS,
        /** Estates pay out. */
        ESTATES,
        /** The close of the tick. */
        CLOSE
    }

    /** Whether every party finds its own equation true. */
    record Verified(Books books, DebtBooks held) implements DebtTalk {}

    /** Accounts in breach at lending protocols. */
    record Unhealthy(Frame frame, PassPlanner.Prices prices, DebtBooks books) implements DebtTalk {}

    /** What the markets offer to keepers or borrowers. */
    record Quotes(
            Frame frame,
            PassPlanner.Prices prices,
            DebtFact.Phase phase,
            List<DebtFact.HedgePayment> hedges,
            List<LendingPlan> plans,
            SpotTrading trading)
            implements DebtTalk {}

    /** Pools, before suppliers leave. */
    record RedemptionPools(Frame frame, PassPlanner.Prices prices) implements DebtTalk {}

    /** Suppliers that may leave, at the protocols where somebody asks or waits. */
    record Suppliers(Frame frame, PassPlanner.Prices prices, List<LendingPool> pools, List<Integer> protocols)
            implements DebtTalk {}

    /** Sums of all engines and registers, for the check of the books. */
    record Totals(Books books, DebtBooks held) implements DebtTalk {}

    /** Marks, after the venue's part of a pass. */
    record Marks(Frame frame) implements DebtTalk {}

    /** Marks, before the close. */
    record CloseMarkets(Frame frame, boolean cut) implements DebtTalk {}
}
