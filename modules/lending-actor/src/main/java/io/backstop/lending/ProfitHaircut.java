package io.backstop.lending;

import io.backstop.model.LargestRemainder;
import io.backstop.model.Ratio;

/**
 * A claw-back of profits pro rata: everyone gives {@code min(1, residual / sum of profits)} of the profit, in whole units by largest
 * remainder, so that what is taken and what is socialised add up to the residual.
 *
 * @param factor the share of each profit
 * @param taken of each profit, in its order
 * @param socialised what the profits did not suffice for
 */
public record ProfitHaircut(Ratio factor, long[] taken, long socialised) {

    /**
     * The haircut for a residual loss.
     *
     * @param residual 0 or more
     * @param profits each 0 or more
     * @throws IllegalArgumentException if the residual or a profit is negative
     * @throws ArithmeticException if the sum of profits overflows
     */
    public static ProfitHaircut of(long residual, long[] profits) {
        long sum = 0;
        for (long profit : profits) {
            sum = Math.addExact(sum, profit);
        }
        long taken = Math.min(residual, sum);
        Ratio factor = sum == 0 ? Ratio.ZERO : Ratio.of(taken, sum);
        return new ProfitHaircut(factor, LargestRemainder.split(taken, profits), residual - taken);
    }
}
