package io.backstop.contagion;

import java.util.Arrays;

/**
 * What a party pays, given what it is paid: one line of the clearing map.
 *
 * @param inDefault whether it is in default
 * @param paid micro-dollars to each of its debts
 * @param callPaid micro-dollars to each called guarantee
 * @param nav micro-dollars for {@link ObligationNetwork#NAV_SHARES} of its shares, 0 if it issues none
 * @param dust micro-dollars that the dust account adds, at most its in-degree in units
 * @param cost micro-dollars that its default costs
 */
public record PartyPayments(boolean inDefault, long[] paid, long[] callPaid, long nav, long dust, long cost) {
    /** Whether both say the same: the residual of the party's equation is 0. */
    public boolean agreesWith(PartyPayments other) {
        return inDefault == other.inDefault
                && nav == other.nav
                && Arrays.equals(paid, other.paid)
                && Arrays.equals(callPaid, other.callPaid);
    }
}
