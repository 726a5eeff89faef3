package io.backstop.lending.engine;

import io.backstop.kernel.Query;

/** What a lending engine is asked in read steps. Accounts are answered in the order of their keys. */
public sealed interface LendingQuery extends Query {
    /** The opening table's totals and digest. */
    record Opening() implements LendingQuery {}

    /** Accounts with a health factor below 1, and those that owe without any claim. */
    record Unhealthy(LendingView view) implements LendingQuery {}

    /** Accounts whose collateral over debt is outside their population's band. */
    record OutsideBand(LendingView view) implements LendingQuery {}

    /** Accounts that owe nothing and have a claim on a reserve for which {@code at} is true. */
    record Suppliers(boolean[] at) implements LendingQuery {}

    /** Accounts that owe something. */
    record Borrowers() implements LendingQuery {}

    /** These accounts, of this partition, as asked. */
    record Accounts(long[] keys) implements LendingQuery {}

    /** The sums over all rows. */
    record Totals() implements LendingQuery {}

    /** A digest of all accounts, to be added over partitions. */
    record Fingerprints() implements LendingQuery {}
}
