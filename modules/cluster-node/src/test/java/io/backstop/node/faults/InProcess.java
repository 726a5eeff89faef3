package io.backstop.node.faults;

import io.backstop.audit.Invariants;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.kernel.Recorded;
import io.backstop.kernel.inprocess.Counts;
import io.backstop.kernel.inprocess.Fault;
import io.backstop.kernel.inprocess.FaultPoint;
import io.backstop.kernel.inprocess.Faults;
import io.backstop.kernel.inprocess.InProcessRuntime;
import io.backstop.kernel.inprocess.Occasion;
import io.backstop.kernel.inprocess.Options;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.scenario.loader.ResolvedScenarioCodec;
import io.backstop.shell.Placement;
import io.backstop.simulation.Fact;
import io.backstop.simulation.InvariantBroken;
import io.backstop.simulation.RunEvent;
import io.backstop.simulation.RunWorkflow;
import io.backstop.simulation.Venue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One thread and a queue. A node stands for the entities of every third shard: that it is lost is a crash of each of them at its next
 * event. There is no oldest; what is lost with it here is the run itself.
 */
final class InProcess implements Place {
    private static final int NODES = 3;
    private static final List<FaultPoint> CRASHES =
            List.of(FaultPoint.CRASH_BEFORE_PERSIST, FaultPoint.CRASH_AFTER_PERSIST, FaultPoint.CRASH_AFTER_SEND);

    private final Cascade cascade = Cascade.small();
    private final Venue venue;
    private final Map<EntityId, List<Recorded>> journal;
    private final long gap;

    InProcess() {
        ResolvedScenario scenario = ResolvedScenarioCodec.read(cascade.resolved());
        venue = new Venue("faults", scenario, new ScenarioOpenings(scenario), new Partitioning(Cascade.PARTITIONS));
        Ran undisturbed = run(Options.journaled());
        journal = undisturbed.journal();
        gap = journal.getOrDefault(venue.runId(), List.of()).stream()
                .filter(event -> ((RunEvent.Advanced) event.event()).tick() >= Cascade.GAP.tick())
                .findFirst()
                .orElseThrow()
                .step();
    }

    private record Ran(Counts counts, String digest, Map<EntityId, List<Recorded>> journal) {}

    private Ran run(Options options) {
        InProcessRuntime runtime =
                new InProcessRuntime(venue, new RunWorkflow(venue, new Invariants()), venue.runId(), options);
        List<String> digest = new ArrayList<>();
        Counts counts = runtime.run(recorded -> {
            if (((RunEvent.Advanced) recorded.event()).facts().getLast() instanceof Fact.RunClosed closed) {
                digest.add(closed.digest());
            }
        });
        return new Ran(counts, digest.getLast(), runtime.journal());
    }

    @Override
    public String undisturbed() {
        return cascade.digest();
    }

    @Override
    public Outcome through(Mishap mishap) {
        try {
            Ran ran = run(options(mishap));
            long happened = ran.counts().faults().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            return new Outcome(happened, ran.digest(), differences(ran.journal()));
        } catch (InvariantBroken broken) {
            return new Outcome(1, null, List.of(String.valueOf(broken.getMessage())));
        }
    }

    private Options options(Mishap mishap) {
        return switch (mishap) {
            case NODE_LOST -> Options.listed(lost(0, gap));
            case OLDEST_LOST -> Options.listed(crashes(id -> id.equals(venue.runId()), gap, CRASHES));
            case COORDINATOR_LOST_IN_A_ROUND ->
                Options.listed(crashes(id -> id.equals(venue.coordinator()), 0, CRASHES));
            case ANSWER_LOST -> Options.listed(answersLost());
            case DOUBLED_AND_REORDERED -> Options.faulty(new Faults(12, 300, 0, 300, 0, 0, 10_000));
            case ROLLING_RESTART -> Options.listed(rolling());
            case ALL_STOPPED -> Options.listed(crashes(id -> true, gap, CRASHES.subList(0, 1)));
        };
    }

    private List<Fault> lost(int node, long step) {
        return crashes(id -> Placement.shard(id) % NODES == node, step, CRASHES.subList(node, node + 1));
    }

    private List<Fault> rolling() {
        List<Fault> faults = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
            faults.addAll(lost(node, gap + 2L * node));
        }
        return faults;
    }

    /** Each of the entities crashes at its next events from a step on, once at each of the points. */
    private List<Fault> crashes(Predicate<EntityId> lost, long step, List<FaultPoint> points) {
        List<Fault> faults = new ArrayList<>();
        journal.forEach((id, events) -> {
            if (lost.test(id)) {
                List<Recorded> next =
                        events.stream().filter(event -> event.step() >= step).toList();
                for (int i = 0; i < Math.min(points.size(), next.size()); i++) {
                    faults.add(new Fault(
                            new Occasion(
                                    points.get(i),
                                    id,
                                    Occasion.What.EVENT,
                                    id,
                                    next.get(i).step(),
                                    1),
                            1));
                }
            }
        });
        return faults;
    }

    /** The first answer to every write of the root's children, from the gap on. */
    private List<Fault> answersLost() {
        List<Fault> faults = new ArrayList<>();
        journal.forEach((id, events) -> {
            if (!id.equals(venue.runId()) && id.kind() != EntityKind.ACCOUNT) {
                events.stream()
                        .filter(event -> event.step() >= gap)
                        .forEach(event -> faults.add(new Fault(
                                new Occasion(
                                        FaultPoint.DROPPED, venue.runId(), Occasion.What.REPLY, id, event.step(), 1),
                                1)));
            }
        });
        return faults;
    }

    /** R2, R4: every entity has its events of the same steps, no more and no fewer. */
    private List<String> differences(Map<EntityId, List<Recorded>> found) {
        List<String> differences = new ArrayList<>();
        if (!byPath(found).equals(byPath(journal))) {
            differences.add("other events");
        }
        return differences;
    }

    private static Map<String, List<Long>> byPath(Map<EntityId, List<Recorded>> events) {
        Map<String, List<Long>> steps = new TreeMap<>();
        events.forEach((id, each) ->
                steps.put(id.path(), each.stream().map(Recorded::step).toList()));
        return steps;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
