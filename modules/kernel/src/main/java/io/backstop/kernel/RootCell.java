package io.backstop.kernel;

import io.backstop.kernel.EntityCell.Conversation;
import io.backstop.kernel.Message.Read;
import io.backstop.kernel.Message.Reply;
import io.backstop.kernel.Message.Request;
import io.backstop.kernel.Workflow.ChildRead;
import io.backstop.kernel.Workflow.Finished;
import io.backstop.kernel.Workflow.Reads;
import io.backstop.kernel.Workflow.Turn;
import io.backstop.kernel.Workflow.Writes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The root workflow and its step counter; the only place that opens steps, and the only one that repeats requests. */
public final class RootCell<S, E extends Event, T> implements Root {
    private final Workflow<S, E, T> workflow;
    private final EntityId id;
    private S state;
    private long events;
    private long step;
    private @Nullable E lastEvent;
    private @Nullable T conversation;
    private @Nullable Conversation open;
    private boolean finished;

    /** A root in its opening state. */
    public RootCell(Workflow<S, E, T> workflow, EntityId id) {
        this.workflow = workflow;
        this.id = id;
        this.state = workflow.opening(id);
    }

    @Override
    public Effect start() {
        return lastEvent == null ? turn(workflow.begin(state, List.of())) : afterPersist();
    }

    @Override
    public Effect receive(Message message) {
        Conversation asked = open;
        if (!(message instanceof Reply reply) || asked == null || reply.step() != step || !asked.accept(reply)) {
            return new Effect.Ignore();
        }
        return asked.complete() ? completed(asked) : new Effect.Send(asked.next());
    }

    private Effect completed(Conversation asked) {
        open = null;
        T talk = conversation;
        conversation = null;
        return turn(
                talk == null ? workflow.begin(state, asked.answers()) : workflow.proceed(state, talk, asked.answers()));
    }

    private Effect turn(Turn<E, T> turn) {
        return switch (turn) {
            case Reads<E, T> reads -> {
                step++;
                conversation = reads.conversation();
                List<Request> requests = new ArrayList<>(reads.requests().size());
                for (ChildRead read : reads.requests()) {
                    requests.add(new Read(read.child(), id, step, read.query()));
                }
                Conversation asked = new Conversation(requests, requests.size());
                open = asked;
                yield asked.complete() ? completed(asked) : new Effect.Send(asked.outstanding());
            }
            case Writes<E, T> writes -> new Effect.Persist(new Recorded(events + 1, step + 1, writes.event()));
            case Finished<E, T> done -> {
                finished = true;
                yield new Effect.Ignore();
            }
        };
    }

    @Override
    @SuppressWarnings("unchecked")
    public void apply(Recorded recorded) {
        if (recorded.number() != events + 1 || recorded.step() <= step) {
            throw new JournalDamaged(id.path(), events + 1, "event " + recorded.number() + " came instead");
        }
        lastEvent = (E) recorded.event();
        state = workflow.evolve(state, lastEvent);
        events = recorded.number();
        step = recorded.step();
        conversation = null;
        open = null;
    }

    @Override
    public Effect afterPersist() {
        E event = lastEvent;
        if (event == null) {
            throw new IllegalStateException(id.path() + " has no event");
        }
        List<Message> writes = openWrites(event);
        Conversation asked = open;
        if (asked != null && asked.complete()) {
            return completed(asked);
        }
        return new Effect.Send(writes);
    }

    private List<Message> openWrites(E event) {
        Conversation asked = new Conversation(id, step, workflow.requests(state, event), Integer.MAX_VALUE);
        open = asked;
        return asked.outstanding();
    }

    @Override
    public List<Message> outstanding() {
        return open == null ? List.of() : open.outstanding();
    }

    @Override
    public boolean finished() {
        return finished;
    }

    @Override
    public S state() {
        return state;
    }

    /** How many events the root has. */
    public long events() {
        return events;
    }

    @Override
    public long step() {
        return step;
    }

    @Override
    public EntityId id() {
        return id;
    }
}
