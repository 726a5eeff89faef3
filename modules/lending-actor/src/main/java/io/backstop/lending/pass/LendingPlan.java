package io.backstop.lending.pass;

import java.util.List;

/** A plan that trades in spot markets: first it says what it would trade, then what came of the markets' quotes. */
public sealed interface LendingPlan permits LendingPass, BorrowerPlans {
    /** What would be traded if markets took everything at the protocol's prices. */
    SpotOrders orders();

    /**
     * What is done at the quotes.
     *
     * @param quotes this protocol's part of what the markets offer, one for each asset, by number
     */
    LendingOutcome outcome(List<Execution> quotes);
}
