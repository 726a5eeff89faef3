package io.backstop.model;

import java.util.Arrays;

/**
 * The method of largest remainders (Hamilton): whole units in proportion to weights that add up exactly. Everyone gets the
 * floor of the exact share; the units left over go, one each, to the largest remainders, ties to the earlier index.
 */
public final class LargestRemainder {
    private LargestRemainder() {}

    /**
     * Splits {@code total} in proportion to {@code weights}.
     *
     * @param total 0 or more
     * @param weights each 0 or more, with a sum that fits 64 bits
     * @return shares in the order of the weights that add up to {@code total}; all zero if all weights are
     * @throws IllegalArgumentException if the total or a weight is negative
     * @throws ArithmeticException if the sum of the weights overflows
     */
    public static long[] split(long total, long[] weights) {
        long sum = sum(total, weights);
        long[] shares = new long[weights.length];
        if (sum == 0) {
            return shares;
        }
        long[] remainders = new long[weights.length];
        long left = total;
        for (int i = 0; i < weights.length; i++) {
            shares[i] = FixedPoint.multiplyDivide(total, weights[i], sum, Rounding.FLOOR);
            // exact although the products wrap: the remainder lies in [0, sum)
            remainders[i] = total * weights[i] - shares[i] * sum;
            left -= shares[i];
        }
        giveToLargest(left, remainders, shares);
        return shares;
    }

    private static void giveToLargest(long left, long[] remainders, long[] shares) {
        if (left == 0) {
            return;
        }
        // the smallest remainder that still gets a unit; among its equals the earlier indices
        long[] sorted = remainders.clone();
        Arrays.sort(sorted);
        long last = sorted[sorted.length - (int) left];
        long ofLast = left;
        for (long remainder : remainders) {
            ofLast -= remainder > last ? 1 : 0;
        }
        for (int i = 0; i < shares.length; i++) {
            if (remainders[i] > last) {
                shares[i]++;
            } else if (remainders[i] == last && ofLast > 0) {
                shares[i]++;
                ofLast--;
            }
        }
    }

    private static long sum(long total, long[] weights) {
        if (total < 0) {
            throw new IllegalArgumentException("total must not be negative: " + total);
        }
        long sum = 0;
        for (long weight : weights) {
            if (weight < 0) {
                throw new IllegalArgumentException("weight must not be negative: " + weight);
            }
            sum = Math.addExact(sum, weight);
        }
        return sum;
    }
}
