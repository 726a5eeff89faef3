package io.backstop.shell;

import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityCell;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.kernel.Event;
import io.backstop.kernel.RootCell;
import io.backstop.kernel.Workflow;
import io.backstop.shell.ShellCommand.Found;
import io.backstop.shell.ShellCommand.NotFound;
import io.backstop.shell.codec.KryoTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * The entities of a node's runs: a single sharded type, addressed by {@link EntityId#path()}, without passivation, without
 * remembering entities.
 *
 * @param runs the runs of the node
 * @param table how events and messages become bytes
 * @param backoff when a root asks again
 * @param disturbance of what is sent, in drills
 */
public record Shell(RunDirectory runs, KryoTable table, Backoff backoff, Disturbance disturbance) {
    /** The one type. */
    public static final EntityTypeKey<ShellCommand> ENTITY = EntityTypeKey.create(ShellCommand.class, "entity");

    /** What an entity is told while its run is read; more is dropped, and asked again. */
    private static final int WAITING = 10_000;

    /**
     * Starts the region on a node.
     *
     * @param alone whether the cluster has no other node now
     * @return the region, to ping the root through
     */
    public ActorRef<ShellCommand> start(ActorSystem<?> system, BooleanSupplier alone) {
        AtomicReference<Router> router = new AtomicReference<>((messages, residents) -> {
            throw new IllegalStateException("the region has not started");
        });
        ActorRef<ShellCommand> region = ClusterSharding.get(system)
                .init(org.apache.pekko.cluster.sharding.typed.javadsl.Entity.of(
                                ENTITY,
                                context -> behavior(
                                        context.getEntityId(),
                                        (messages, residents) -> Objects.requireNonNull(router.get())
                                                .send(messages, residents)))
                        .withMessageExtractor(new Placement())
                        .withSettings(ClusterShardingSettings.create(system)));
        router.set(disturbance.around(new ClusterRouter(region, table, alone)));
        return region;
    }

    /** The actor of an address. */
    Behavior<ShellCommand> behavior(String path, Router router) {
        EntityId id = EntityId.parse(path);
        CompletableFuture<HostedRun> run = runs.find(id.run()).toCompletableFuture();
        return run.isDone() && !run.isCompletedExceptionally()
                ? entity(id, run.join(), router)
                : waiting(id, run, router);
    }

    private Behavior<ShellCommand> waiting(EntityId id, CompletableFuture<HostedRun> run, Router router) {
        return Behaviors.setup(context -> {
            context.pipeToSelf(run, (found, failure) -> found == null ? new NotFound(id) : new Found(id, found));
            List<ShellCommand> told = new ArrayList<>();
            return Behaviors.receiveMessage(command -> switch (command) {
                case Found found -> {
                    told.forEach(context.getSelf()::tell);
                    yield entity(id, found.run(), router);
                }
                case NotFound none -> Behaviors.stopped();
                default -> {
                    if (told.size() < WAITING) {
                        told.add(command);
                    }
                    yield Behaviors.same();
                }
            });
        });
    }

    private Behavior<ShellCommand> entity(EntityId id, HostedRun run, Router router) {
        return id.kind() == EntityKind.RUN
                ? Behaviors.setup(context -> Behaviors.withTimers(timers ->
                        new RootBehavior(context, timers, rootCell(run.workflow(), id), table, router, run, backoff)))
                : Behaviors.setup(context -> new EntityBehavior(
                        context,
                        cell(run.factory().entity(id), id, run.factory().window(id)),
                        table,
                        router,
                        run));
    }

    private static <S, E extends Event> EntityCell<S, E> cell(Entity<S, E> entity, EntityId id, int window) {
        return new EntityCell<>(entity, id, window);
    }

    private static <S, E extends Event, T> RootCell<S, E, T> rootCell(Workflow<S, E, T> workflow, EntityId id) {
        return new RootCell<>(workflow, id);
    }
}
