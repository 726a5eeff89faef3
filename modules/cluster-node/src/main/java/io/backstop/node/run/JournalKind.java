package io.backstop.node.run;

/** Where a run's events are kept. */
public enum JournalKind {
    /** In the process: gone with it. */
    MEMORY("memory"),
    /** A file in the run folder. */
    H2("h2"),
    /** A PostgreSQL database: a packaged one, or that of a JDBC address. */
    POSTGRES("postgres");

    private final String text;

    JournalKind(String text) {
        this.text = text;
    }

    /** As on the command line. */
    @Override
    public String toString() {
        return text;
    }
}
