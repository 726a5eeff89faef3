package io.backstop.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.backstop.kernel.Recorded;
import io.backstop.kernel.example.Bank;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL of our own: durable, restartable, leaving nothing behind, and with the same events as in process. */
class PostgresTest {
    private static final Bank BANK = new Bank("toy", 6, 40, 8, 8);

    @TempDir
    private Path folder;

    private static String setting(Journal.Postgres journal, String name) throws SQLException {
        try (Connection connection = Databases.connect(journal);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    private void runsDurably(Journal.Postgres journal) throws SQLException {
        assertThat(setting(journal, "fsync")).isEqualTo("on");
        assertThat(setting(journal, "synchronous_commit")).isEqualTo("on");
        ClusterRuntime stopped = Banks.cluster(BANK, journal);
        assertThatThrownBy(() -> stopped.run(Banks.at(4, stopped::stop))).isInstanceOf(CancellationException.class);
        List<Recorded> events = new ArrayList<>();
        Banks.cluster(BANK, journal).run(events::add);
        assertThat(events).isEqualTo(Banks.expected(BANK).get(BANK.root().path()));
        assertThat(Banks.stored(journal, BANK)).isEqualTo(Banks.expected(BANK));
    }

    @Test
    void thePackagedServerStoresTheSameEventsDurably() throws SQLException {
        try (PackagedPostgres server = PackagedPostgres.start(folder)) {
            assertThat(server.kind()).isEqualTo("packaged");
            runsDurably(server.journal());
        }
        assertThat(folder.resolve("data/postmaster.pid")).doesNotExist();
        try (PackagedPostgres again = PackagedPostgres.start(folder)) {
            assertThat(Banks.stored(again.journal(), BANK)).isEqualTo(Banks.expected(BANK));
        }
    }

    @Test
    @Timeout(60)
    void whoStandsStillInATransactionGivesItsKeysUp() throws SQLException {
        String insert =
                "INSERT INTO event_journal (persistence_id, sequence_number, writer, event_ser_id, event_ser_manifest,"
                        + " event_payload) VALUES ('run/account', 1, '%s', 1, 'event', '')";
        try (PackagedPostgres server = PackagedPostgres.start(folder)) {
            Databases.prepare(server.journal());
            try (Connection still = Databases.connect(server.journal());
                    Connection next = Databases.connect(server.journal())) {
                still.setAutoCommit(false);
                still.createStatement().executeUpdate(insert.formatted("still"));
                next.createStatement().execute("SET lock_timeout = '30s'");

                assertThat(next.createStatement().executeUpdate(insert.formatted("next")))
                        .isOne();

                assertThatThrownBy(still::commit).isInstanceOf(SQLException.class);
            }
            assertThat(NodeConfig.of(server.journal(), 2, Banks.TABLE)
                            .getString("pekko-persistence-jdbc.shared-databases.backstop.db.connectionInitSql"))
                    .isEqualTo("SET idle_in_transaction_session_timeout = '5s'");
        }
    }

    @Test
    void aServerThatAKilledProcessLeftBehindIsStoppedByTheNextStart() throws IOException, InterruptedException {
        try (ChildJvm child = ChildJvm.start(Orphan.class, folder.toString())) {
            child.awaitLine("started");
            child.kill();
        }
        long process = Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid"))
                .getFirst()
                .strip());
        assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive)).isPresent();
        try (PackagedPostgres next = PackagedPostgres.start(folder)) {
            assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(next.kind()).isEqualTo("packaged");
            assertThat(new JournalStore(next.journal()).find("none")).isEmpty();
        }
    }

    /** Starts a server and never stops it. */
    static final class Orphan {
        private Orphan() {}

        public static void main(String[] args) throws InterruptedException {
            System.out.println(PackagedPostgres.start(Path.of(args[0])).kind() + " started");
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    @Test
    void theSystemsServerStoresTheSameEventsDurably() throws IOException, SQLException {
        assumeTrue(Files.isDirectory(Path.of("/usr/lib/postgresql")));
        // The server runs under another user when the test runs as root.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (SystemPostgres server = SystemPostgres.start(folder.resolve("server"))) {
            runsDurably(new Journal.Postgres(
                    "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres", SystemPostgres.USER, ""));
        }
        assertThat(folder.resolve("server/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void aDatabaseThatIsNotThereIsOneClearLine() {
        Journal.Postgres nowhere = new Journal.Postgres("jdbc:postgresql://127.0.0.1:1/none", "none", "");
        assertThatThrownBy(() -> Banks.rootEvents(Banks.cluster(BANK, nowhere)))
                .isInstanceOf(JournalUnavailable.class)
                .hasMessageStartingWith("cannot open the journal jdbc:postgresql://127.0.0.1:1/none: ")
                .hasMessageNotContaining("\n");
    }
}
