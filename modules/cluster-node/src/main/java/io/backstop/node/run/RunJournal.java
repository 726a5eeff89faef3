package io.backstop.node.run;

import io.backstop.node.runtime.Journal;
import io.backstop.node.runtime.PackagedPostgres;

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
        if (jdbc == null) {
            PackagedPostgres server = PackagedPostgres.start(plan.journalFolder());
            return new RunJournal(server.journal(), server::close);
        }
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
