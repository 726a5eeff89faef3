package io.backstop.kernel;

import java.util.List;

/** What a cell wants its shell to do with a message. */
public sealed interface Effect {
    /** Nothing: a duplicate, or a message that came too late. */
    record Ignore() implements Effect {}

    /** Send these. */
    record Send(List<Message> messages) implements Effect {}

    /** Make this durable, then call {@code apply} and {@code afterPersist} on the cell. */
    record Persist(Recorded recorded) implements Effect {}
}
