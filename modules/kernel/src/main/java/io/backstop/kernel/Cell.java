package io.backstop.kernel;

import java.util.List;

/** What a runtime drives for one entity that is asked: it decides nothing itself. */
public interface Cell {
    /**
     * What to do with a message.
     *
     * @throws JournalDamaged if the parent knows of more events than there are
     */
    Effect receive(Message message);

    /**
     * Applies an event: after it was persisted, or while recovering.
     *
     * @throws JournalDamaged if the event is not the next one
     */
    void apply(Recorded recorded);

    /** What to send once the event just applied is durable: the children's requests, or the reply. */
    List<Message> afterPersist();

    /** The state; only {@link #apply} changes it. */
    Object state();

    /** The address. */
    EntityId id();
}
