package io.backstop.node.supervisor;

import io.backstop.node.run.JdbcAddress;
import io.backstop.node.runtime.Journal;
import io.backstop.node.runtime.JournalUnavailable;
import io.backstop.node.runtime.PackagedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The database that all nodes share: a PostgreSQL of our own, or one that somebody named. */
final class SharedDatabase implements AutoCloseable {
    private static final String SECONDS_TO_CONNECT = "5";

    private final @Nullable Path folder;
    private @Nullable PackagedPostgres packaged;
    private JdbcAddress address;

    private SharedDatabase(@Nullable Path folder, @Nullable PackagedPostgres packaged, JdbcAddress address) {
        this.folder = folder;
        this.packaged = packaged;
        this.address = address;
    }

    /**
     * Starts a PostgreSQL with its data in the folder.
     *
     * @throws JournalUnavailable if it does not start
     */
    static SharedDatabase ours(Path folder) {
        PackagedPostgres packaged = PackagedPostgres.start(folder);
        return new SharedDatabase(folder, packaged, address(packaged));
    }

    /**
     * Uses a database that somebody else runs.
     *
     * @throws JournalUnavailable if it cannot be reached
     */
    static SharedDatabase at(JdbcAddress address) {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("connectTimeout", SECONDS_TO_CONNECT);
        properties.setProperty("loginTimeout", SECONDS_TO_CONNECT);
        try (Connection connection = DriverManager.getConnection(address.url(), properties)) {
            connection.getMetaData();
            return new SharedDatabase(null, null, address);
        } catch (SQLException e) {
            throw new JournalUnavailable(
                    "cannot open the database " + address.url() + ": "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("no message"),
                    e);
        }
    }

    private static JdbcAddress address(PackagedPostgres packaged) {
        Journal.Postgres journal = packaged.journal();
        JdbcAddress parsed = JdbcAddress.parse(journal.url(), Map.of());
        return new JdbcAddress(parsed.url(), journal.user(), journal.password());
    }

    /** Without a password; for people. */
    synchronized String url() {
        return address.url();
    }

    /** {@code packaged}, {@code system} or {@code given}. */
    synchronized String kind() {
        return packaged == null ? "given" : packaged.kind();
    }

    synchronized JdbcAddress address() {
        return address;
    }

    /** Where a proxy would send connections; nothing if no proxy can be between. */
    synchronized Optional<DatabaseHost> host() {
        return DatabaseHost.of(address.url());
    }

    /** Whether it is ours to stop. */
    synchronized boolean isOurs() {
        return folder != null;
    }

    /** Stops it if it is ours; the data stay. */
    @Override
    public synchronized void close() {
        if (packaged != null) {
            packaged.close();
        }
    }

    /** Starts ours again on its data, maybe on another port. */
    synchronized void startAgain() {
        if (folder == null) {
            throw new IllegalStateException("not our database");
        }
        packaged = PackagedPostgres.start(folder);
        address = address(packaged);
    }
}
