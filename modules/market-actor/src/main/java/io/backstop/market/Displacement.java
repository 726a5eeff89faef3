package io.backstop.market;

import io.backstop.model.FixedPoint;

/**
 * How far executions have pushed the mark from the index (economics N1): {@code mark(t) = index(t) * exp(-D(t))},
 * {@code D(t) = D(t-1) * 2^(-dt/h) + K(t-1)}.
 */
public final class Displacement {
    private Displacement() {}

    /**
     * The share of a displacement that is left after a tick: {@code 2^(-dt / h)}.
     *
     * @param tickMillis dt, positive
     * @param halfLifeMillis h, positive; {@link Long#MAX_VALUE} for no decay
     */
    public static double kept(long tickMillis, long halfLifeMillis) {
        return halfLifeMillis == Long.MAX_VALUE ? 1 : StrictMath.pow(2, -((double) tickMillis / halfLifeMillis));
    }

    /**
     * The displacement of the next tick.
     *
     * @param displacement D of this tick
     * @param impact K of this tick: above 0 for net sales
     * @param kept of {@link #kept}
     */
    public static double next(double displacement, double impact, double kept) {
        return displacement * kept + impact;
    }

    /**
     * The mark price, rounded half-even to the grid and at least one grid unit.
     *
     * @param index on the market's grid, positive
     * @param displacement D
     * @throws ArithmeticException on overflow
     */
    public static long mark(long index, double displacement) {
        return displacement == 0 ? index : Math.max(1, FixedPoint.round(index * StrictMath.exp(-displacement)));
    }
}
