package io.backstop.node.runtime;

import io.backstop.kernel.Entity;
import io.backstop.kernel.Entity.ChildWrite;
import io.backstop.kernel.EntityFactory;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.kernel.Event;
import io.backstop.kernel.JournalDamaged;
import io.backstop.kernel.Recorded;
import io.backstop.kernel.Workflow;
import io.backstop.node.runtime.Journal.Database;
import io.backstop.node.runtime.Rows.Row;
import io.backstop.shell.History;
import io.backstop.shell.ShellSerializer;
import io.backstop.shell.codec.KryoTable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a run's whole journal before the run goes on, and refuses a damaged one.
 *
 * <p>Within an entity the chain shows missing, exchanged and changed rows. Missing last rows look like a shorter history, so
 * they are found from the outside: every event of a child was asked for by its parent, and a parent that went on to its
 * next event had all answers; and no entity can have an event of a later step than the root's last.
 */
public final class JournalInspection {
    private final EntityFactory factory;
    private final Workflow<?, ?, ?> workflow;
    private final EntityId root;
    private final KryoTable table;
    private final Map<String, Long> owed = new TreeMap<>();
    private final Map<String, Long> held = new TreeMap<>();
    private final Map<String, Long> lastSteps = new TreeMap<>();
    private @Nullable Replay<?, ?> current;
    private long events;

    /** An inspection of one run; use it once. */
    public JournalInspection(EntityFactory factory, Workflow<?, ?, ?> workflow, EntityId root, KryoTable table) {
        this.factory = factory;
        this.workflow = workflow;
        this.root = root;
        this.table = table;
    }

    /**
     * Reads the journal.
     *
     * @return how many events it holds
     * @throws JournalDamaged naming the first entity and number that are not what they were
     * @throws JournalUnavailable if the database cannot be read
     */
    public long verify(Database database) {
        Rows.read(database, root.run(), this::take);
        close();
        nothingIsOwed();
        nobodyIsAheadOfTheRoot();
        return events;
    }

    private void take(Row row) {
        Replay<?, ?> replay = current;
        if (replay == null || !replay.history.id().path().equals(row.persistenceId())) {
            close();
            replay = replay(EntityId.parse(row.persistenceId()));
            current = replay;
        }
        replay.accept(row);
        events++;
    }

    private void close() {
        Replay<?, ?> replay = current;
        if (replay != null) {
            replay.lastAsks(0);
            held.put(replay.history.id().path(), replay.history.events());
            lastSteps.put(replay.history.id().path(), replay.lastStep);
        }
    }

    private void nothingIsOwed() {
        owed.forEach((path, count) -> {
            long has = held.getOrDefault(path, 0L);
            if (has < count) {
                throw new JournalDamaged(path, has + 1, "missing at the end, its parent knows of " + count);
            }
        });
    }

    private void nobodyIsAheadOfTheRoot() {
        long last = lastSteps.getOrDefault(root.path(), 0L);
        lastSteps.forEach((path, step) -> {
            if (step > last) {
                throw new JournalDamaged(
                        root.path(),
                        held.getOrDefault(root.path(), 0L) + 1,
                        "missing at the end, " + path + " was already asked in step " + step);
            }
        });
    }

    private Replay<?, ?> replay(EntityId id) {
        return id.kind() == EntityKind.RUN ? ofRoot(workflow, id) : ofEntity(factory.entity(id), id);
    }

    private <S, E extends Event> Replay<S, E> ofEntity(Entity<S, E> entity, EntityId id) {
        return new Replay<>(id, entity.opening(id), entity::evolve, entity::requests);
    }

    private <S, E extends Event> Replay<S, E> ofRoot(Workflow<S, E, ?> root, EntityId id) {
        return new Replay<>(id, root.opening(id), root::evolve, root::requests);
    }

    private interface Evolve<S, E> {
        S next(S state, E event);
    }

    private interface Requests<S, E> {
        List<ChildWrite> of(S state, E event);
    }

    /** One entity's history and state, event by event. */
    private final class Replay<S, E extends Event> {
        private final History history;
        private final Evolve<S, E> evolve;
        private final Requests<S, E> requests;
        private S state;
        private List<ChildWrite> asked = List.of();
        private long lastStep;

        private Replay(EntityId id, S opening, Evolve<S, E> evolve, Requests<S, E> requests) {
            this.history = new History(id, table);
            this.state = opening;
            this.evolve = evolve;
            this.requests = requests;
        }

        @SuppressWarnings("unchecked")
        private void accept(Row row) {
            if (row.number() != history.events() + 1) {
                throw new JournalDamaged(
                        row.persistenceId(), history.events() + 1, "missing, event " + row.number() + " comes instead");
            }
            Recorded recorded = history.accept(ShellSerializer.open(table, row.manifest(), row.bytes()));
            lastAsks(1);
            E event = (E) recorded.event();
            state = evolve.next(state, event);
            asked = requests.of(state, event);
            lastStep = recorded.step();
        }

        /** Notes what the last event's children must hold: {@code answered} is 1 once the parent went on. */
        private void lastAsks(int answered) {
            for (ChildWrite write : asked) {
                owed.merge(write.child().path(), write.knownEvents() + answered, Math::max);
            }
            asked = List.of();
        }
    }
}
