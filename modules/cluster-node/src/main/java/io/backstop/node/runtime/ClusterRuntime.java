package io.backstop.node.runtime;

import io.backstop.kernel.EntityFactory;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.JournalDamaged;
import io.backstop.kernel.Recorded;
import io.backstop.kernel.Workflow;
import io.backstop.shell.Disturbance;
import io.backstop.shell.HostedRun;
import io.backstop.shell.Shell;
import io.backstop.shell.WireMeter;
import io.backstop.shell.codec.KryoTable;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs a tree of entities on a node of a Pekko cluster, to its end, and ends with it. */
public final class ClusterRuntime implements AutoCloseable {
    private final EntityFactory factory;
    private final Workflow<?, ?, ?> workflow;
    private final EntityId root;
    private final KryoTable table;
    private final ClusterOptions options;
    private @Nullable NodeSystem node;
    private @Nullable RunWatch watch;

    /**
     * A runtime for one run on this node.
     *
     * @param table codecs of every event, command, query and answer of the run
     */
    public ClusterRuntime(
            EntityFactory factory, Workflow<?, ?, ?> workflow, EntityId root, KryoTable table, ClusterOptions options) {
        this.factory = factory;
        this.workflow = workflow;
        this.root = root;
        this.table = table;
        this.options = options;
    }

    /**
     * Runs to the end and shuts down; also when the JVM is asked to stop.
     *
     * @param rootEvents gets each event of the root once, in order: first the journal's, if the run goes on from one
     * @return how many events were made durable by this node
     * @throws JournalDamaged if the journal is not what it was
     * @throws JournalUnavailable if the journal refuses for longer than the patience
     * @throws CancellationException if {@link #stop} or the JVM's end came first
     */
    public long run(Consumer<Recorded> rootEvents) {
        Thread hook = new Thread(this::close, "backstop-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            start(rootEvents);
            return await();
        } finally {
            close();
            removeHook(hook);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is stopping already, and the hook runs or has run.
            hook.setUncaughtExceptionHandler((thread, late) -> {});
        }
    }

    /**
     * Starts the node and begins or joins the run.
     *
     * @throws JournalUnavailable if the database cannot be reached
     */
    public synchronized void start(Consumer<Recorded> rootEvents) {
        if (options.journal() instanceof Journal.Database database) {
            Databases.prepare(database);
        }
        RunWatch listener = new RunWatch(rootEvents, options.patience());
        watch = listener;
        CompletableFuture<HostedRun> hosted =
                CompletableFuture.completedFuture(HostedRun.of(factory, workflow, listener));
        Shell shell = new Shell(run -> hosted, table, options.backoff(), new Disturbance());
        NodeSystem started = NodeSystem.start(
                NodeConfig.of(options, table), shell, WireMeter.NONE, options.nodes(), new OneRun(root, listener));
        node = started;
        started.join(options.seeds());
    }

    private record OneRun(EntityId root, RunWatch listener) implements NodeSystem.Duties {
        @Override
        public Collection<EntityId> roots() {
            return List.of(root);
        }

        @Override
        public void tick() {
            listener.tick();
        }

        @Override
        public void removed(String reason) {
            listener.done().completeExceptionally(new IllegalStateException("the node is gone: " + reason));
        }
    }

    /** The node's address, for others to join. */
    public synchronized String address() {
        NodeSystem running = node;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running.address();
    }

    /** How many nodes are up, as this one sees it. */
    public synchronized int nodes() {
        NodeSystem running = node;
        return running == null ? 0 : running.nodes();
    }

    /** How many events this node made durable so far. */
    public long persisted() {
        RunWatch listener = watch;
        return listener == null ? 0 : listener.persisted();
    }

    /** Waits for the root to finish; as {@link #run}. */
    public long await() {
        RunWatch listener = watch;
        if (listener == null) {
            throw new IllegalStateException("not started");
        }
        try {
            listener.done().join();
            return listener.persisted();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Ends the run early; whoever waits for it gets a {@link CancellationException}. */
    public void stop() {
        RunWatch listener = watch;
        if (listener != null) {
            listener.done().cancel(false);
        }
    }

    /** Ends the run if it has not ended, and takes down the node; harmless to repeat. */
    @Override
    public synchronized void close() {
        stop();
        NodeSystem running = node;
        if (running != null) {
            running.close();
            node = null;
        }
    }
}
