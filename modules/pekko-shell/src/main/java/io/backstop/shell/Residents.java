package io.backstop.shell;

import io.backstop.kernel.EntityId;
import io.backstop.shell.ShellCommand.Retire;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.typed.ActorRef;

/** The entities of a run that are awake on a node; a run that has ended sends them to sleep. */
public final class Residents {
    private final Map<ActorRef<ShellCommand>, EntityId> awake = new ConcurrentHashMap<>();
    private final Map<EntityId, Long> suspects = new ConcurrentHashMap<>();

    void moveIn(EntityId id, ActorRef<ShellCommand> actor) {
        awake.put(actor, id);
    }

    void moveOut(ActorRef<ShellCommand> actor) {
        awake.remove(actor);
    }

    /** How many are awake. */
    public int count() {
        return awake.size();
    }

    /** Ends all actors of the run on this node; their events stay. */
    public void retire() {
        awake.forEach((actor, id) -> actor.tell(new Retire(id)));
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
