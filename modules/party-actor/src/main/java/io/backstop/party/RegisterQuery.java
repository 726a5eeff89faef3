package io.backstop.party;

import io.backstop.kernel.Query;

/** What a debt register is asked in read steps. */
public sealed interface RegisterQuery extends Query {
    /** The sums of its parties as they are; at time zero as they opened. */
    record Totals() implements RegisterQuery {}

    /** Parties and debts that are not as they opened. */
    record Changed() implements RegisterQuery {}

    /**
     * Whether each of its parties finds its own equation true.
     *
     * @param outside micro-dollars of outside assets of the register's parties, in the order of their numbers
     */
    record Verify(long[] outside, Claims claims) implements RegisterQuery {}

    /**
     * What clearing says.
     *
     * @param debts places of debts on which not the opening amount is paid, ascending
     * @param paid micro-dollars of each
     * @param calls places of guarantees that are called, ascending
     * @param called micro-dollars of each
     * @param callPaid micro-dollars of each
     * @param issuers numbers of parties that issue shares, ascending
     * @param nav of each
     * @param inDefault numbers of parties in default, ascending
     */
    record Claims(
            int[] debts,
            long[] paid,
            int[] calls,
            long[] called,
            long[] callPaid,
            int[] issuers,
            long[] nav,
            int[] inDefault) {}
}
