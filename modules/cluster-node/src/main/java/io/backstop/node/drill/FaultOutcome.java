package io.backstop.node.drill;

import io.backstop.scenario.drill.PlannedFault;
import org.jspecify.annotations.Nullable;

/**
 * What one fault did. Times are seconds since it was begun; null if it did not happen.
 *
 * @param node the node that a role stood for, or the one named; null for faults without one
 * @param began seconds after the drill's first fault could begin (the run's submission)
 * @param ended seconds after the same moment; null if it was not ended
 * @param tickAtStart the tick in which the run waited for it
 * @param tickAtEnd the last tick that the journal had when the fault ended
 * @param detected when a node that was left saw the lost one as unreachable or gone
 * @param handedOver when the lost node was no member any more, and its shards free for the others
 * @param moved when the journal had the run's next event; for faults that begin while the run goes, the first one after its longest
 *     standstill
 * @param standstill the longest time between two events of the run, from the beginning until the run goes on after the end
 * @param repeated requests that roots sent again while it lasted
 * @param duplicates requests and replies that came twice and were not executed twice
 * @param staleWrites writes of a node that had lost the entity, refused by the journal's key
 * @param shardsMoved shards that were elsewhere afterwards
 */
public record FaultOutcome(
        PlannedFault planned,
        @Nullable String node,
        double began,
        @Nullable Double ended,
        long tickAtStart,
        long tickAtEnd,
        @Nullable Double detected,
        @Nullable Double handedOver,
        @Nullable Double moved,
        double standstill,
        long repeated,
        long duplicates,
        long staleWrites,
        int shardsMoved) {}
