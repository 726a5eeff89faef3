package io.backstop.node.runtime;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A PostgreSQL of our own: the packaged binaries, else the system's under a plain user. Durability is on ({@code fsync} and
 * {@code synchronous_commit}), which the packaged ones have off by default. Its server outlives a killed JVM, so each start
 * first stops the one that an earlier start left behind.
 */
public final class PackagedPostgres implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Journal.Postgres journal;
    private final String kind;
    private final AutoCloseable server;
    private boolean closed;

    private PackagedPostgres(Journal.Postgres journal, String kind, AutoCloseable server) {
        this.journal = journal;
        this.kind = kind;
        this.server = server;
    }

    /**
     * Starts a server with its data in the folder, or starts it again on the data that is there.
     *
     * @param folder made if it is missing; the data go to {@code data} in it
     * @throws JournalUnavailable with one clear line if neither kind of server starts
     */
    public static PackagedPostgres start(Path folder) {
        Path data = folder.toAbsolutePath().resolve("data");
        OrphanServer.stop(data);
        try {
            return packaged(folder.toAbsolutePath(), data);
        } catch (IOException | RuntimeException packaged) {
            OrphanServer.stop(data);
            try {
                return system(folder.toAbsolutePath().resolve("system"));
            } catch (IOException system) {
                throw new JournalUnavailable("PostgreSQL does not start: the packaged one says \""
                        + firstLine(packaged) + "\", the system's says \"" + firstLine(system)
                        + "\"; give --jdbc-url or use --journal h2");
            }
        }
    }

    /**
     * Stops the server that a killed start left running in the folder; nothing else.
     *
     * @return whether there was one
     * @throws JournalUnavailable if it does not stop
     */
    public static boolean stopLeftBehind(Path folder) {
        boolean packaged = OrphanServer.stop(folder.toAbsolutePath().resolve("data"));
        boolean system =
                OrphanServer.stop(folder.toAbsolutePath().resolve("system").resolve("data"));
        return packaged || system;
    }

    /**
     * The server that runs on the data in the folder, whoever started it; nothing is started or stopped. The system's kind of
     * server is not found so.
     */
    public static Optional<Journal.Postgres> running(Path folder) {
        return OrphanServer.port(folder.toAbsolutePath().resolve("data"))
                .map(port -> new Journal.Postgres(
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "postgres"));
    }

    private static PackagedPostgres packaged(Path folder, Path data) throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setPGStartupWait(PATIENCE)
                .start();
        return new PackagedPostgres(
                new Journal.Postgres(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres"),
                "packaged",
                server);
    }

    private static PackagedPostgres system(Path folder) throws IOException {
        SystemPostgres server = SystemPostgres.start(folder);
        return new PackagedPostgres(
                new Journal.Postgres(
                        "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres", SystemPostgres.USER, ""),
                "system",
                server);
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("nothing");
    }

    /** How to reach it. */
    public Journal.Postgres journal() {
        return journal;
    }

    /** Which one runs: {@code packaged} or {@code system}; every report says so. */
    public String kind() {
        return kind;
    }

    /** Stops the server; the data stay. Harmless to repeat. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            server.close();
        } catch (Exception e) {
            throw new JournalUnavailable("PostgreSQL does not stop: " + firstLine(e), e);
        }
    }
}
