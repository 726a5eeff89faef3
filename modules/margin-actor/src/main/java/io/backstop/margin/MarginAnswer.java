package io.backstop.margin;

import io.backstop.account.Account;
import io.backstop.adl.AdlCandidate;
import io.backstop.kernel.Answer;
import java.util.List;

/** What a margin engine answers. */
public sealed interface MarginAnswer extends Answer {
    /** Totals and digest of the opening table; {@code activeEquity} sums full equity over accounts with a position. */
    record Opening(TableTotals totals, long activeEquity, long[] fingerprints) implements MarginAnswer {}

    /** Accounts in breach. */
    record Scanned(List<BreachedAccount> breached) implements MarginAnswer {}

    /**
     * The first targets for each need, in the order of the query; all of them, in any order, where the need is unbounded.
     *
     * @param complete for each need, whether there are no more targets than these
     */
    record Candidates(List<List<AdlCandidate>> ranked, List<Boolean> complete) implements MarginAnswer {}

    /**
     * Sum over holders.
     *
     * @param amount micro-dollars
     * @param last the last account that takes part, or -1
     */
    record Collected(long amount, long last) implements MarginAnswer {}

    /** The accounts asked for. */
    record Accounts(List<Account> accounts) implements MarginAnswer {}

    /** Two sums to be added over partitions. */
    record Fingerprints(long[] sums) implements MarginAnswer {}

    /** The sums over all rows. */
    record Totals(TableTotals totals) implements MarginAnswer {}

    /** A writing step is done, by the accounts too. */
    record Done() implements MarginAnswer {}
}
