package io.backstop.node.server;

import io.backstop.kernel.EntityId;
import io.backstop.kernel.Recorded;
import io.backstop.node.run.Failures;
import io.backstop.node.run.Whereabouts;
import io.backstop.shell.ShellListener;
import io.backstop.simulation.Fact;
import io.backstop.simulation.FactSink;
import io.backstop.simulation.RunEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run on a node: what its entities tell the node. */
final class RunHost implements ShellListener {
    private static final Logger LOG = LoggerFactory.getLogger(RunHost.class);

    private final EntityId root;
    private final NodeCounters counters;
    private final Whereabouts whereabouts;
    private final FactSink replayed;
    private final Ends ends;
    private volatile Consumer<Recorded> watcher = recorded -> {};
    private volatile @Nullable String digest;

    /** Notes how a run ended. Called once or more often, from any thread; must not block. */
    interface Ends {
        void completed(String run, String digest);

        void failed(String run, String why);
    }

    /**
     * A host.
     *
     * @param whereabouts of the run's root while it is on this node
     * @param replayed takes each fact of the root, from the first
     */
    RunHost(EntityId root, NodeCounters counters, Whereabouts whereabouts, FactSink replayed, Ends ends) {
        this.root = root;
        this.counters = counters;
        this.whereabouts = whereabouts;
        this.replayed = replayed;
        this.ends = ends;
    }

    /** Has somebody hear each event of the root before anybody else does; told once, before the root starts. */
    void watchedBy(Consumer<Recorded> other) {
        watcher = other;
    }

    @Override
    public void recorded(EntityId id, Recorded recorded) {
        watcher.accept(recorded);
        for (Fact fact : ((RunEvent.Advanced) recorded.event()).facts()) {
            replayed.accept(fact);
            switch (fact) {
                case Fact.TickClosed closed -> counters.tickClosed();
                case Fact.RunClosed closed -> digest = closed.digest();
                default -> {}
            }
        }
    }

    @Override
    public void finished(EntityId id) {
        String last = digest;
        if (last != null) {
            ends.completed(root.run(), last);
        }
    }

    @Override
    public void failed(EntityId id, RuntimeException cause) {
        String why = String.valueOf(Failures.of(cause, whereabouts).getMessage());
        LOG.error("run {} failed at {}", root.run(), id.path(), cause);
        ends.failed(root.run(), why);
    }

    @Override
    public void journalUnavailable(EntityId id, String what) {
        counters.journalRefused();
        LOG.warn("journal: {}: {}", id.path(), what);
    }

    @Override
    public void persisted(EntityId id) {
        counters.eventPersisted();
    }

    @Override
    public void repeated(EntityId id, int requests) {
        counters.requestsRepeated(requests);
    }

    @Override
    public void duplicate(EntityId id) {
        counters.duplicateAnswered();
    }

    @Override
    public void staleWriteRefused(EntityId id) {
        counters.staleWriteRefused();
        LOG.warn("{} was written by another node; it comes back from the journal", id.path());
    }
}
