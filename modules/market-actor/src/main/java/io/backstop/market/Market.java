package io.backstop.market;

import io.backstop.account.Position;

/**
 * A market's state after its last event: displacement, used depth, and the outside account, the counterparty of every
 * execution (economics N1 to N3). Immutable; quiet ticks are computed forward from it.
 *
 * @param number of the market in the scenario
 * @param tick of the last event
 * @param displacement D of that tick: {@code mark = index * exp(-D)}
 * @param previousDisplacement D of the tick before
 * @param impact K of that tick's executions so far
 * @param sellUsed micro-dollars at mark of forced sales executed in that tick
 * @param buyUsed micro-dollars at mark of forced purchases executed in that tick
 * @param outside position of the outside account
 * @param outsideCash micro-dollars of the outside account
 */
public record Market(
        int number,
        long tick,
        double displacement,
        double previousDisplacement,
        double impact,
        long sellUsed,
        long buyUsed,
        Position outside,
        long outsideCash) {
    /** The outside account's conserved dollars: cash less open cost. */
    public long outsideBalance() {
        return Math.subtractExact(outsideCash, outside.openCost());
    }
}
