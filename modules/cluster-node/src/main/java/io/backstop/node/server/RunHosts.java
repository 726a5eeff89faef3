package io.backstop.node.server;

import io.backstop.audit.Invariants;
import io.backstop.kernel.EntityId;
import io.backstop.node.run.Whereabouts;
import io.backstop.node.runtime.ClusterStore;
import io.backstop.node.runtime.ClusterStore.SubmittedRun;
import io.backstop.node.runtime.Hold;
import io.backstop.node.runtime.JournalStore.State;
import io.backstop.node.runtime.JournalUnavailable;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.scenario.loader.ResolvedScenarioCodec;
import io.backstop.shell.Gate;
import io.backstop.shell.HostedRun;
import io.backstop.shell.Residents;
import io.backstop.shell.RunDirectory;
import io.backstop.shell.codec.KryoTable;
import io.backstop.simulation.RunWorkflow;
import io.backstop.simulation.Venue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs that a node takes part in. The database says which there are; each is read once, when it is listed or when one of its
 * entities wakes, and let go when it has ended.
 */
final class RunHosts implements RunDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(RunHosts.class);

    private final ClusterStore store;
    private final NodeCounters counters;
    private final ScheduledExecutorService threads;
    private final KryoTable table;
    private final Map<String, CompletableFuture<HostedRun>> hosted = new ConcurrentHashMap<>();
    private final Map<String, End> ends = new ConcurrentHashMap<>();
    private volatile List<EntityId> roots = List.of();

    private record End(
            State state, @Nullable String digest, @Nullable String failure) {}

    RunHosts(ClusterStore store, NodeCounters counters, ScheduledExecutorService threads, KryoTable table) {
        this.store = store;
        this.counters = counters;
        this.threads = threads;
        this.table = table;
    }

    @Override
    public CompletionStage<HostedRun> find(String run) {
        CompletableFuture<HostedRun> asked = new CompletableFuture<>();
        CompletableFuture<HostedRun> before = hosted.putIfAbsent(run, asked);
        if (before != null) {
            return before;
        }
        threads.execute(() -> host(run, asked));
        return asked;
    }

    /** A run that cannot be read now is forgotten before anybody hears of it, so that the next who asks tries again. */
    private void host(String run, CompletableFuture<HostedRun> asked) {
        try {
            asked.complete(load(run));
        } catch (RuntimeException e) {
            LOG.warn("run {} cannot be hosted: {}", run, e.getMessage());
            hosted.remove(run, asked);
            asked.completeExceptionally(e);
        }
    }

    private HostedRun load(String id) {
        SubmittedRun stored = store.run(id).orElseThrow(() -> new IllegalArgumentException("there is no run " + id));
        if (stored.state() != State.RUNNING) {
            throw new IllegalArgumentException("run " + id + " has ended");
        }
        ResolvedScenario scenario = ResolvedScenarioCodec.read(new String(stored.scenario(), StandardCharsets.UTF_8));
        Venue venue = new Venue(id, scenario, new ScenarioOpenings(scenario), new Partitioning(stored.partitions()));
        Whereabouts whereabouts = new Whereabouts();
        List<Hold> holds = store.holds(id);
        Gate holding = holds.isEmpty() ? Gate.OPEN : new HoldGate(id, store, holds, whereabouts, threads);
        Invariants invariants = new Invariants();
        RunHost host = new RunHost(venue.runId(), counters, whereabouts, invariants.replaying(venue), new Marks());
        RecoveryGate gate = new RecoveryGate(
                venue.runId(), store, table, holding, threads, damage -> host.failed(venue.runId(), damage));
        host.watchedBy(gate::recorded);
        return new HostedRun(venue, whereabouts.watch(new RunWorkflow(venue, invariants)), host, gate, new Residents());
    }

    /** Ends are noted in the database by {@link #refresh}, again and again until it takes them. */
    private final class Marks implements RunHost.Ends {
        @Override
        public void completed(String run, String digest) {
            ends.putIfAbsent(run, new End(State.COMPLETE, digest, null));
        }

        @Override
        public void failed(String run, String why) {
            ends.putIfAbsent(run, new End(State.FAILED, null, why));
        }
    }

    /**
     * Notes ends, and looks which runs there are.
     *
     * @throws JournalUnavailable if the database cannot be reached; then everything stays as it is
     */
    void refresh() {
        for (Map.Entry<String, End> end : new TreeMap<>(ends).entrySet()) {
            store.end(
                    end.getKey(),
                    end.getValue().state(),
                    end.getValue().digest(),
                    end.getValue().failure());
            ends.remove(end.getKey());
        }
        List<String> active = store.active();
        List<EntityId> found = new ArrayList<>();
        for (String run : active) {
            found.add(Venue.runId(run));
            CompletionStage<HostedRun> unused = find(run);
        }
        roots = List.copyOf(found);
        retireAllBut(Set.copyOf(active));
    }

    private void retireAllBut(Set<String> active) {
        for (String id : List.copyOf(hosted.keySet())) {
            CompletableFuture<HostedRun> run = hosted.get(id);
            if (run != null && !active.contains(id) && run.isDone()) {
                hosted.remove(id);
                if (!run.isCompletedExceptionally()) {
                    run.join().residents().retire();
                }
            }
        }
    }

    /** The roots of the runs that have not ended, as last looked up. */
    List<EntityId> roots() {
        return roots;
    }

    /** How many entities are awake here. */
    int awake() {
        int awake = 0;
        for (CompletableFuture<HostedRun> run : hosted.values()) {
            if (run.isDone() && !run.isCompletedExceptionally()) {
                awake += run.join().residents().count();
            }
        }
        return awake;
    }
}
