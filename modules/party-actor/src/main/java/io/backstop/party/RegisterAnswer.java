package io.backstop.party;

import io.backstop.kernel.Answer;
import java.util.List;

/** What a debt register says. */
public sealed interface RegisterAnswer extends Answer {
    /** Settled, and every party agreed. */
    record Done() implements RegisterAnswer {}

    /**
     * Sums over its parties.
     *
     * @param cash micro-dollars of all its parties
     * @param units of each asset
     * @param fingerprints two sums over the parties, the same for any partitioning once added
     */
    record Totals(long parties, long cash, long[] units, long[] fingerprints) implements RegisterAnswer {}

    /**
     * What is not as it opened.
     *
     * @param parties that changed
     * @param debts places of debts of which something was paid, ascending
     * @param outstanding micro-dollars left of each
     */
    record Changed(List<Party> parties, int[] debts, long[] outstanding) implements RegisterAnswer {}

    /**
     * How many of its parties find their own equation false, and the first of them.
     *
     * @param first number of the party, -1 if there is none
     */
    record Verified(int residuals, int first) implements RegisterAnswer {}
}
