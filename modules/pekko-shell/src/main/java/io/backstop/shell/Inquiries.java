package io.backstop.shell;

import io.backstop.kernel.EntityId;
import io.backstop.shell.ShellCommand.Inquiry;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * Questions to live entities from outside their run and its steps. Nothing is stored and nothing changes by them; an entity that
 * sleeps wakes and reads its events first.
 */
public final class Inquiries {
    private final ActorSystem<?> system;
    private final ActorRefResolver addresses;

    /** The questions and answers of a node. */
    public Inquiries(ActorSystem<?> system) {
        this.system = system;
        this.addresses = ActorRefResolver.get(system);
    }

    /**
     * Asks an entity, on whichever node it is.
     *
     * @param patience how long the answer may take
     * @return completes exceptionally if it takes longer
     */
    public CompletionStage<LastEvent> ask(EntityId entity, Duration patience) {
        return ClusterSharding.get(system)
                .entityRefFor(Shell.ENTITY, entity.path())
                .ask(asker -> new Inquiry(entity, addresses.toSerializationFormat(asker)), patience);
    }

    /** Answers for an entity of this node. */
    void answer(Inquiry inquiry, History history) {
        ActorRef<LastEvent> asker = addresses.resolveActorRef(inquiry.asker());
        asker.tell(history.last(Cluster.get(system).selfMember().address().toString()));
    }
}
