package io.backstop.adl;

import io.backstop.model.FixedPoint;
import io.backstop.model.LargestRemainder;
import java.util.Arrays;

/**
 * Water-filling: {@code h_i = min(eta, cap_i)} with {@code sum(w_i * h_i) = B} (Chitra, arXiv 2512.01112; the unique optimum for
 * any strictly convex disutility). Here {@code cap_i = capacity_i / w_i}: everyone gives the same share of its wealth, or all it
 * has.
 *
 * <p>The level is not searched: in ascending order of {@code capacity / weight} (compared exactly) candidates are full as long as
 * their ratio is at most what is left over the weight that is left; the others share the rest by largest remainder. Candidates of
 * weight 0 give only when all others are full, down the ranking.
 */
public record CappedProRata() implements AdlAllocation {
    @Override
    public long[] allocate(long need, long[] capacity, long[] weight) {
        long left = Capacity.attainable(need, capacity);
        long[] part = new long[capacity.length];
        Integer[] order = byCap(capacity, weight);
        long weightLeft = 0;
        for (long w : weight) {
            weightLeft = Math.addExact(weightLeft, w);
        }
        int full = 0;
        while (full < order.length && isFull(capacity[order[full]], weight[order[full]], left, weightLeft)) {
            int i = order[full++];
            part[i] = capacity[i];
            left -= capacity[i];
            weightLeft -= weight[i];
        }
        long[] openWeight = weight.clone();
        for (int k = 0; k < full; k++) {
            openWeight[order[k]] = 0;
        }
        long[] rest = LargestRemainder.split(left, openWeight);
        for (int i = 0; i < rest.length; i++) {
            part[i] += rest[i];
            left -= rest[i];
        }
        Capacity.fillInOrder(left, capacity, part);
        return part;
    }

    /** {@code capacity / weight <= left / weightLeft}; never for weight 0. */
    private static boolean isFull(long capacity, long weight, long left, long weightLeft) {
        return weight > 0 && FixedPoint.compareRatios(capacity, weight, left, weightLeft) <= 0;
    }

    private static Integer[] byCap(long[] capacity, long[] weight) {
        Integer[] order = new Integer[capacity.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> compareCaps(capacity[i], weight[i], capacity[j], weight[j]));
        return order;
    }

    private static int compareCaps(long capacity, long weight, long otherCapacity, long otherWeight) {
        if (weight == 0 || otherWeight == 0) {
            return Boolean.compare(weight == 0, otherWeight == 0);
        }
        return FixedPoint.compareRatios(capacity, weight, otherCapacity, otherWeight);
    }
}
