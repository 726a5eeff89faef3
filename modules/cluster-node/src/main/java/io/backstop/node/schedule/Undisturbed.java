package io.backstop.node.schedule;

import io.backstop.audit.Invariants;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Recorded;
import io.backstop.kernel.inprocess.Counts;
import io.backstop.kernel.inprocess.InProcessRuntime;
import io.backstop.kernel.inprocess.Options;
import io.backstop.simulation.Fact;
import io.backstop.simulation.RunEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The run without faults: what every schedule must end in.
 *
 * @param digest of the run
 * @param steps of each entity's events, in order
 * @param ticks the tick that each event of the run belongs to, by its step
 * @param counts of what happened
 */
record Undisturbed(String digest, Map<EntityId, long[]> steps, NavigableMap<Long, Long> ticks, Counts counts) {
    static Undisturbed of(Subject subject) {
        LastFact last = new LastFact();
        NavigableMap<Long, Long> ticks = new TreeMap<>();
        InProcessRuntime runtime = new InProcessRuntime(subject.cells(new Invariants()), Options.journaled());
        Counts counts = runtime.run(recorded -> {
            last.accept(recorded);
            ticks.put(recorded.step(), tick(recorded));
        });
        Map<EntityId, long[]> steps = new LinkedHashMap<>();
        runtime.journal()
                .forEach((id, events) ->
                        steps.put(id, events.stream().mapToLong(Recorded::step).toArray()));
        return new Undisturbed(last.digest(), steps, ticks, counts);
    }

    private static long tick(Recorded recorded) {
        return switch (((RunEvent.Advanced) recorded.event()).facts().getLast()) {
            case Fact.PassSettled settled -> settled.tick();
            case Fact.LevyCharged charged -> charged.tick();
            case Fact.TickClosed closed -> closed.tick();
            default -> 0;
        };
    }

    /** The first entity whose events are others, as one line; empty if there is none. */
    String difference(Map<EntityId, List<Recorded>> journal) {
        if (journal.size() != steps.size()) {
            return journal.size() + " entities recorded events instead of " + steps.size();
        }
        for (Map.Entry<EntityId, List<Recorded>> entry : journal.entrySet()) {
            long[] expected = steps.get(entry.getKey());
            if (expected == null || !sameSteps(expected, entry.getValue())) {
                return entry.getKey() + " recorded events in other steps, "
                        + entry.getValue().size() + " instead of " + (expected == null ? 0 : expected.length);
            }
        }
        return "";
    }

    private static boolean sameSteps(long[] expected, List<Recorded> events) {
        if (expected.length != events.size()) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (events.get(i).step() != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
