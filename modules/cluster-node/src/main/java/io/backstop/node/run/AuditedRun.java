package io.backstop.node.run;

import io.backstop.node.audit.RunAudit;
import io.backstop.node.http.NodeClient;
import io.backstop.node.runtime.Journal;
import io.backstop.node.runtime.Journal.Database;
import io.backstop.node.runtime.JournalStore;
import io.backstop.node.runtime.JournalStore.State;
import io.backstop.scenario.loader.ResolvedScenarioCodec;
import io.backstop.simulation.Rules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A run to be audited: by its folder, which says where its journal is, or by its id in a database that several runs share. */
public final class AuditedRun {
    private AuditedRun() {}

    /**
     * Audits the run of a folder.
     *
     * @param jdbc where the database is now, or with which password it is reached; null as the folder says
     * @param nodes who is asked for its live entities, if it is going on; null for nobody
     * @throws CommandFailure if there is no journal there, or there is nobody to ask
     */
    public static RunAudit.Outcome inFolder(
            Path folder, @Nullable JdbcAddress jdbc, @Nullable Supplier<NodeClient> nodes) {
        RunDescriptor descriptor = RunDescriptor.read(folder);
        try (RunJournal journal = RunJournal.ofRun(folder, descriptor, jdbc)) {
            return audit((Database) journal.journal(), descriptor.run(), nodes);
        }
    }

    /**
     * Audits a run of a shared database.
     *
     * @throws CommandFailure if it does not know the run
     */
    public static RunAudit.Outcome ofId(String run, JdbcAddress jdbc) {
        return ofId(run, jdbc, null);
    }

    /**
     * Audits a run of a shared database.
     *
     * @param nodes who is asked for its live entities, if it is going on; null for nobody
     * @throws CommandFailure if the database does not know the run, or there is nobody to ask
     */
    public static RunAudit.Outcome ofId(String run, JdbcAddress jdbc, @Nullable Supplier<NodeClient> nodes) {
        return audit(new Journal.Postgres(jdbc.url(), jdbc.user(), jdbc.password()), run, nodes);
    }

    private static RunAudit.Outcome audit(Database database, String run, @Nullable Supplier<NodeClient> nodes) {
        JournalStore.Stored stored = JournalStore.read(database, run)
                .orElseThrow(() -> CommandFailure.badInput("no run " + run + " in the database " + database.url()));
        if (!stored.rulesVersion().equals(Rules.VERSION)) {
            throw CommandFailure.badInput("the run " + run + " was made under rules version " + stored.rulesVersion()
                    + ", this build has " + Rules.VERSION + "; audit it with a build of its version");
        }
        String scenario = new String(stored.scenario(), StandardCharsets.UTF_8);
        if (!ResolvedScenarioCodec.sha256(scenario).equals(stored.scenarioHash())) {
            throw CommandFailure.badInput("the scenario of " + run + " in the database " + database.url()
                    + " is not the one that it was stored as: its SHA-256 differs");
        }
        if (nodes == null) {
            return RunAudit.of(database, stored);
        }
        if (stored.state() != State.RUNNING) {
            throw CommandFailure.badInput(
                    "the run " + run + " has ended, there is nobody to ask; audit it without --live");
        }
        try (NodeClient client = nodes.get()) {
            return RunAudit.live(database, stored, entities -> client.lastEvents(run, entities));
        }
    }
}
