package io.backstop.node.schedule;

import io.backstop.kernel.inprocess.Fault;
import java.util.List;

/**
 * A schedule that did not end as it must.
 *
 * @param seed that gives it again
 * @param tried schedules up to and with it
 * @param ending how it ended
 * @param faults how many it has
 * @param shortest the faults that are enough, none of which can be left out
 * @param shortestEnding how the schedule with only those ends
 */
public record Failure(
        long seed, long tried, Ending ending, int faults, List<PlacedFault> shortest, Ending shortestEnding) {
    /**
     * A fault and when it strikes.
     *
     * @param tick of the undisturbed run to which the fault's step belongs; 0 before the first
     */
    public record PlacedFault(long tick, Fault fault) {
        @Override
        public String toString() {
            return "tick " + tick + ": " + fault;
        }
    }
}
