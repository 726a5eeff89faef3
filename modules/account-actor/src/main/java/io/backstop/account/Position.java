package io.backstop.account;

import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;

/**
 * A position in one perpetual-futures market as size and signed open cost (economics section 1).
 *
 * <p>A trade posts one consideration {@code n = round(delta * price)} on both sides. Whatever the trade does, cash minus open
 * cost changes by exactly {@code -n}: opening adds n to the open cost, closing releases a part of the cost and puts the
 * difference into cash.
 *
 * @param market the market's number
 * @param size signed size units, long above 0
 * @param openCost signed micro-dollars; 0 when flat
 */
public record Position(int market, long size, long openCost) {
    /**
     * A flat position costs nothing.
     *
     * @throws IllegalArgumentException if the size is 0 and the open cost is not
     */
    public Position {
        if (size == 0 && openCost != 0) {
            throw new IllegalArgumentException("a flat position with an open cost of " + openCost);
        }
    }

    /** No position in a market. */
    public static Position flat(int market) {
        return new Position(market, 0, 0);
    }

    /** Whether there is nothing. */
    public boolean isFlat() {
        return size == 0;
    }

    /**
     * The position after a trade.
     *
     * <p>Increase: the open cost grows by the consideration. Reduction: the released cost is {@code openCost * closed / size},
     * half-even, all of it when the whole is closed. Flip: the whole is closed and the rest opened, the consideration split pro
     * rata by size, half-even on the closing part.
     *
     * @param deltaSize signed size units, bought above 0
     * @param consideration micro-dollars, signed as {@code deltaSize * price}
     * @throws ArithmeticException on overflow
     */
    public Position trade(long deltaSize, long consideration) {
        long after = Math.addExact(size, deltaSize);
        if (size == 0 || (size > 0) == (deltaSize > 0)) {
            return new Position(market, after, Math.addExact(openCost, consideration));
        }
        if (after == 0) {
            return flat(market);
        }
        if ((after > 0) == (size > 0)) {
            long released = FixedPoint.multiplyDivide(openCost, -deltaSize, size, Rounding.HALF_EVEN);
            return new Position(market, after, openCost - released);
        }
        long closing = FixedPoint.multiplyDivide(consideration, -size, deltaSize, Rounding.HALF_EVEN);
        return new Position(market, after, consideration - closing);
    }

    /**
     * The change of cash by a trade: the profit of the part that it closes, 0 for an increase.
     *
     * @param deltaSize signed size units
     * @param consideration micro-dollars, signed as {@code deltaSize * price}
     * @throws ArithmeticException on overflow
     */
    public long realisedPnl(long deltaSize, long consideration) {
        long openCostAfter = trade(deltaSize, consideration).openCost;
        return Math.subtractExact(Math.subtractExact(openCostAfter, openCost), consideration);
    }

    /**
     * Value at a price, signed: {@code size * price}.
     *
     * @param price on the market's grid
     * @throws ArithmeticException on overflow
     */
    public long value(long price) {
        return Math.multiplyExact(size, price);
    }

    /**
     * Value at a price without its sign.
     *
     * @param price on the market's grid
     * @throws ArithmeticException on overflow
     */
    public long notional(long price) {
        return Math.absExact(value(price));
    }

    /**
     * Unrealised profit at a price: {@code size * price - openCost}.
     *
     * @param price on the market's grid
     * @throws ArithmeticException on overflow
     */
    public long unrealisedPnl(long price) {
        return Math.subtractExact(value(price), openCost);
    }
}
