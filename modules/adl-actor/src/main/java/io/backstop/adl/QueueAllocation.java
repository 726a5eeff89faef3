package io.backstop.adl;

/** Down the ranking: each gives all it has until the need is met. Weights do not matter. */
public record QueueAllocation() implements AdlAllocation {
    @Override
    public long[] allocate(long need, long[] capacity, long[] weight) {
        long[] part = new long[capacity.length];
        Capacity.fillInOrder(Capacity.attainable(need, capacity), capacity, part);
        return part;
    }
}
