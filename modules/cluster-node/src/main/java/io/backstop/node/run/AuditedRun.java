package io.backstop.node.run;

import io.backstop.node.audit.RunAudit;
import io.backstop.node.runtime.Journal;
import io.backstop.node.runtime.Journal.Database;
import io.backstop.node.runtime.JournalStore;
import io.backstop.scenario.loader.ResolvedScenarioCodec;
import io.backstop.simulation.Rules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A run to be audited: by its folder, which says where its journal is, or by its id in a database that several runs share. */
public final class AuditedRun {
    private AuditedRun() {}

    /**
     * Audits the run of a folder.
     *
     * @param jdbc where the database is now, or with which password it is reached; null as the folder says
     * @throws CommandFailure if there is no journal there
     */
    public static RunAudit.Outcome inFolder(Path folder, @Nullable JdbcAddress jdbc) {
        RunDescriptor descriptor = RunDescriptor.read(folder);
        try (RunJournal journal = RunJournal.ofRun(folder, descriptor, jdbc)) {
            return audit((Database) journal.journal(), descriptor.run());
        }
    }

    /**
     * Audits a run of a shared database.
     *
     * @throws CommandFailure if it does not know the run
     */
    public static RunAudit.Outcome ofId(String run, JdbcAddress jdbc) {
        return audit(new Journal.Postgres(jdbc.url(), jdbc.user(), jdbc.password()), run);
    }

    private static RunAudit.Outcome audit(Database database, String run) {
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
        return RunAudit.of(database, stored);
    }
}
