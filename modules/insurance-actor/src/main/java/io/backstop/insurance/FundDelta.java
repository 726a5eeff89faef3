package io.backstop.insurance;

import io.backstop.model.Ratio;
import io.backstop.model.Rounding;

/**
 * What an insurance fund pays or receives for a liquidation fill (dYdX v4 {@code GetLiquidationInsuranceFundDelta}):
 * {@code x = signed fill value - bankruptcy value}; at {@code x <= 0} the fund pays {@code |x|}, above it receives
 * {@code min(x, feeCap * |fill value|)}.
 */
public final class FundDelta {
    private FundDelta() {}

    /**
     * Change of the fund's balance by a fill.
     *
     * @param fillValue micro-dollars, above 0 when a long is sold, below 0 when a short is bought back
     * @param bankruptcyValue of the closed part, micro-dollars with the same sign convention
     * @param feeCap share of the fill value, 0 to 1; the fee is rounded down
     * @return micro-dollars, above 0 when the fund receives
     * @throws ArithmeticException on overflow
     */
    public static long of(long fillValue, long bankruptcyValue, Ratio feeCap) {
        long surplus = Math.subtractExact(fillValue, bankruptcyValue);
        return surplus <= 0 ? surplus : Math.min(surplus, feeCap.times(Math.absExact(fillValue), Rounding.FLOOR));
    }
}
