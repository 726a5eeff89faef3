package io.backstop.node.http;

import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.runtime.Hold;
import io.backstop.node.runtime.JournalUnavailable;
import io.backstop.node.server.Health;
import io.backstop.node.server.LastEvents;
import io.backstop.node.server.NodeMember;
import io.backstop.node.server.NodeService;
import io.backstop.node.server.RootEvent;
import io.backstop.node.server.RunStatus;
import io.backstop.node.server.Shards;
import io.backstop.node.server.Submission;
import io.backstop.node.server.Submitted;
import io.backstop.shell.LastEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A node that keeps everything in memory, runs nothing, and fails when told to. */
final class MemoryNode implements NodeService {
    static final String FIRST = "pekko://backstop@127.0.0.1:7001";
    static final String SECOND = "pekko://backstop@127.0.0.1:7002";

    final Map<String, RunStatus> runs = new ConcurrentSkipListMap<>();
    final Map<String, Submission> submissions = new ConcurrentSkipListMap<>();
    final Map<String, List<RootEvent>> events = new ConcurrentSkipListMap<>();
    final Map<String, List<Hold>> holds = new ConcurrentSkipListMap<>();
    final Map<String, Path> results = new ConcurrentSkipListMap<>();
    final List<String> disturbances = new CopyOnWriteArrayList<>();
    final List<String> downed = new CopyOnWriteArrayList<>();
    final AtomicInteger looks = new AtomicInteger();
    volatile boolean databaseGone;
    volatile boolean othersSilent;
    volatile Health health = new Health(true, true, List.of());
    volatile CountDownLatch stuck = new CountDownLatch(0);

    /** A run that is in its third tick of ten. */
    RunStatus running(String id) {
        RunStatus run = new RunStatus(
                id,
                "small",
                7,
                16,
                RunStatus.State.RUNNING,
                3,
                10,
                0,
                Instant.parse("2026-11-22T17:00:00Z"),
                null,
                null,
                null);
        runs.put(id, run);
        events.put(id, new CopyOnWriteArrayList<>());
        holds.put(id, new CopyOnWriteArrayList<>());
        return run;
    }

    void at(String id, long tick) {
        RunStatus run = one(id);
        runs.put(id, with(run, run.state(), tick, null, null));
    }

    void complete(String id) {
        RunStatus run = one(id);
        runs.put(id, with(run, RunStatus.State.COMPLETE, run.ticks(), "74e74274", null));
    }

    void event(String id, int... payload) {
        List<RootEvent> all = events.computeIfAbsent(id, run -> new CopyOnWriteArrayList<>());
        byte[] bytes = new byte[payload.length];
        for (int i = 0; i < payload.length; i++) {
            bytes[i] = (byte) payload[i];
        }
        all.add(new RootEvent(all.size() + 1, "envelope", bytes));
    }

    void hold(String id, Hold hold) {
        holds.computeIfAbsent(id, run -> new CopyOnWriteArrayList<>()).add(hold);
    }

    private RunStatus one(String id) {
        return Optional.ofNullable(runs.get(id)).orElseThrow();
    }

    private static RunStatus with(
            RunStatus run, RunStatus.State state, long tick, @Nullable String digest, @Nullable String failure) {
        return new RunStatus(
                run.id(),
                run.scenario(),
                run.seed(),
                run.partitions(),
                state,
                tick,
                run.ticks(),
                run.events(),
                run.submitted(),
                state == RunStatus.State.COMPLETE ? Long.valueOf(1_234) : null,
                digest,
                failure);
    }

    private void database() {
        try {
            stuck.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (databaseGone) {
            throw new JournalUnavailable("the database at 127.0.0.1:5555 does not answer");
        }
    }

    @Override
    public Submitted submit(Submission submission) {
        database();
        if (submission.key().equals("refused")) {
            throw CommandFailure.badInput("the scenario has no accounts");
        }
        String id = "small-" + Integer.toHexString(submission.hashCode());
        submissions.put(id, submission);
        boolean begun = !runs.containsKey(id);
        if (begun) {
            running(id);
            int number = 0;
            for (Submission.HoldPoint hold : submission.holds()) {
                hold(id, new Hold(number++, hold.tick(), hold.pass(), Hold.State.AHEAD));
            }
        }
        return new Submitted(one(id), begun);
    }

    @Override
    public List<RunStatus> runs() {
        database();
        return List.copyOf(runs.values());
    }

    @Override
    public Optional<RunStatus> run(String id) {
        looks.incrementAndGet();
        database();
        return Optional.ofNullable(runs.get(id));
    }

    @Override
    public List<RootEvent> events(String id, long after, int limit) {
        database();
        return events.getOrDefault(id, List.of()).stream()
                .filter(event -> event.number() > after)
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<String> resolvedScenario(String id) {
        database();
        return run(id).map(run -> Optional.ofNullable(submissions.get(id))
                .map(Submission::resolvedYaml)
                .orElse("format: \"backstop-resolved-1\"\n"));
    }

    @Override
    public boolean cancel(String id) {
        database();
        RunStatus run = one(id);
        if (run.state() != RunStatus.State.RUNNING) {
            return false;
        }
        runs.put(id, with(run, RunStatus.State.FAILED, run.tick(), null, "cancelled"));
        return true;
    }

    @Override
    public List<Hold> holds(String id) {
        database();
        return List.copyOf(holds.getOrDefault(id, List.of()));
    }

    @Override
    public boolean release(String id, int number) {
        database();
        List<Hold> all = new ArrayList<>(holds(id));
        Hold hold = all.get(number);
        all.set(number, new Hold(number, hold.tick(), hold.pass(), Hold.State.RELEASED));
        holds.put(id, all);
        return hold.state() == Hold.State.WAITING;
    }

    @Override
    public List<NodeMember> members() {
        return List.of(
                new NodeMember("node-1", FIRST, "http://127.0.0.1:8001", "up", true, true, true, "0.1.0"),
                new NodeMember(null, SECOND, null, "joining", false, false, false, null));
    }

    @Override
    public Shards shards() {
        if (othersSilent) {
            throw CommandFailure.atRunTime("sharding does not answer", null);
        }
        return new Shards(60, new TreeMap<>(Map.of(FIRST, 21, SECOND, 20)), here());
    }

    @Override
    public Shards.Here here() {
        return new Shards.Here(21, 18);
    }

    @Override
    public Optional<String> locate(String path) {
        if (path.split("/", -1).length != 5) {
            throw new IllegalArgumentException(path);
        }
        return path.startsWith("run-1/") ? Optional.of(SECOND) : Optional.empty();
    }

    /** All but accounts answer. */
    @Override
    public LastEvents lastEvents(List<EntityId> entities) {
        return new LastEvents(
                entities.stream()
                        .filter(entity -> entity.kind() != EntityKind.ACCOUNT)
                        .map(entity -> new LastEvent(entity, 5, 812, -2, SECOND))
                        .toList(),
                entities.stream()
                        .filter(entity -> entity.kind() == EntityKind.ACCOUNT)
                        .map(EntityId::path)
                        .toList());
    }

    @Override
    public void disturb(double duplicates, double reordered) {
        disturbances.add(duplicates + " " + reordered);
    }

    @Override
    public Optional<Path> result(String id, String file) {
        database();
        return Optional.ofNullable(results.get(file));
    }

    @Override
    public void down(String address, boolean ended) {
        downed.add(ended ? address + " has ended" : address);
    }

    @Override
    public Health health() {
        if (databaseGone) {
            return new Health(false, true, List.of("the database does not answer"));
        }
        try {
            stuck.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return health;
    }
}
