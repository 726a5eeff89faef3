package io.backstop.node.audit;

import io.backstop.audit.EventAudit;
import io.backstop.audit.Findings;
import io.backstop.audit.Findings.Break;
import io.backstop.audit.Findings.Line;
import io.backstop.audit.Findings.Verdict;
import io.backstop.audit.Guarantee;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Recorded;
import io.backstop.node.runtime.Codecs;
import io.backstop.node.runtime.Journal.Database;
import io.backstop.node.runtime.JournalStore;
import io.backstop.node.runtime.JournalStore.State;
import io.backstop.node.runtime.Rows;
import io.backstop.node.runtime.Rows.Row;
import io.backstop.node.server.LastEvents;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.scenario.loader.ResolvedScenarioCodec;
import io.backstop.shell.codec.KryoTable;
import io.backstop.simulation.Venue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One pass over a run's journal, in the order in which it was stored, with all checks at once; nothing is changed. */
public final class RunAudit {
    private final JournalStore.Stored run;
    private final ResolvedScenario scenario;
    private final Findings findings = new Findings();
    private final Histories histories;
    private final PlainReplay replay;
    private final EntityId root;
    private long events;

    /**
     * What an audit came to.
     *
     * @param run its id
     * @param state as the database has it
     * @param lastTick the last tick that was closed, as far as the journal could be followed
     * @param ticks of the scenario
     * @param events rows of the journal
     * @param followed whether the whole journal could be followed
     * @param digest over all facts
     * @param lines R1 to R8, then I1 to I12, then L1 if live entities were asked
     */
    public record Outcome(
            String run,
            State state,
            long lastTick,
            long ticks,
            long events,
            boolean followed,
            String digest,
            List<Line> lines) {
        /** Whether nothing is broken. */
        public boolean holds() {
            return lines.stream().noneMatch(line -> line.verdict() == Verdict.BROKEN);
        }

        private Outcome with(Line more) {
            List<Line> all = new ArrayList<>(lines);
            all.add(more);
            return new Outcome(run, state, lastTick, ticks, events, followed, digest, List.copyOf(all));
        }
    }

    private RunAudit(JournalStore.Stored run, int partitions, KryoTable table) {
        this.run = run;
        this.scenario = ResolvedScenarioCodec.read(new String(run.scenario(), StandardCharsets.UTF_8));
        Venue venue = new Venue(run.run(), scenario, new ScenarioOpenings(scenario), new Partitioning(partitions));
        this.root = venue.runId();
        this.histories = new Histories(table, findings);
        this.replay = new PlainReplay(venue, table, findings, histories);
    }

    /**
     * Audits a run.
     *
     * @param run as the database has it
     * @throws io.backstop.node.runtime.JournalUnavailable if the database cannot be read
     */
    public static Outcome of(Database database, JournalStore.Stored run) {
        return of(database, run, Codecs.table());
    }

    /**
     * The same, with the codecs of some build.
     *
     * @param table must read all that the run's nodes wrote
     */
    public static Outcome of(Database database, JournalStore.Stored run, KryoTable table) {
        return of(
                run,
                Rows.partitions(database, run.run()),
                table,
                reader -> Rows.readAsStored(database, run.run(), reader));
    }

    /**
     * Audits a run that is going on, and asks its live entities.
     *
     * @param nodes asks entities, by their paths, for their last events
     * @throws io.backstop.node.runtime.JournalUnavailable if the database cannot be read
     */
    public static Outcome live(Database database, JournalStore.Stored run, Function<List<String>, LastEvents> nodes) {
        LiveAudit live = LiveAudit.ask(Rows.lastNumbers(database, run.run()), nodes);
        Outcome outcome = of(
                run,
                Rows.partitions(database, run.run()),
                Codecs.table(),
                reader -> Rows.readAsStored(database, run.run(), (row, writer) -> {
                    live.take(row);
                    reader.row(row, writer);
                }));
        return outcome.with(live.line(outcome.lastTick()));
    }

    /** The rows of a run, in the order in which they were stored. */
    @FunctionalInterface
    interface StoredRows {
        /** Gives each to the reader. */
        void read(Rows.StoredReader reader);
    }

    /** Audits rows, wherever they are. */
    static Outcome of(JournalStore.Stored run, int partitions, KryoTable table, StoredRows rows) {
        RunAudit audit = new RunAudit(run, partitions, table);
        rows.read(audit::take);
        return audit.end();
    }

    private void take(Row row, String writer) {
        events++;
        Histories.Entity entity = histories.of(row);
        Recorded recorded = histories.accept(entity, row, writer, replay.audit().tick());
        if (recorded == null) {
            replay.unreadable();
        } else {
            replay.take(entity.id, recorded);
        }
    }

    private Outcome end() {
        EventAudit audit = replay.audit();
        replay.end();
        audit.end();
        completed(audit);
        return new Outcome(
                run.run(),
                run.state(),
                audit.lastClosed(),
                scenario.ticks(),
                events,
                !replay.stopped(),
                audit.digest(),
                findings.lines());
    }

    /** R8, and the end of a run that the database calls complete. */
    private void completed(EventAudit audit) {
        if (audit.ended()) {
            findings.checked(Guarantee.R8, "run", 1);
            return;
        }
        if (run.state() == State.COMPLETE && !replay.stopped()) {
            String what = "missing at the end, the run is known to be complete";
            Break lost = new Break(audit.tick(), root.path(), histories.events(root) + 1, what, 0);
            findings.broken(Guarantee.R4, lost);
            findings.broken(Guarantee.R8, lost);
        }
    }
}
