package io.backstop.lending.pass;

import java.util.List;

/** Borrowers that keep their collateral in bands. */
public record BorrowerPlans(PassInput input) implements LendingPlan {
    @Override
    public SpotOrders orders() {
        throw new UnsupportedOperationException();
    }

    @Override
    public LendingOutcome outcome(List<Execution> quotes) {
        throw new UnsupportedOperationException();
    }
}
