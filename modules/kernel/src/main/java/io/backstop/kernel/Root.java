package io.backstop.kernel;

import java.util.List;

/** What a runtime drives for the one that asks: it decides nothing itself. */
public interface Root {
    /** The first thing to do, at the start and after a recovery: the last event's writing step again, or the first turn. */
    Effect start();

    /** What to do with a message: only outstanding replies count. */
    Effect receive(Message message);

    /**
     * Applies an event: after it was persisted, or while recovering.
     *
     * @throws JournalDamaged if the event is not the next one
     */
    void apply(Recorded recorded);

    /** What to do once the event just applied is durable. */
    Effect afterPersist();

    /** The outstanding requests, to send again when time passed without an answer. */
    List<Message> outstanding();

    /** Whether the workflow has ended. */
    boolean finished();

    /** The state; only {@link #apply} changes it. */
    Object state();

    /** The step opened last. */
    long step();

    /** The address. */
    EntityId id();
}
