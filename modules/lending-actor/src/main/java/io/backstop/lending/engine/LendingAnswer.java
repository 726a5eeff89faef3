package io.backstop.lending.engine;

import io.backstop.kernel.Answer;
import io.backstop.lending.account.LendingAccount;
import java.util.List;

/** What a lending engine answers. */
public sealed interface LendingAnswer extends Answer {
    /** Totals and digest of the opening table. */
    record Opening(LendingTotals totals, long[] fingerprints) implements LendingAnswer {}

    /** The accounts asked for. */
    record Found(List<LendingAccount> accounts) implements LendingAnswer {}

    /** The sums over all rows. */
    record Totals(LendingTotals totals) implements LendingAnswer {}

    /** Two sums to be added over partitions. */
    record Fingerprints(long[] sums) implements LendingAnswer {}

    /** A writing step is done, by the accounts too. */
    record Done() implements LendingAnswer {}
}
