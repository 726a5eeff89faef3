package io.backstop.node.run;

import io.backstop.node.runtime.Journal;
import io.backstop.node.runtime.PackagedPostgres;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The journal of a run, and the server behind it if that is ours. */
final class RunJournal implements AutoCloseable {
    private final Journal journal;
    private final Runnable shutdown;

    private RunJournal(Journal journal, Runnable shutdown) {
        this.journal = journal;
        this.shutdown = shutdown;
    }

    /** Opens what the plan asks for; packaged PostgreSQL keeps its data in the run folder. */
    static RunJournal open(RunPlan plan) {
        return switch (plan.journal()) {
            case MEMORY -> new RunJournal(new Journal.Memory(), () -> {});
            case H2 -> new RunJournal(new Journal.H2(plan.journalFolder()), () -> {});
            case POSTGRES -> postgres(plan);
        };
    }

    private static RunJournal postgres(RunPlan plan) {
        JdbcAddress jdbc = plan.jdbc();
        return jdbc == null ? packaged(plan.journalFolder()) : of(jdbc);
    }

    /**
     * The journal of a run that is only read. A server of its own that runs is left alone, one that does not is started.
     *
     * @param newAddress where the database is now; null as the descriptor says
     */
    static RunJournal ofRun(Path folder, RunDescriptor descriptor, @Nullable JdbcAddress newAddress) {
        Path journal = folder.resolve(RunPlan.JOURNAL);
        if (descriptor.kind() == JournalKind.H2) {
            return new RunJournal(new Journal.H2(journal), () -> {});
        }
        JdbcAddress jdbc = newAddress == null ? descriptor.address() : newAddress;
        return jdbc == null
                ? PackagedPostgres.running(journal)
                        .map(server -> new RunJournal(server, () -> {}))
                        .orElseGet(() -> packaged(journal))
                : of(jdbc);
    }

    private static RunJournal packaged(Path folder) {
        PackagedPostgres server = PackagedPostgres.start(folder);
        return new RunJournal(server.journal(), server::close);
    }

    private static RunJournal of(JdbcAddress jdbc) {
        return new RunJournal(new Journal.Postgres(jdbc.url(), jdbc.user(), jdbc.password()), () -> {});
    }

    Journal journal() {
        return journal;
    }

    @Override
    public void close() {
        shutdown.run();
    }
}
