package io.backstop.lending.engine;

/**
 * What a protocol's accounts are valued at; arrays by reserve.
 *
 * @param supplyIndexes of the reserves now
 * @param borrowIndexes of the reserves now
 * @param prices that the protocol believes, micro-dollars a unit; {@link #NO_PRICE} where there is none
 */
public record LendingView(long[] supplyIndexes, long[] borrowIndexes, long[] prices) {
    /** The oracle has no price: accounts that hold or owe the asset are left alone. */
    public static final long NO_PRICE = -1;
}
