package io.backstop.kernel;

import java.util.List;

/**
 * A pure state machine: no clock, no input or output, no random source of its own, no logger, no actor.
 *
 * <p>The state may be a large structure that {@link #evolve} changes in place (a risk table), as long as one cell owns it and
 * {@link #opening} makes a new one; nothing but {@code evolve} changes it.
 *
 * @param <S> the state
 * @param <E> its events
 */
public interface Entity<S, E extends Event> {
    /** The state before the first event: a pure function of the run's stored scenario and the address. */
    S opening(EntityId id);

    /** Answers a read step. */
    Answer answer(S state, Query query);

    /** Decides a writing step: one event, a refusal included. */
    E decide(S state, Command command);

    /** The state after the event. */
    S evolve(S state, E event);

    /**
     * The children that the event asks, in order; a leaf asks nobody. Called on the state after the event, also after a
     * recovery, and must then give the same requests again.
     */
    default List<ChildWrite> requests(S state, E event) {
        return List.of();
    }

    /**
     * The reply to a writing step, from the state after the event.
     *
     * @param children the answers of the children that {@link #requests} named, in that order
     */
    Answer reply(S state, E event, List<Answer> children);

    /** A writing request to a child; the kernel adds the step. */
    record ChildWrite(EntityId child, long knownEvents, Command command) {}
}
