package io.backstop.shell;

import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityCell;
import io.backstop.kernel.EntityFactory;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.kernel.Event;
import io.backstop.kernel.RootCell;
import io.backstop.kernel.Workflow;
import io.backstop.shell.codec.KryoTable;
import java.util.Objects;
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
 * One run's entities on a node: a single sharded type, addressed by {@link EntityId#path()}, without passivation, without
 * remembering entities.
 *
 * @param factory what lives at an address
 * @param workflow the root's state machine
 * @param table how events and messages become bytes
 * @param listener what the node wants to know
 * @param backoff when the root asks again
 */
public record Shell(
        EntityFactory factory, Workflow<?, ?, ?> workflow, KryoTable table, ShellListener listener, Backoff backoff) {
    /** The one type. */
    public static final EntityTypeKey<ShellCommand> ENTITY = EntityTypeKey.create(ShellCommand.class, "entity");

    /**
     * Starts the region on a node.
     *
     * @param alone whether the cluster has no other node now
     * @return the region, to ping the root through
     */
    public ActorRef<ShellCommand> start(ActorSystem<?> system, BooleanSupplier alone) {
        AtomicReference<Router> router = new AtomicReference<>((messages, sender) -> {
            throw new IllegalStateException("the region has not started");
        });
        ActorRef<ShellCommand> region = ClusterSharding.get(system)
                .init(org.apache.pekko.cluster.sharding.typed.javadsl.Entity.of(
                                ENTITY,
                                context -> behavior(
                                        context.getEntityId(),
                                        (messages, sender) -> Objects.requireNonNull(router.get())
                                                .send(messages, sender)))
                        .withMessageExtractor(new Placement())
                        .withSettings(ClusterShardingSettings.create(system)));
        router.set(new ClusterRouter(region, table, alone));
        return region;
    }

    /** The actor of an address. */
    Behavior<ShellCommand> behavior(String path, Router router) {
        EntityId id = EntityId.parse(path);
        return id.kind() == EntityKind.RUN
                ? Behaviors.setup(context -> Behaviors.withTimers(timers ->
                        new RootBehavior(context, timers, rootCell(workflow, id), table, router, listener, backoff)))
                : Behaviors.setup(context -> new EntityBehavior(
                        context, cell(factory.entity(id), id, factory.window(id)), table, router, listener));
    }

    private static <S, E extends Event> EntityCell<S, E> cell(Entity<S, E> entity, EntityId id, int window) {
        return new EntityCell<>(entity, id, window);
    }

    private static <S, E extends Event, T> RootCell<S, E, T> rootCell(Workflow<S, E, T> workflow, EntityId id) {
        return new RootCell<>(workflow, id);
    }
}
