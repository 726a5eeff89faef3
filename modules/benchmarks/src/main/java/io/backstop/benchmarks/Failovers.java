package io.backstop.benchmarks;

import io.backstop.audit.Invariants;
import io.backstop.kernel.inprocess.InProcessRuntime;
import io.backstop.kernel.inprocess.Options;
import io.backstop.node.http.NodeClient;
import io.backstop.node.run.AuditedRun;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.runtime.ClusterStore;
import io.backstop.node.runtime.Hold;
import io.backstop.node.runtime.Journal;
import io.backstop.node.server.NodeMember;
import io.backstop.node.server.RunStatus;
import io.backstop.node.server.Submission;
import io.backstop.node.server.Submission.HoldPoint;
import io.backstop.node.supervisor.LocalCluster;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.scenario.loader.ScenarioLoader;
import io.backstop.simulation.Fact;
import io.backstop.simulation.RunEvent;
import io.backstop.simulation.RunWorkflow;
import io.backstop.simulation.Venue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Loses nodes of a cluster that is up while runs of one scenario go on, and measures how long each run stands still. */
final class Failovers {
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PARTITIONS = 16;
    private static final int MOST_MILLIS_INTO_THE_CASCADE = 100;

    /** One event may be on its way when a node is lost; the second one needs a step that was begun afterwards. */
    private static final int EVENTS_THAT_SHOW_A_MOVE = 2;

    /** In passes; more than a run makes until a node is lost, and those events. */
    private static final int LEAST_APART = 12;

    private final LocalCluster cluster;
    private final RandomGenerator random;
    private final String resolved;
    private final String digest;
    private final List<HoldPoint> cascade;
    private final ClusterStore store;

    /** How a node is lost. */
    enum Loss {
        KILL,
        STOP
    }

    /**
     * A lost node.
     *
     * @param seconds from the loss until the run moved again
     */
    record Moved(String node, HoldPoint at, double seconds) {}

    /** A run and the nodes that were lost in it. */
    record Outcome(List<Moved> moves, boolean sameDigest, boolean sound) {}

    private Failovers(
            LocalCluster cluster, RandomGenerator random, String resolved, String digest, List<HoldPoint> cascade) {
        this.cluster = cluster;
        this.random = random;
        this.resolved = resolved;
        this.digest = digest;
        this.cascade = cascade;
        this.store = new ClusterStore(new Journal.Postgres(
                cluster.database().url(),
                cluster.database().user(),
                cluster.database().password()));
    }

    /** Runs the scenario once in process, to know its cascade and its digest. */
    static Failovers of(LocalCluster cluster, Path file, RandomGenerator random) {
        String resolved =
                ScenarioLoader.load(file, List.of(), OptionalLong.empty()).resolvedYaml();
        ResolvedScenario scenario =
                ScenarioLoader.load(file, List.of(), OptionalLong.empty()).resolved();
        Venue venue = new Venue("alone", scenario, new ScenarioOpenings(scenario), new Partitioning(1));
        List<HoldPoint> cascade = new ArrayList<>();
        List<String> digest = new ArrayList<>();
        new InProcessRuntime(venue, new RunWorkflow(venue, new Invariants()), venue.runId(), Options.plain())
                .run(recorded -> {
                    for (Fact fact : ((RunEvent.Advanced) recorded.event()).facts()) {
                        switch (fact) {
                            case Fact.PassSettled pass -> cascade.add(new HoldPoint(pass.tick(), pass.pass()));
                            case Fact.RunClosed closed -> digest.add(closed.digest());
                            default -> {}
                        }
                    }
                });
        // At the very end there is nothing left to stand still.
        return new Failovers(
                cluster, random, resolved, digest.getLast(), List.copyOf(cascade.subList(0, cascade.size() * 9 / 10)));
    }

    /** One run that loses so many nodes, one after the other, at random points of its cascade. */
    Outcome run(String key, String victim, Loss loss, int times) throws InterruptedException {
        List<HoldPoint> holds = apart(times).stream().sorted().map(cascade::get).toList();
        String run;
        try (NodeClient client = client()) {
            run = client.submit(new Submission(resolved, PARTITIONS, key, holds))
                    .run()
                    .id();
        }
        List<Moved> moves = new ArrayList<>();
        for (int number = 0; number < holds.size(); number++) {
            moves.add(lose(run, number, holds.get(number), victim, loss));
        }
        RunStatus end = end(run);
        boolean sound = AuditedRun.ofId(run, cluster.database()).holds();
        return new Outcome(moves, digest.equals(end.digest()), sound);
    }

    /** Random places of the cascade, none so near another that the run would wait there before it has shown that it moves. */
    private List<Integer> apart(int times) {
        if (times * 2 * LEAST_APART > cascade.size()) {
            throw CommandFailure.badInput(
                    "a run has " + cascade.size() + " passes, too few to lose " + times + " nodes");
        }
        List<Integer> places = new ArrayList<>();
        while (places.size() < times) {
            int place = random.nextInt(cascade.size());
            if (places.stream().allMatch(other -> Math.abs(place - other) >= LEAST_APART)) {
                places.add(place);
            }
        }
        return places;
    }

    private Moved lose(String run, int number, HoldPoint at, String victim, Loss loss) throws InterruptedException {
        String node;
        try (NodeClient client = client()) {
            await(() -> client.holds(run).get(number).state() == Hold.State.WAITING);
            node = victim(client, run, victim);
            await(() ->
                    client.release(run, number) || client.holds(run).get(number).state() == Hold.State.RELEASED);
        }
        Thread.sleep(random.nextInt(MOST_MILLIS_INTO_THE_CASCADE));
        long lost = System.nanoTime();
        switch (loss) {
            case KILL -> cluster.kill(node);
            case STOP -> {
                Thread unused = Thread.startVirtualThread(() -> stop(node));
            }
        }
        long before = events(run);
        await(() -> events(run) >= before + EVENTS_THAT_SHOW_A_MOVE || isOver(run));
        double seconds = (System.nanoTime() - lost) / 1e9;
        await(() -> !cluster.running().contains(node));
        String unused = cluster.add(node);
        return new Moved(node, at, seconds);
    }

    private void stop(String node) {
        try {
            boolean unused = cluster.stop(node);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long events(String run) {
        return store.lastEvent(Venue.runId(run).path());
    }

    private boolean isOver(String run) {
        return store.run(run).orElseThrow().digest() != null;
    }

    /** {@code any}, {@code oldest}, or {@code root} for the node that has the run. */
    private String victim(NodeClient client, String run, String wanted) {
        Map<String, NodeMember> members = new TreeMap<>();
        client.members().forEach(member -> members.put(String.valueOf(member.name()), member));
        return switch (wanted) {
            case "any" -> cluster.running().get(random.nextInt(cluster.running().size()));
            case "oldest" -> named(members, NodeMember::oldest);
            case "root" -> {
                String address = client.locate(Venue.runId(run).path());
                yield named(members, member -> member.address().equals(address));
            }
            default -> throw CommandFailure.badInput("a victim is any, oldest or root, not '" + wanted + "'");
        };
    }

    private static String named(Map<String, NodeMember> members, Predicate<NodeMember> wanted) {
        return members.entrySet().stream()
                .filter(member -> wanted.test(member.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private RunStatus end(String run) throws InterruptedException {
        try (NodeClient client = client()) {
            await(() -> client.status(run).state() != RunStatus.State.RUNNING);
            return client.status(run);
        }
    }

    private NodeClient client() {
        return cluster.client(cluster.http().values());
    }

    private static void await(BooleanSupplier happened) throws InterruptedException {
        long began = System.nanoTime();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw CommandFailure.atRunTime("nothing happened for " + PATIENCE.toSeconds() + " s", null);
            }
            Thread.sleep(LOOK);
        }
    }
}
