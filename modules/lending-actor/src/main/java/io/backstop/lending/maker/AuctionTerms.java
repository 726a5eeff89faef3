package io.backstop.lending.maker;

import io.backstop.model.Ratio;
import io.backstop.model.Rounding;

/**
 * The terms of collateral auctions of one type (dss {@code Clipper} and {@code Dog}).
 *
 * @param price how it falls
 * @param buf starting price over the market price
 * @param tailMillis after which an auction needs a reset
 * @param cusp part of the starting price below which it needs one
 * @param chop debt to raise over debt owed, 1 or more: the liquidation penalty
 * @param tip paid to the keeper who starts or resets, micro-dollars
 * @param chip paid to that keeper besides, of the tab
 * @param dust least debt of a position, micro-dollars
 */
public record AuctionTerms(
        AuctionPrice price, Ratio buf, long tailMillis, Ratio cusp, Ratio chop, long tip, Ratio chip, long dust) {

    /** Maker's {@code chost}: the least tab that a purchase may leave, {@code dust * chop}, rounded down. */
    public long leastTab() {
        return chop.times(dust, Rounding.FLOOR);
    }

    /** What the keeper is paid for a tab, rounded down; the ledger's debt pays it. */
    public long incentive(long tab) {
        return Math.addExact(tip, chip.times(tab, Rounding.FLOOR));
    }
}
