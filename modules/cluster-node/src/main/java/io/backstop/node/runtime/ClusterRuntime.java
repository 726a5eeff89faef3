package io.backstop.node.runtime;

import io.backstop.kernel.EntityFactory;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.JournalDamaged;
import io.backstop.kernel.Recorded;
import io.backstop.kernel.Workflow;
import io.backstop.shell.Shell;
import io.backstop.shell.ShellCommand;
import io.backstop.shell.ShellCommand.Ping;
import io.backstop.shell.ShellSerializer;
import io.backstop.shell.codec.KryoTable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.jspecify.annotations.Nullable;

/**
 * Runs a tree of entities on a node of a Pekko cluster, to its end.
 *
 * <p>Every node pings the root twice a second, so a root that died with its node starts on another; it goes on from its journal.
 */
public final class ClusterRuntime implements AutoCloseable {
    private static final Duration PING = Duration.ofMillis(500);
    private static final Duration TERMINATION = Duration.ofSeconds(20);
    private static final String SYSTEM = "backstop";

    private final EntityFactory factory;
    private final Workflow<?, ?, ?> workflow;
    private final EntityId root;
    private final KryoTable table;
    private final ClusterOptions options;
    private @Nullable ActorSystem<Tick> system;
    private @Nullable RunWatch watch;

    private enum Tick {
        TICK
    }

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
        Shell shell = new Shell(factory, workflow, table, listener, options.backoff());
        ActorSystemSetup setup =
                ActorSystemSetup.create(BootstrapSetup.create(NodeConfig.of(options)), ShellSerializer.setup(table));
        ActorSystem<Tick> started = ActorSystem.create(guardian(shell, listener), SYSTEM, setup);
        system = started;
        whenRemoved(started, listener);
        Cluster cluster = Cluster.get(started);
        List<Address> seeds = options.seeds().isEmpty()
                ? List.of(cluster.selfMember().address())
                : options.seeds().stream().map(AddressFromURIString::parse).toList();
        cluster.manager().tell(new JoinSeedNodes(seeds));
    }

    /** A node that the others take for dead, or that found nobody to join, leaves by itself; its run ends there. */
    private static void whenRemoved(ActorSystem<?> node, RunWatch listener) {
        CoordinatedShutdown.get(node)
                .addTask(CoordinatedShutdown.PhaseActorSystemTerminate(), "backstop-removed", () -> {
                    listener.done()
                            .completeExceptionally(new IllegalStateException("the node was removed from the cluster"));
                    return CompletableFuture.completedFuture(Done.getInstance());
                });
    }

    private Behavior<Tick> guardian(Shell shell, RunWatch listener) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            Membership membership = new Membership(Cluster.get(context.getSystem()));
            ActorRef<ShellCommand> region = shell.start(context.getSystem(), membership::alone);
            timers.startTimerWithFixedDelay(Tick.TICK, Duration.ZERO, PING);
            return Behaviors.receiveMessage(tick -> {
                membership.refresh();
                listener.tick();
                if (Membership.up(Cluster.get(context.getSystem())) >= options.nodes()) {
                    region.tell(new Ping(root));
                }
                return Behaviors.same();
            });
        }));
    }

    /** The node's address, for others to join. */
    public synchronized String address() {
        ActorSystem<Tick> running = system;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return Cluster.get(running).selfMember().address().toString();
    }

    /** How many nodes are up, as this one sees it. */
    public synchronized int nodes() {
        ActorSystem<Tick> running = system;
        return running == null ? 0 : Membership.up(Cluster.get(running));
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

    /** Hands the shards over to the other nodes and leaves the cluster. */
    private static void leave(ActorSystem<?> running)
            throws InterruptedException, ExecutionException, TimeoutException {
        CoordinatedShutdown.get(running)
                .runAll(CoordinatedShutdown.actorSystemTerminateReason())
                .toCompletableFuture()
                .get(TERMINATION.toSeconds(), TimeUnit.SECONDS);
    }

    /** Ends the run if it has not ended, and takes down the node; harmless to repeat. */
    @Override
    public synchronized void close() {
        stop();
        ActorSystem<Tick> running = system;
        if (running == null) {
            return;
        }
        try {
            if (!Membership.isAlone(Cluster.get(running))) {
                leave(running);
            }
            running.terminate();
            running.getWhenTerminated().toCompletableFuture().get(TERMINATION.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the node did not stop within " + TERMINATION, e);
        }
        system = null;
    }
}
