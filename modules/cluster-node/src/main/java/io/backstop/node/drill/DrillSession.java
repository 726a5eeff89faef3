package io.backstop.node.drill;

import io.backstop.node.drill.NodeFigures.Figures;
import io.backstop.node.http.NodeClient;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.runtime.Hold;
import io.backstop.node.server.NodeMember;
import io.backstop.node.server.RunStatus;
import io.backstop.node.server.Submission;
import io.backstop.node.server.Submission.HoldPoint;
import io.backstop.node.supervisor.LocalCluster;
import io.backstop.scenario.drill.Drill;
import io.backstop.scenario.drill.Fault;
import io.backstop.scenario.drill.PlannedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One drill on a cluster that is up: waits for each fault's simulated time, makes it, looks, ends it, and waits for the run's end. */
final class DrillSession {
    private static final Duration LOOK = Duration.ofMillis(40);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final double NANOS = 1e9;

    private final Drill drill;
    private final Consumer<String> talk;
    private final NodeFigures figures = new NodeFigures();
    private final long submitted = System.nanoTime();
    private final LocalCluster cluster;
    private final FaultMaker maker;
    private String run = "";

    DrillSession(Drill drill, LocalCluster cluster, Consumer<String> talk) {
        this.drill = drill;
        this.talk = talk;
        this.cluster = cluster;
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
        return cluster.client(maker.awake().values());
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
                "drill " + drill.name() + ": " + what + " did not happen within " + PATIENCE.toMinutes() + " minutes",
                null);
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
            throw CommandFailure.badInput("drill " + drill.name() + ": the run ended before fault " + (number + 1)
                    + ", at tick " + planned.tick() + " pass " + planned.pass() + ", could begin");
        }
        observe();
        Figures before = figures.sum();
        Map<String, Integer> shards = shards();
        FaultMaker.Target target = maker.target(planned.fault(), run);
        talk.accept("tick " + planned.tick() + ", pass " + planned.pass() + ": "
                + FaultWords.of(planned.fault(), target.name()));
        double began = seconds(submitted);
        Watch watch = new Watch(planned.fault(), target, waiting.events());
        ExecutorService watching = Executors.newSingleThreadExecutor();
        try {
            Future<?> watched = watching.submit(watch);
            place(number, planned, target);
            lasting(planned);
            observe();
            maker.end(planned.fault(), target, planned.lastsMillis());
            Double ended =
                    planned.lastsMillis() > 0 || FaultMaker.endsByItself(planned.fault()) ? seconds(submitted) : null;
            awaitMoving(watch, number + 1);
            watch.stop();
            watched.get();
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
                    watch.moved(),
                    watch.longest / NANOS,
                    during.repeated(),
                    during.duplicates(),
                    during.staleWrites(),
                    moved(shards, shards()));
        } catch (ExecutionException e) {
            throw CommandFailure.atRunTime("drill " + drill.name() + ": watching the cluster failed", e);
        } finally {
            watch.stop();
            watching.shutdownNow();
        }
    }

    /** Until the run has gone on after the end of a fault, which it cannot where it waits for the next one. */
    private void awaitMoving(Watch watch, int next) throws InterruptedException {
        long ended = System.nanoTime();
        Boolean unused = await("the next event after a fault", () -> {
            if (watch.over || watch.latest - ended > 0) {
                return Boolean.TRUE;
            }
            if (next == drill.faults().size()) {
                return null;
            }
            List<Hold> holds = answerOrNull(client -> client.holds(run));
            boolean waits = holds != null && holds.get(next).state() == Hold.State.WAITING;
            return waits ? Boolean.TRUE : null;
        });
    }

    private void place(int number, PlannedFault planned, FaultMaker.Target target) throws InterruptedException {
        if (maker.needsTheRunGoing(planned.fault())) {
            release(number);
            maker.begin(planned.fault(), target);
        } else {
            maker.begin(planned.fault(), target);
            release(number);
        }
    }

    private void lasting(PlannedFault planned) throws InterruptedException {
        long began = System.nanoTime();
        while (System.nanoTime() - began < planned.lastsMillis() * 1_000_000) {
            maker.during(planned.fault(), began);
            Thread.sleep(LOOK);
        }
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
        Boolean unused = await(
                "the release of fault " + (number + 1), () -> answerOrNull(client -> client.release(run, number)));
    }

    /** Reads the metrics of every process that answers. */
    private void observe() {
        maker.awake().values().forEach(this::observe);
    }

    private void observe(String http) {
        try (NodeClient client = cluster.client(List.of(http))) {
            figures.take(http, client.metrics());
        } catch (CommandFailure silent) {
            // It has ended meanwhile; what it said last counts.
            return;
        }
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

    /**
     * Looks at the cluster from the moment on that a fault is about to be made; times count from there, so a fault that takes long to
     * make, such as a rolling restart, counts with its making.
     */
    private final class Watch implements Runnable {
        private final FaultMaker.Target target;
        private final boolean parted;
        private final boolean wakes;
        private final boolean goingOn;
        private final boolean byItself;
        private final long placed = System.nanoTime();
        private int most;
        private long events;
        private long endOfLongest = placed;
        private volatile boolean stopped;
        private volatile boolean over;
        private volatile long latest = placed;
        private volatile long longest;
        private volatile @Nullable Double first;
        private volatile @Nullable Double detected;
        private volatile @Nullable Double handedOver;

        private Watch(Fault fault, FaultMaker.Target target, long events) {
            this.target = target;
            this.parted = FaultMaker.partsNodes(fault);
            this.wakes = fault instanceof Fault.Pause;
            this.goingOn = maker.needsTheRunGoing(fault);
            this.byItself = FaultMaker.endsByItself(fault);
            this.events = events;
        }

        private void stop() {
            stopped = true;
        }

        /** Asked for when nothing is watched any more. */
        private @Nullable Double moved() {
            if (byItself) {
                return null;
            }
            return goingOn && longest > 0 ? Double.valueOf((endOfLongest - placed) / NANOS) : first;
        }

        @Override
        public void run() {
            try {
                while (!stopped) {
                    lookWhileTheyAnswer();
                    Thread.sleep(LOOK);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** When nobody answers, the next client asks whoever is there then. */
        private void lookWhileTheyAnswer() throws InterruptedException {
            try (NodeClient client = survivors()) {
                while (!stopped) {
                    look(client);
                    if (wakes) {
                        lookAtTheWoken();
                    }
                    Thread.sleep(LOOK);
                }
            } catch (CommandFailure silent) {
                most = 0;
            }
        }

        /** Every node but the one that is to be lost: a paused one would keep each question waiting. */
        private NodeClient survivors() {
            Map<String, String> nodes = new TreeMap<>(maker.awake());
            String lost = target.name();
            if (lost != null && nodes.size() > 1) {
                nodes.remove(lost);
            }
            return cluster.client(nodes.values());
        }

        private void look(NodeClient client) {
            lookAtTheRun(client.status(run));
            String address = target.address();
            if ((detected != null && handedOver != null) || (address == null && !parted)) {
                return;
            }
            if (address == null) {
                lookForAnyLoss(client.members());
            } else {
                lookForTheLossOf(address, client.members());
            }
        }

        /** A node that has woken may soon stop itself: what it counted until then is read as often as it goes. */
        private void lookAtTheWoken() {
            String node = target.name();
            String http = node == null ? null : maker.awake().get(node);
            if (http != null) {
                observe(http);
            }
        }

        private void lookAtTheRun(RunStatus status) {
            over = status.state() != RunStatus.State.RUNNING;
            if (status.events() <= events) {
                return;
            }
            long now = System.nanoTime();
            events = status.events();
            if (first == null) {
                first = (now - placed) / NANOS;
            }
            if (now - latest > longest) {
                longest = now - latest;
                endOfLongest = now;
            }
            latest = now;
        }

        private void lookForTheLossOf(String address, List<NodeMember> members) {
            Optional<NodeMember> lost = members.stream()
                    .filter(member -> member.address().equals(address))
                    .findFirst();
            if (detected == null && lost.map(Watch::isAway).orElse(true)) {
                detected = seconds(placed);
            }
            if (handedOver == null && lost.isEmpty()) {
                handedOver = seconds(placed);
            }
        }

        private void lookForAnyLoss(List<NodeMember> members) {
            if (detected == null && members.stream().anyMatch(Watch::isAway)) {
                detected = seconds(placed);
            }
            if (detected != null && handedOver == null && members.size() < most) {
                handedOver = seconds(placed);
            }
            most = Math.max(most, members.size());
        }

        private static boolean isAway(NodeMember member) {
            return !member.reachable() || !member.status().equals("up");
        }
    }
}
