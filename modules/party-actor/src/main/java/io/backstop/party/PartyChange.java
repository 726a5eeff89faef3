package io.backstop.party;

import io.backstop.contagion.PartyState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pass does to one party.
 *
 * @param party number
 * @param cash micro-dollars gained
 * @param units gained of each asset; empty for none
 * @param issued units of its own token that it issues more (negative: burns)
 * @param state after it, null if unchanged
 * @param costOwed default costs that are owed more
 * @param paid what it pays of its debts
 */
public record PartyChange(
        int party,
        long tick,
        int pass,
        long cash,
        long[] units,
        long issued,
        @Nullable PartyState state,
        long costOwed,
        List<DebtPaid> paid) {
    /** No units. */
    public static final long[] NO_UNITS = {};

    /**
     * A payment that lowers a debt.
     *
     * @param debt place in the network
     * @param amount micro-dollars, positive
     */
    public record DebtPaid(int debt, long amount) {}
}
