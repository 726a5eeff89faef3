package io.backstop.node.runtime;

import com.typesafe.config.Config;
import io.backstop.kernel.EntityId;
import io.backstop.shell.Shell;
import io.backstop.shell.ShellCommand;
import io.backstop.shell.ShellCommand.Ping;
import io.backstop.shell.ShellCommand.Repeat;
import io.backstop.shell.ShellSerializer;
import io.backstop.shell.WireMeter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.MemberUp;
import org.apache.pekko.cluster.sharding.ShardRegion.ClusterShardingStats;
import org.apache.pekko.cluster.sharding.typed.GetClusterShardingStats;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * A node's actor system: member of a cluster, with the region of entities, and a guardian that pings the roots twice a second.
 * A root that died with its node so starts on another, and when a node is gone the roots ask at once what it left unanswered.
 */
public final class NodeSystem implements AutoCloseable {
    private static final Duration PING = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(45);
    /** How often a node asks whether sharding knows all others before it begins; one that is silent must not hold it up for long. */
    private static final int QUESTIONS = 10;

    private static final Duration TERMINATION = Duration.ofSeconds(20);
    private static final String NAME = "backstop";

    /** After a node has gone its shards take a moment to be somewhere else. */
    private static final List<Duration> REPEATS =
            List.of(Duration.ZERO, Duration.ofMillis(200), Duration.ofMillis(500), Duration.ofMillis(1000));

    private final ActorSystem<Tick> system;
    private volatile boolean closed;
    private volatile boolean removed;

    private enum Tick {
        PING,
        REGIONS_KNOWN,
        REGIONS_UNKNOWN,
        REMOVED,
        REPEAT
    }

    /** What a node does beside its entities. */
    public interface Duties {
        /** The roots to keep going; asked twice a second. */
        Collection<EntityId> roots();

        /** Twice a second; does nothing unless a node has something to look at. */
        default void tick() {}

        /** The others take the node for dead, or it found nobody to join: it has left by itself, for this reason. */
        void removed(String reason);
    }

    private NodeSystem(ActorSystem<Tick> system) {
        this.system = system;
    }

    /**
     * Starts a node; it has not joined yet.
     *
     * @param config the settings of its actor system
     * @param nodes how many nodes must have been up, and known to sharding, before it begins to keep roots going; after 45 s it
     *     begins with fewer, after 5 s with some unknown
     */
    public static NodeSystem start(Config config, Shell shell, WireMeter meter, int nodes, Duties duties) {
        ActorSystemSetup setup =
                ActorSystemSetup.create(BootstrapSetup.create(config), ShellSerializer.setup(shell.table(), meter));
        ActorSystem<Tick> system = ActorSystem.create(new Guardian(shell, nodes, duties).behavior(), NAME, setup);
        NodeSystem node = new NodeSystem(system);
        node.tellWhenRemoved(duties);
        return node;
    }

    /** Before it hands over anything: nobody listens any more, and waiting for them takes most of a minute. */
    private void tellWhenRemoved(Duties duties) {
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "backstop-removed", () -> {
                    if (!closed) {
                        removed = true;
                        duties.removed(CoordinatedShutdown.get(system)
                                .getShutdownReason()
                                .map(NodeSystem::words)
                                .orElse("it was removed from the cluster"));
                    }
                    return CompletableFuture.completedFuture(Done.getInstance());
                });
    }

    private static String words(CoordinatedShutdown.Reason reason) {
        if (reason instanceof CoordinatedShutdown.IncompatibleConfigurationDetectedReason$) {
            return "the cluster runs with other rules, another number of shards or another codec table";
        }
        if (reason instanceof CoordinatedShutdown.ClusterJoinUnsuccessfulReason$) {
            return "it found no cluster to join";
        }
        return "it was removed from the cluster";
    }

    /** Joins the cluster of the first seed that answers; without seeds it begins one. */
    public void join(List<String> seeds) {
        Cluster cluster = Cluster.get(system);
        List<Address> addresses = seeds.isEmpty()
                ? List.of(cluster.selfMember().address())
                : seeds.stream().map(AddressFromURIString::parse).toList();
        cluster.manager().tell(new JoinSeedNodes(addresses));
    }

    /** The address that a seed {@code host:port} stands for. */
    public static String seed(String hostAndPort) {
        return "pekko://" + NAME + "@" + hostAndPort;
    }

    /** Its address, for others to join. */
    public String address() {
        return Cluster.get(system).selfMember().address().toString();
    }

    /** Its view of the cluster. */
    public Cluster cluster() {
        return Cluster.get(system);
    }

    /** The actor system, for extensions. */
    public ActorSystem<?> system() {
        return system;
    }

    /** How many nodes are up, as this one sees it. */
    public int nodes() {
        return Membership.up(Cluster.get(system));
    }

    /** Hands the shards over to the other nodes if it has not been removed and there are any, leaves, and ends; harmless to repeat. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (!removed && !Membership.isAlone(Cluster.get(system))) {
                CoordinatedShutdown.get(system)
                        .runAll(CoordinatedShutdown.actorSystemTerminateReason())
                        .toCompletableFuture()
                        .get(TERMINATION.toSeconds(), TimeUnit.SECONDS);
            }
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().get(TERMINATION.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the node did not stop within " + TERMINATION, e);
        }
    }

    /** Pings roots, and has them ask again when a node has gone. */
    private record Guardian(Shell shell, int nodes, Duties duties) {
        Behavior<Tick> behavior() {
            return Behaviors.setup(context -> Behaviors.withTimers(timers -> started(context, timers)));
        }

        private Behavior<Tick> started(ActorContext<Tick> context, TimerScheduler<Tick> timers) {
            Cluster cluster = Cluster.get(context.getSystem());
            Membership membership = new Membership(cluster);
            ActorRef<ShellCommand> region = shell.start(context.getSystem(), membership::alone);
            ActorRef<MemberRemoved> removals = context.messageAdapter(MemberRemoved.class, event -> Tick.REMOVED);
            cluster.subscriptions().tell(new Subscribe<>(removals, MemberRemoved.class));
            ActorRef<MemberUp> arrivals = context.messageAdapter(MemberUp.class, event -> {
                membership.arrived(event.member());
                return Tick.PING;
            });
            cluster.subscriptions().tell(new Subscribe<>(arrivals, MemberUp.class));
            ActorRef<ClusterShardingStats> regions = context.messageAdapter(
                    ClusterShardingStats.class,
                    known -> known.getRegions().size() >= Membership.up(cluster)
                            ? Tick.REGIONS_KNOWN
                            : Tick.REGIONS_UNKNOWN);
            AtomicInteger questions = new AtomicInteger(nodes == 1 ? 0 : QUESTIONS);
            long started = System.nanoTime();
            timers.startTimerWithFixedDelay(Tick.PING, Duration.ZERO, PING);
            return Behaviors.receiveMessage(tick -> {
                switch (tick) {
                    case PING -> {
                        membership.refresh();
                        duties.tick();
                        if (questions.get() == 0 || System.nanoTime() - started > LONGEST_WAIT.toNanos()) {
                            duties.roots().forEach(root -> region.tell(new Ping(root)));
                        } else if (membership.arrivals() >= nodes) {
                            // Up is not enough: shards go to the nodes whose regions sharding has heard of.
                            questions.decrementAndGet();
                            ClusterSharding.get(context.getSystem())
                                    .shardState()
                                    .tell(new GetClusterShardingStats(Shell.ENTITY, PING, regions));
                        }
                    }
                    // The number is for the beginning: those that are left go on without the ones that died.
                    case REGIONS_KNOWN -> {
                        questions.set(0);
                        context.getSelf().tell(Tick.PING);
                    }
                    case REGIONS_UNKNOWN -> {}
                    case REMOVED -> {
                        membership.refresh();
                        REPEATS.forEach(wait -> context.scheduleOnce(wait, context.getSelf(), Tick.REPEAT));
                    }
                    case REPEAT -> duties.roots().forEach(root -> region.tell(new Repeat(root)));
                }
                return Behaviors.same();
            });
        }
    }
}
