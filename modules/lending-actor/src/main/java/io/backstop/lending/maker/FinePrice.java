package io.backstop.lending.maker;

import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;

/**
 * Prices off the grid, as an auction's falling price or a price with a margin: micro-dollars a collateral unit as a fixed-point
 * number with nine decimals.
 */
public final class FinePrice {
    /** Fine units in one micro-dollar a unit. */
    public static final long SCALE = 1_000_000_000L;

    private FinePrice() {}

    /**
     * A grid price.
     *
     * @param price micro-dollars a unit
     * @throws ArithmeticException on overflow
     */
    public static long of(long price) {
        return Math.multiplyExact(price, SCALE);
    }

    /** The value of units in micro-dollars. */
    public static long value(long units, long fine, Rounding rounding) {
        return FixedPoint.multiplyDivide(units, fine, SCALE, rounding);
    }

    /** Units that an amount buys, rounded down. */
    public static long units(long amount, long fine) {
        return FixedPoint.multiplyDivide(amount, SCALE, fine, Rounding.FLOOR);
    }
}
