package io.backstop.kernel;

import java.util.List;

/**
 * The root of the tree of requests: a pure state machine that asks instead of being asked.
 *
 * <p>Between two events it may read as often as it likes, carrying a conversation {@code T} that is lost in a crash and made
 * again by the same reads. Before it writes it persists one event, from which the writing requests follow.
 *
 * @param <S> the persisted state
 * @param <E> its events
 * @param <T> the conversation since the last event
 */
public interface Workflow<S, E extends Event, T> {
    /** The state before the first event. */
    S opening(EntityId id);

    /** The state after the event. */
    S evolve(S state, E event);

    /** The children that the event asks in a writing step; may be none. */
    List<Entity.ChildWrite> requests(S state, E event);

    /**
     * The first turn after the last event's writing step was answered by all; also the first turn of a run ({@code answers}
     * empty). A recovery calls it again with the same answers.
     */
    Turn<E, T> begin(S state, List<Answer> answers);

    /** The turn after a read step was answered by all, in the order of its requests. */
    Turn<E, T> proceed(S state, T conversation, List<Answer> answers);

    /** What the root does next. */
    sealed interface Turn<E extends Event, T> {}

    /** Asks children in one read step. */
    record Reads<E extends Event, T>(T conversation, List<ChildRead> requests) implements Turn<E, T> {}

    /** Persists an event and asks what follows from it. */
    record Writes<E extends Event, T>(E event) implements Turn<E, T> {}

    /** Nothing is left to do. */
    record Finished<E extends Event, T>() implements Turn<E, T> {}

    /** A read request to a child; the kernel adds the step. */
    record ChildRead(EntityId child, Query query) {}
}
