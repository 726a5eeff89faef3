package io.backstop.kernel;

import io.backstop.kernel.Entity.ChildWrite;
import io.backstop.kernel.Message.Read;
import io.backstop.kernel.Message.Reply;
import io.backstop.kernel.Message.Request;
import io.backstop.kernel.Message.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entity and the rules of exactly-once around it; both runtimes drive this class and decide nothing themselves.
 *
 * <p>A step above the last writing step is executed; equal to it, answered again; below it, ignored. The last event is enough to
 * answer again, so nothing else is remembered. Children of a writing step are asked in a window and asked again when the
 * parent repeats its request; timers exist only at the root.
 */
public final class EntityCell<S, E extends Event> implements Cell {
    private final Entity<S, E> entity;
    private final EntityId id;
    private final int window;
    private S state;
    private long events;
    private long lastStep;
    private @Nullable E lastEvent;
    private @Nullable EntityId parent;
    private @Nullable Conversation conversation;
    private long ignored;

    /**
     * A cell in its opening state.
     *
     * @param window how many children may be asked at once; at least 1
     */
    public EntityCell(Entity<S, E> entity, EntityId id, int window) {
        this.entity = entity;
        this.id = id;
        this.window = window;
        this.state = entity.opening(id);
    }

    @Override
    public Effect receive(Message message) {
        return switch (message) {
            case Request request -> request(request);
            case Reply reply -> reply(reply);
        };
    }

    private Effect request(Request request) {
        if (request.step() < lastStep) {
            ignored++;
            return new Effect.Ignore();
        }
        parent = request.sender();
        return switch (request) {
            case Read read -> {
                if (read.step() == lastStep) {
                    ignored++;
                    yield new Effect.Ignore();
                }
                yield send(new Reply(read.sender(), id, read.step(), entity.answer(state, read.query())));
            }
            case Write write -> {
                if (write.knownEvents() > events) {
                    throw new JournalDamaged(
                            id.path(), events + 1, "missing at the end, " + write.knownEvents() + " were acknowledged");
                }
                if (write.step() == lastStep) {
                    ignored++;
                    yield send(again());
                }
                yield new Effect.Persist(new Recorded(events + 1, write.step(), entity.decide(state, write.command())));
            }
        };
    }

    @Override
    @SuppressWarnings("unchecked")
    public void apply(Recorded recorded) {
        if (recorded.number() != events + 1 || recorded.step() <= lastStep) {
            throw new JournalDamaged(id.path(), events + 1, "event " + recorded.number() + " came instead");
        }
        lastEvent = (E) recorded.event();
        state = entity.evolve(state, lastEvent);
        events = recorded.number();
        lastStep = recorded.step();
        conversation = null;
    }

    @Override
    public List<Message> afterPersist() {
        return again();
    }

    private List<Message> again() {
        E event = lastEvent;
        EntityId to = parent;
        if (event == null || to == null) {
            throw new IllegalStateException(id.path() + " has no step to answer");
        }
        if (conversation == null) {
            conversation = new Conversation(id, lastStep, entity.requests(state, event), window);
        }
        if (conversation.complete()) {
            return List.of(new Reply(to, id, lastStep, entity.reply(state, event, conversation.answers())));
        }
        return conversation.outstanding();
    }

    private Effect reply(Reply reply) {
        Conversation open = conversation;
        if (open == null || reply.step() != lastStep || !open.accept(reply)) {
            ignored++;
            return new Effect.Ignore();
        }
        return new Effect.Send(open.complete() ? again() : open.next());
    }

    @Override
    public S state() {
        return state;
    }

    /** How many events the entity has. */
    public long events() {
        return events;
    }

    /** The last writing step, 0 before the first. */
    public long lastStep() {
        return lastStep;
    }

    /** Messages ignored as duplicates or late. */
    public long ignored() {
        return ignored;
    }

    @Override
    public EntityId id() {
        return id;
    }

    private static Effect send(Message message) {
        return new Effect.Send(List.of(message));
    }

    private static Effect send(List<Message> messages) {
        return new Effect.Send(messages);
    }

    /** A parent's writing step: who was asked, who answered, who comes next. */
    static final class Conversation {
        private final List<Request> requests;
        private final @Nullable Answer[] answers;
        private final Map<EntityId, Integer> index;
        private int sent;
        private int answered;

        Conversation(EntityId id, long step, List<ChildWrite> children, int window) {
            this(writes(id, step, children), window);
        }

        Conversation(List<Request> requests, int window) {
            this.requests = requests;
            this.answers = new Answer[requests.size()];
            this.index = new LinkedHashMap<>();
            for (int i = 0; i < requests.size(); i++) {
                index.put(requests.get(i).receiver(), i);
            }
            if (index.size() != requests.size()) {
                throw new IllegalStateException("one request a receiver a step");
            }
            this.sent = Math.min(window, requests.size());
        }

        private static List<Request> writes(EntityId id, long step, List<ChildWrite> children) {
            List<Request> writes = new ArrayList<>(children.size());
            for (ChildWrite child : children) {
                writes.add(new Write(child.child(), id, step, child.knownEvents(), child.command()));
            }
            return writes;
        }

        boolean complete() {
            return answered == requests.size();
        }

        /** Whether the reply was outstanding. */
        boolean accept(Reply reply) {
            Integer place = index.get(reply.sender());
            if (place == null || place >= sent || answers[place] != null) {
                return false;
            }
            answers[place] = reply.answer();
            answered++;
            return true;
        }

        /** The request that the last reply made room for, if any is left. */
        List<Message> next() {
            return sent < requests.size() ? List.of(requests.get(sent++)) : List.of();
        }

        /** Everything sent and not answered. */
        List<Message> outstanding() {
            List<Message> open = new ArrayList<>();
            for (int i = 0; i < sent; i++) {
                if (answers[i] == null) {
                    open.add(requests.get(i));
                }
            }
            return open;
        }

        List<Answer> answers() {
            List<Answer> all = new ArrayList<>(answers.length);
            for (Answer answer : answers) {
                if (answer == null) {
                    throw new IllegalStateException("asked before all answered");
                }
                all.add(answer);
            }
            return all;
        }
    }
}
