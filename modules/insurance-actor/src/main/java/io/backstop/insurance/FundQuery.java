package io.backstop.insurance;

import io.backstop.kernel.Query;
import java.util.List;

/** What an insurance fund is asked in read steps. */
public sealed interface FundQuery extends Query {
    /** The state. */
    record View() implements FundQuery {}

    /** Which of these claims the fund would pay, taken in their order; {@code marks} are on each market's grid. */
    record Claims(long tick, long[] marks, List<Claim> claims) implements FundQuery {}

    /** A claim on the fund. */
    sealed interface Claim {}

    /**
     * Take over a position at its bankruptcy value, all or nothing.
     *
     * @param size of the account's position, signed
     * @param value its bankruptcy value, signed as the size
     */
    record Takeover(int market, long size, long value) implements Claim {}

    /** Top up a fill to its bankruptcy value by {@code amount}, all or nothing. */
    record TopUp(long amount) implements Claim {}

    /** Cover a deficit of {@code amount} as far as it goes. */
    record Deficit(long amount) implements Claim {}
}
