package io.backstop.node.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.audit.Findings.Break;
import io.backstop.audit.Findings.Line;
import io.backstop.audit.Findings.Verdict;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Event;
import io.backstop.kernel.Recorded;
import io.backstop.node.runtime.Codecs;
import io.backstop.node.runtime.Journal;
import io.backstop.node.runtime.JournalStore;
import io.backstop.node.runtime.JournalStore.State;
import io.backstop.node.runtime.Rows;
import io.backstop.node.runtime.Rows.Row;
import io.backstop.shell.Envelope;
import io.backstop.shell.ShellSerializer;
import io.backstop.shell.WireMeter;
import io.backstop.shell.codec.KryoTable;
import io.backstop.simulation.Fact;
import io.backstop.simulation.RunEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The rows of a run with {@code --journal h2} in memory, and what an evil hand can do to them. Each damage gives another run. */
record StoredRun(JournalStore.Stored run, int partitions, List<Stored> rows) {
    private static final KryoTable TABLE = Codecs.table();

    /** A row and who wrote it. */
    record Stored(Row row, String writer) {
        boolean is(String path, long number) {
            return row.persistenceId().equals(path) && row.number() == number;
        }
    }

    /** An event and where it stands. */
    record Found(String path, long number, Event event) {}

    static StoredRun of(Path folder) {
        String id = id(folder.resolve("journal/run.json"));
        Journal.H2 journal = new Journal.H2(folder.resolve("journal"));
        List<Stored> rows = new ArrayList<>();
        Rows.readAsStored(journal, id, (row, writer) -> rows.add(new Stored(row, writer)));
        return new StoredRun(
                JournalStore.read(journal, id).orElseThrow(), Rows.partitions(journal, id), List.copyOf(rows));
    }

    private static String id(Path descriptor) {
        try {
            return new ObjectMapper().readTree(descriptor.toFile()).path("run").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RunAudit.Outcome audited() {
        return RunAudit.of(
                run, partitions, TABLE, reader -> rows.forEach(stored -> reader.row(stored.row(), stored.writer())));
    }

    /** The audit's outcome of one check. */
    static Line line(RunAudit.Outcome outcome, String name) {
        return outcome.lines().stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Expects that the audit finds the check broken, and gives its first break. */
    Break broken(String name) {
        RunAudit.Outcome outcome = audited();
        assertThat(outcome.holds()).isFalse();
        assertThat(line(outcome, name).verdict())
                .as("%s in %s", name, outcome.lines())
                .isEqualTo(Verdict.BROKEN);
        return Objects.requireNonNull(line(outcome, name).first());
    }

    /** Expects that the audit finds the check broken first at an entity's event. */
    Break brokenAt(String name, String entity, long event) {
        Break found = broken(name);
        assertThat(found.entity()).as(found.toString()).isEqualTo(entity);
        assertThat(found.event()).as(found.toString()).isEqualTo(event);
        return found;
    }

    private static Recorded recorded(Row row) {
        return Objects.requireNonNull(
                ShellSerializer.open(TABLE, row.manifest(), row.bytes()).recorded());
    }

    /** The first event of which the condition holds. */
    <E extends Event> Found first(Class<E> type, BiPredicate<EntityId, E> condition) {
        for (Stored stored : rows) {
            Event event = recorded(stored.row()).event();
            if (type.isInstance(event)
                    && condition.test(EntityId.parse(stored.row().persistenceId()), type.cast(event))) {
                return new Found(stored.row().persistenceId(), stored.row().number(), event);
            }
        }
        throw new AssertionError("no such " + type.getSimpleName());
    }

    /** Number of an entity's last event. */
    long last(String path) {
        return rows.stream()
                .filter(stored -> stored.row().persistenceId().equals(path))
                .mapToLong(stored -> stored.row().number())
                .max()
                .orElseThrow();
    }

    private StoredRun with(List<Stored> changed) {
        return new StoredRun(run, partitions, changed);
    }

    /** The run as if it were still going on. */
    StoredRun running() {
        return new StoredRun(
                new JournalStore.Stored(
                        run.run(),
                        run.scenarioHash(),
                        run.scenario(),
                        run.rulesVersion(),
                        run.codecTable(),
                        State.RUNNING),
                partitions,
                rows);
    }

    /** The first rows only, as after a crash. */
    StoredRun until(int count) {
        return with(rows.subList(0, count)).running();
    }

    StoredRun without(String path, long from, long to) {
        return with(rows.stream()
                .filter(stored -> !stored.row().persistenceId().equals(path)
                        || stored.row().number() < from
                        || stored.row().number() > to)
                .toList());
    }

    StoredRun flipped(String path, long number) {
        return with(rows.stream()
                .map(stored -> stored.is(path, number) ? new Stored(flipped(stored.row()), stored.writer()) : stored)
                .toList());
    }

    private static Row flipped(Row row) {
        byte[] bytes = row.bytes().clone();
        bytes[bytes.length / 2] ^= 1;
        return new Row(row.persistenceId(), row.number(), row.manifest(), bytes);
    }

    StoredRun writtenBy(String path, long number, String writer) {
        return with(rows.stream()
                .map(stored -> stored.is(path, number) ? new Stored(stored.row(), writer) : stored)
                .toList());
    }

    String writer(String path, long number) {
        return rows.stream()
                .filter(stored -> stored.is(path, number))
                .findFirst()
                .orElseThrow()
                .writer();
    }

    /** Another event in the place of one, with checksum and chain made anew from there on. */
    StoredRun forged(Found found, UnaryOperator<Event> forgery) {
        List<Stored> changed = new ArrayList<>();
        long previous = 0;
        boolean reseal = false;
        for (Stored stored : rows) {
            Row row = stored.row();
            if (!row.persistenceId().equals(found.path()) || row.number() < found.number()) {
                changed.add(stored);
                continue;
            }
            Envelope before = ShellSerializer.open(TABLE, row.manifest(), row.bytes());
            Recorded recorded = Objects.requireNonNull(before.recorded());
            Event event = reseal ? recorded.event() : forgery.apply(recorded.event());
            Envelope sealed = Envelope.seal(
                    TABLE,
                    reseal ? previous : before.previous(),
                    new Recorded(recorded.number(), recorded.step(), event));
            previous = sealed.hash();
            reseal = true;
            changed.add(new Stored(row(row.persistenceId(), recorded.number(), sealed), stored.writer()));
        }
        return with(changed);
    }

    /** Another fact in the place of the first of which the condition holds. */
    <F extends Fact> StoredRun forged(Class<F> type, Predicate<F> condition, UnaryOperator<F> forgery) {
        Predicate<Fact> isMeant = fact -> type.isInstance(fact) && condition.test(type.cast(fact));
        Found found = first(
                RunEvent.Advanced.class, (id, event) -> event.facts().stream().anyMatch(isMeant));
        return forged(found, event -> {
            List<Fact> facts = new ArrayList<>(((RunEvent.Advanced) event).facts());
            for (int i = 0; i < facts.size(); i++) {
                if (isMeant.test(facts.get(i))) {
                    facts.set(i, forgery.apply(type.cast(facts.get(i))));
                    break;
                }
            }
            return new RunEvent.Advanced(facts);
        });
    }

    /** The entity's last event once more, as its next one. */
    StoredRun repeated(String path) {
        List<Stored> more = new ArrayList<>();
        for (Stored stored : rows) {
            more.add(stored);
            if (stored.is(path, last(path))) {
                Envelope last = ShellSerializer.open(
                        TABLE, stored.row().manifest(), stored.row().bytes());
                Recorded recorded = Objects.requireNonNull(last.recorded());
                Envelope again = Envelope.seal(
                        TABLE, last.hash(), new Recorded(recorded.number() + 1, recorded.step(), recorded.event()));
                more.add(new Stored(row(path, recorded.number() + 1, again), stored.writer()));
            }
        }
        return with(more);
    }

    private static Row row(String path, long number, Envelope envelope) {
        return new Row(
                path,
                number,
                ShellSerializer.storedManifest(envelope),
                new ShellSerializer(TABLE, WireMeter.NONE).toBinary(envelope));
    }
}
