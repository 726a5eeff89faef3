package io.backstop.shell;

import io.backstop.kernel.EntityId;
import io.backstop.kernel.JournalDamaged;
import io.backstop.kernel.Recorded;
import io.backstop.shell.codec.KryoTable;

/** How far an entity's events reach, and the hash of the last: seals new ones and checks stored ones. */
public final class History {
    private final EntityId id;
    private final KryoTable table;
    private long events;
    private long lastStep;
    private long lastHash;

    /** An empty history. */
    public History(EntityId id, KryoTable table) {
        this.id = id;
        this.table = table;
        this.lastHash = Chain.start(id);
    }

    /** The bytes of the next event; {@link #accept} makes it the last one. */
    Envelope seal(Recorded recorded) {
        return Envelope.seal(table, lastHash, recorded);
    }

    /**
     * Takes the next event.
     *
     * @throws JournalDamaged if its bytes are damaged, its number is not the next, or it does not follow the last one
     */
    public Recorded accept(Envelope envelope) {
        long expected = events + 1;
        Recorded recorded = envelope.recorded();
        if (recorded == null) {
            throw new JournalDamaged(id.path(), expected, envelope.damage());
        }
        if (recorded.number() != expected) {
            throw new JournalDamaged(id.path(), expected, "missing, event " + recorded.number() + " comes instead");
        }
        if (envelope.previous() != lastHash) {
            throw new JournalDamaged(id.path(), expected, "does not follow the event before it");
        }
        events = expected;
        lastStep = recorded.step();
        lastHash = envelope.hash();
        return recorded;
    }

    /**
     * Compares with the highest number that the journal knows.
     *
     * @throws JournalDamaged if it is another one: the rows after a hole were not even read
     */
    public void ends(long highest) {
        if (events != highest) {
            throw new JournalDamaged(
                    id.path(), events + 1, "missing, although the journal reaches up to event " + highest);
        }
    }

    /** How many events there are. */
    public long events() {
        return events;
    }

    /** The last event, as the entity tells it on the node of the address. */
    LastEvent last(String address) {
        return new LastEvent(id, events, lastStep, lastHash, address);
    }

    /** Whose events they are. */
    public EntityId id() {
        return id;
    }
}
