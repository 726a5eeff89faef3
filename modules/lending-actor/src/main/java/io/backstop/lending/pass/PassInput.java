package io.backstop.lending.pass;

import io.backstop.lending.account.LendingAccount;
import io.backstop.lending.book.LendingPool;
import io.backstop.lending.book.PoolTerms;
import io.backstop.lending.engine.LendingView;
import io.backstop.scenario.debt.LendingOpenings;
import java.util.List;

/**
 * What a plan knows.
 *
 * @param terms of the protocol
 * @param seed of the run
 * @param now simulated milliseconds
 * @param pool with interest up to now
 * @param prices by reserve, micro-dollars a unit; {@link LendingView#NO_PRICE} where the oracle has none
 * @param assets number of spot markets
 * @param accounts that the plan is about, of all partitions, in any order
 * @param names of the accounts
 */
public record PassInput(
        PoolTerms terms,
        long seed,
        long tick,
        int pass,
        long now,
        LendingPool pool,
        long[] prices,
        int assets,
        List<LendingAccount> accounts,
        LendingOpenings names) {
    /** An account's name. */
    public String name(long account) {
        return names.name((int) (account >>> 32), (int) account);
    }
}
