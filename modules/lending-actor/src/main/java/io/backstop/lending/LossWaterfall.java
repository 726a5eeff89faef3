package io.backstop.lending;

import java.util.List;

/**
 * Ordered absorbers of one loss: each takes what is left, at most what it has (position margin, auction proceeds, fund, junior
 * tranche, treasury); what none takes is the residual.
 */
public final class LossWaterfall {
    private LossWaterfall() {}

    /**
     * One absorber.
     *
     * @param name its layer in the loss ledger
     * @param capacity the most that it takes of this loss, 0 or more
     */
    public record Absorber(String name, long capacity) {
        /**
         * Checks the capacity.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Absorber {
            if (capacity < 0) {
                throw new IllegalArgumentException("capacity of " + name + " must not be negative: " + capacity);
            }
        }
    }

    /**
     * Who took how much; {@code sum(taken) + residual} is the loss.
     *
     * @param taken of each absorber, in its order
     * @param residual what nobody took
     */
    public record Absorbed(long[] taken, long residual) {}

    /**
     * Sends a loss down the layers.
     *
     * @param loss 0 or more
     * @throws IllegalArgumentException if the loss is negative
     */
    public static Absorbed absorb(long loss, List<Absorber> layers) {
        if (loss < 0) {
            throw new IllegalArgumentException("loss must not be negative: " + loss);
        }
        long[] taken = new long[layers.size()];
        long left = loss;
        for (int layer = 0; layer < taken.length; layer++) {
            taken[layer] = Math.min(left, layers.get(layer).capacity());
            left -= taken[layer];
        }
        return new Absorbed(taken, left);
    }
}
