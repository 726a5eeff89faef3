package io.backstop.node.audit;

import io.backstop.audit.Findings;
import io.backstop.audit.Findings.Break;
import io.backstop.audit.Guarantee;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.JournalDamaged;
import io.backstop.kernel.Recorded;
import io.backstop.node.runtime.Rows.Row;
import io.backstop.shell.History;
import io.backstop.shell.ShellSerializer;
import io.backstop.shell.codec.KryoTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** R4 and R5, and of R2 that steps rise: each entity's rows by themselves, whatever they say. */
final class Histories {
    private final KryoTable table;
    private final Findings findings;
    private final Map<String, Entity> entities = new HashMap<>();

    Histories(KryoTable table, Findings findings) {
        this.table = table;
        this.findings = findings;
    }

    /** What is known of one entity's rows. */
    static final class Entity {
        final EntityId id;
        private final History history;
        private String writer = "";
        private List<String> earlierWriters = List.of();
        private long lastStep;
        private boolean damaged;

        private Entity(EntityId id, KryoTable table) {
            this.id = id;
            this.history = new History(id, table);
        }

        /** How many whole events there are. */
        long events() {
            return history.events();
        }
    }

    /** The entity of a row. */
    Entity of(Row row) {
        return entities.computeIfAbsent(row.persistenceId(), path -> new Entity(EntityId.parse(path), table));
    }

    /** Whole events of an entity; 0 if it has none. */
    long events(EntityId id) {
        Entity entity = entities.get(id.path());
        return entity == null ? 0 : entity.events();
    }

    /** The row's event if the entity's history is whole up to it, else null. */
    @Nullable
    Recorded accept(Entity entity, Row row, String writer, long tick) {
        writtenBy(entity, writer, row.number(), tick);
        if (entity.damaged) {
            return null;
        }
        try {
            Recorded recorded = open(entity, row);
            findings.checked(Guarantee.R4, "events", 1);
            rises(entity, recorded, tick);
            return recorded;
        } catch (JournalDamaged damage) {
            entity.damaged = true;
            findings.broken(Guarantee.R4, new Break(tick, damage.entity(), damage.number(), damage.what(), 0));
            return null;
        }
    }

    private Recorded open(Entity entity, Row row) {
        long expected = entity.history.events() + 1;
        if (row.number() != expected) {
            throw new JournalDamaged(
                    row.persistenceId(), expected, "missing, event " + row.number() + " comes instead");
        }
        return entity.history.accept(ShellSerializer.open(table, row.manifest(), row.bytes()));
    }

    private void rises(Entity entity, Recorded recorded, long tick) {
        findings.checked(Guarantee.R2, "events", 1);
        if (recorded.step() <= entity.lastStep) {
            findings.broken(
                    Guarantee.R2,
                    new Break(
                            tick,
                            entity.id.path(),
                            recorded.number(),
                            "made in step " + recorded.step() + ", after one of step " + entity.lastStep,
                            0));
        }
        entity.lastStep = recorded.step();
    }

    private void writtenBy(Entity entity, String writer, long number, long tick) {
        if (writer.equals(entity.writer)) {
            return;
        }
        findings.checked(Guarantee.R5, "writers", 1);
        if (entity.earlierWriters.contains(writer)) {
            findings.broken(
                    Guarantee.R5,
                    new Break(
                            tick,
                            entity.id.path(),
                            number,
                            "written by " + writer + " again, after " + entity.writer,
                            0));
        }
        if (!entity.writer.isEmpty()) {
            entity.earlierWriters = new ArrayList<>(entity.earlierWriters);
            entity.earlierWriters.add(entity.writer);
        }
        entity.writer = writer;
    }
}
