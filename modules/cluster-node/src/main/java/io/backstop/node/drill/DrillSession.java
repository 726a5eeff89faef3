package io.backstop.node.drill;

import io.backstop.node.drill.NodeFigures.Figures;
import io.backstop.node.http.NodeClient;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.server.Hold;
import io.backstop.node.server.NodeMember;
import io.backstop.node.server.RunStatus;
import io.backstop.node.server.Submission;
import io.backstop.node.server.Submission.HoldPoint;
import io.backstop.node.supervisor.LocalCluster;
import io.backstop.scenario.drill.Drill;
import io.backstop.scenario.drill.Fault;
import io.backstop.scenario.drill.PlannedFault;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One drill on a cluster that is up: waits for each fault's simulated time, makes it, looks, ends it, and waits for the run's end. */
final class DrillSession {
    private static final Duration LOOK = Duration.ofMillis(40);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final double NANOS = 1e9;

    private final Drill drill;
    private final LocalCluster cluster;
    private final Consumer<String> talk;
    private final NodeFigures figures = new NodeFigures();
    private final long submitted = System.nanoTime();
    private final FaultMaker maker;
    private String run = "";

    DrillSession(Drill drill, LocalCluster cluster, Consumer<String> talk) {
        this.drill = drill;
        this.cluster = cluster;
        this.talk = talk;
        this.maker = new FaultMaker(drill, cluster, new FaultMaker.Asking() {
            @Override
            public <T> T ask(Function<NodeClient, T> question) {
                return asking(question);
            }
        });
    }

    /** What the session saw. */
    record Seen(String run, RunStatus end, double wallSeconds, List<FaultOutcome> faults) {}

    Seen run() throws InterruptedException {
        List<HoldPoint> holds = drill.faults().stream()
                .map(fault -> new HoldPoint(fault.tick(), fault.pass()))
                .toList();
        Submission submission =
                new Submission(drill.scenario().resolvedYaml(), drill.partitions(), "drill " + drill.name(), holds);
        try (NodeClient client = client()) {
            run = client.submit(submission).run().id();
        }
        List<FaultOutcome> outcomes = new ArrayList<>();
        try {
            for (int number = 0; number < drill.faults().size(); number++) {
                outcomes.add(fault(number, drill.faults().get(number)));
            }
            RunStatus end = awaitEnd();
            return new Seen(run, end, seconds(submitted), outcomes);
        } finally {
            maker.healAll();
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / NANOS;
    }

    private NodeClient client() {
        List<URI> nodes = cluster.http().values().stream().map(URI::create).toList();
        return new NodeClient(nodes, null);
    }

    private <T> T asking(Function<NodeClient, T> question) {
        try (NodeClient client = client()) {
            return question.apply(client);
        }
    }

    /** The answer, or null while nobody gives one: meanwhile the database or the nodes may be away. */
    private <T> @Nullable T answerOrNull(Function<NodeClient, T> question) {
        try {
            return asking(question);
        } catch (CommandFailure away) {
            return null;
        }
    }

    private <T> T await(String what, Supplier<@Nullable T> look) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            T found = look.get();
            if (found != null) {
                return found;
            }
            Thread.sleep(LOOK);
        }
        throw CommandFailure.atRunTime(
                "drill " + drill.name() + ": " + what + " did not happen within " + PATIENCE.toMinutes() + " minutes", null);
    }

    private RunStatus awaitEnd() throws InterruptedException {
        return await("the end of the run", () -> {
            RunStatus status = answerOrNull(client -> client.status(run));
            return status != null && status.state() != RunStatus.State.RUNNING ? status : null;
        });
    }

    private FaultOutcome fault(int number, PlannedFault planned) throws InterruptedException {
        RunStatus waiting = awaitHold(number);
        if (waiting.state() != RunStatus.State.RUNNING) {
            throw CommandFailure.badInput("drill " + drill.name() + ": the run ended before fault " + (number + 1) + ", at tick "
                    + planned.tick() + " pass " + planned.pass() + ", could begin");
        }
        observe();
        Figures before = figures.sum();
        Map<String, Integer> shards = shards();
        FaultMaker.Target target = maker.target(planned.fault(), run);
        talk.accept("tick " + planned.tick() + ", pass " + planned.pass() + ": " + FaultWords.of(planned.fault(), target.name()));
        if (FaultMaker.needsTheRunGoing(planned.fault())) {
            release(number);
            maker.begin(planned.fault(), target);
        } else {
            maker.begin(planned.fault(), target);
            release(number);
        }
        long placed = System.nanoTime();
        double began = seconds(submitted);
        Watch watch = new Watch(planned, target, waiting.events(), placed);
        watch.untilOver();
        maker.end(planned.fault(), target, planned.lastsMillis());
        Double ended = planned.lastsMillis() > 0 || FaultMaker.endsByItself(planned.fault()) ? seconds(submitted) : null;
        watch.untilMoved();
        observe();
        Figures during = figures.sum().minus(before);
        RunStatus now = answerOrNull(client -> client.status(run));
        return new FaultOutcome(
                planned,
                target.name(),
                began,
                ended,
                planned.tick(),
                now == null ? planned.tick() : Math.max(planned.tick(), now.tick()),
                watch.detected,
                watch.handedOver,
                watch.moved,
                during.repeated(),
                during.duplicates(),
                during.staleWrites(),
                moved(shards, shards()));
    }

    private RunStatus awaitHold(int number) throws InterruptedException {
        return await("fault " + (number + 1), () -> {
            List<Hold> holds = answerOrNull(client -> client.holds(run));
            RunStatus status = answerOrNull(client -> client.status(run));
            boolean waits = holds != null && holds.get(number).state() == Hold.State.WAITING;
            boolean ended = status != null && status.state() != RunStatus.State.RUNNING;
            return waits || ended ? status : null;
        });
    }

    private void release(int number) throws InterruptedException {
        Boolean unused = await("the release of fault " + (number + 1), () -> answerOrNull(client -> client.release(run, number)));
    }

    /** Reads the metrics of every process that answers. */
    private void observe() {
        cluster.http().values().forEach(http -> {
            try (NodeClient client = new NodeClient(List.of(URI.create(http)), null)) {
                figures.take(http, client.metrics());
            } catch (CommandFailure silent) {
                talk.accept("no metrics from " + http);
            }
        });
    }

    private Map<String, Integer> shards() {
        Map<String, Integer> found = answerOrNull(client -> client.shards().byAddress());
        return found == null ? new TreeMap<>() : found;
    }

    private static int moved(Map<String, Integer> before, Map<String, Integer> after) {
        return after.entrySet().stream()
                .mapToInt(entry -> Math.max(0, entry.getValue() - before.getOrDefault(entry.getKey(), 0)))
                .sum();
    }

    /** Looks at the cluster from the fault on. */
    private final class Watch {
        private final PlannedFault planned;
        private final FaultMaker.Target target;
        private final long eventsBefore;
        private final long placed;
        private @Nullable Double detected;
        private @Nullable Double handedOver;
        private @Nullable Double moved;

        private Watch(PlannedFault planned, FaultMaker.Target target, long eventsBefore, long placed) {
            this.planned = planned;
            this.target = target;
            this.eventsBefore = eventsBefore;
            this.placed = placed;
        }

        private void untilOver() throws InterruptedException {
            long until = placed + planned.lastsMillis() * 1_000_000;
            while (System.nanoTime() < until) {
                look();
                maker.during(planned.fault(), placed);
                Thread.sleep(LOOK);
            }
        }

        private void untilMoved() throws InterruptedException {
            Boolean unused = await("the next event after a fault", () -> {
                look();
                return moved == null ? null : Boolean.TRUE;
            });
            long patience = System.nanoTime() + ANSWER.toNanos();
            while ((detected == null || handedOver == null) && target.address() != null && System.nanoTime() < patience) {
                look();
                Thread.sleep(LOOK);
            }
        }

        private void look() {
            if (moved == null) {
                RunStatus status = answerOrNull(client -> client.status(run));
                if (status != null
                        && (status.events() > eventsBefore || status.state() != RunStatus.State.RUNNING)) {
                    moved = seconds(placed);
                }
            }
            String address = target.address();
            if (address == null || detected != null && handedOver != null) {
                return;
            }
            List<NodeMember> members = answerOrNull(client -> client.members());
            if (members == null || members.stream().anyMatch(member -> member.self() && member.address().equals(address))) {
                return;
            }
            boolean gone = members.stream().noneMatch(member -> member.address().equals(address));
            boolean unreachable = members.stream()
                    .anyMatch(member -> member.address().equals(address) && !member.reachable());
            if (detected == null && (gone || unreachable)) {
                detected = seconds(placed);
            }
            if (detected != null && handedOver == null && gone && !shards().containsKey(address)) {
                handedOver = seconds(placed);
            }
        }
    }
}
