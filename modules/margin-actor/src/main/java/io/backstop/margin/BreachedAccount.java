package io.backstop.margin;

import io.backstop.account.Account;

/**
 * An account that a scan found in breach, or flat with negative cash that nobody has settled.
 *
 * @param legMaintenance of each position, in their order
 */
public record BreachedAccount(Account account, Valuation valuation, long[] legMaintenance) {}
