package io.backstop.adl;

import io.backstop.model.LargestRemainder;

/**
 * In proportion to wealth, {@code x_i = w_i * B / sum(w)} with w the positive profit (Chitra, arXiv 2512.01112): one round by
 * largest remainder, cut at each capacity; what was cut off goes down the ranking.
 */
public record WealthProRata() implements AdlAllocation {
    @Override
    public long[] allocate(long need, long[] capacity, long[] weight) {
        long attainable = Capacity.attainable(need, capacity);
        long[] part = LargestRemainder.split(attainable, weight);
        long left = attainable;
        for (int i = 0; i < part.length; i++) {
            part[i] = Math.min(part[i], capacity[i]);
            left -= part[i];
        }
        Capacity.fillInOrder(left, capacity, part);
        return part;
    }
}
