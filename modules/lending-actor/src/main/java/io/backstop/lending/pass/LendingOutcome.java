package io.backstop.lending.pass;

import io.backstop.lending.account.LendingChange;
import io.backstop.lending.book.PoolChange;
import java.util.List;

/**
 * What a pass made of one lending protocol, settled at once by all.
 *
 * @param protocol its name
 * @param pool what to post at the pool
 * @param accounts what to settle, in the order of their keys
 * @param executions in spot markets, by asset, none empty
 * @param lines what happened, in order
 */
public record LendingOutcome(
        String protocol,
        PoolChange pool,
        List<LendingChange> accounts,
        List<Execution> executions,
        List<LendingLine> lines) {
    /** Whether nothing changes. */
    public boolean isEmpty() {
        return pool.ops().isEmpty() && accounts.isEmpty();
    }
}
