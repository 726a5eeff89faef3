package io.backstop.lending.pass;

import java.util.List;

/** One pass of a protocol: liquidations, or auctions and ledger. */
public record LendingPass(PassInput input) implements LendingPlan {
    @Override
    public SpotOrders orders() {
        throw new UnsupportedOperationException();
    }

    @Override
    public LendingOutcome outcome(List<Execution> quotes) {
        throw new UnsupportedOperationException();
    }
}
