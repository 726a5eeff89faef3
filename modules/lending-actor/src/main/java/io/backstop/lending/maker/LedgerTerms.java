package io.backstop.lending.maker;

/**
 * The terms of the ledger of surplus and debt (dss {@code Vow}); amounts in micro-dollars.
 *
 * @param waitMillis debt stays queued for
 * @param bump surplus sold in one auction
 * @param sump debt covered by one auction
 * @param hump surplus that is kept as buffer
 * @param dump units of the governance token that a debt auction starts with
 */
public record LedgerTerms(long waitMillis, long bump, long sump, long hump, long dump) {}
