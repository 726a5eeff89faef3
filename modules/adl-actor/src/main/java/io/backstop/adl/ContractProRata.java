package io.backstop.adl;

import io.backstop.model.LargestRemainder;

/** In proportion to the contracts held: floor of the exact share plus largest remainder. Weights do not matter. */
public record ContractProRata() implements AdlAllocation {
    @Override
    public long[] allocate(long need, long[] capacity, long[] weight) {
        return LargestRemainder.split(Capacity.attainable(need, capacity), capacity);
    }
}
