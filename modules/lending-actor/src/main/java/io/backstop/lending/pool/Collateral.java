package io.backstop.lending.pool;

/**
 * Units of one asset that secure an account's debt, at the price that the protocol believes.
 *
 * @param units 0 or more
 * @param price micro-dollars a unit, 0 or more
 * @param terms how the asset counts
 */
public record Collateral(long units, long price, CollateralTerms terms) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if units or price are negative
     */
    public Collateral {
        if (units < 0 || price < 0) {
            throw new IllegalArgumentException("units and price must not be negative: " + units + ", " + price);
        }
    }

    /**
     * Its value in micro-dollars.
     *
     * @throws ArithmeticException on overflow
     */
    public long value() {
        return Math.multiplyExact(units, price);
    }
}
