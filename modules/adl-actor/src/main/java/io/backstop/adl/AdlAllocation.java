package io.backstop.adl;

import io.backstop.scenario.VenueSpec;

/**
 * How much each candidate gives. Inputs are in ranking order; ties go to the earlier. Whatever the rule, the parts are whole
 * units, none below 0 or above its capacity, and they add up to the need, or to all capacity if that is less.
 */
public sealed interface AdlAllocation permits CappedProRata, ContractProRata, QueueAllocation, WealthProRata {

    /**
     * Splits the need.
     *
     * @param need size units to close, 0 or more
     * @param capacity size units that each candidate has, 0 or more
     * @param weight of each candidate, 0 or more: micro-dollars of profit where the rule shares by wealth
     * @return size units of each, in the order of the inputs
     * @throws ArithmeticException if the sum of capacities or weights overflows
     */
    long[] allocate(long need, long[] capacity, long[] weight);

    /** The named rule. */
    static AdlAllocation of(VenueSpec.Adl.Allocation allocation) {
        return switch (allocation) {
            case QUEUE -> new QueueAllocation();
            case WEALTH_PRO_RATA -> new WealthProRata();
            case CONTRACT_PRO_RATA -> new ContractProRata();
            case CAPPED_PRO_RATA -> new CappedProRata();
        };
    }
}
