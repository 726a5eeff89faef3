package io.backstop.shell;

import io.backstop.kernel.EntityId;
import io.backstop.shell.ShellCommand.Retire;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** The entities of a run that are awake on a node; a run that has ended sends them to sleep. */
public final class Residents {
    private final Map<EntityId, ActorRef<ShellCommand>> awake = new ConcurrentHashMap<>();
    private final Map<EntityId, Long> suspects = new ConcurrentHashMap<>();

    void moveIn(EntityId id, ActorRef<ShellCommand> actor) {
        awake.put(id, actor);
    }

    /** Does nothing if the entity has another actor by now. */
    void moveOut(EntityId id, ActorRef<ShellCommand> actor) {
        awake.remove(id, actor);
    }

    /** The entity's actor on this node, if it is awake here; it may be about to stop. */
    @Nullable
    ActorRef<ShellCommand> find(EntityId id) {
        return awake.get(id);
    }

    /** How many are awake. */
    public int count() {
        return awake.size();
    }

    /** Ends all actors of the run on this node; their events stay. */
    public void retire() {
        awake.forEach((id, actor) -> actor.tell(new Retire(id)));
        suspects.clear();
    }

    /**
     * A parent knows of events that the entity does not have: either another node wrote them while this one took it for its
     * own, or they are lost. Read again from the journal, only lost ones are still missing.
     *
     * @return whether it was seen before with as few events
     */
    boolean stillMissing(EntityId id, long events) {
        Long before = suspects.put(id, events);
        return before != null && before == events;
    }
}
