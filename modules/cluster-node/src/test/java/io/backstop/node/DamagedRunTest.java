package io.backstop.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --resume} refuses a journal that is not what it was, in one line that names the entity and the number. */
class DamagedRunTest {
    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void runAlmostToTheEnd() throws IOException {
        run = folder.resolve("run");
        Invocation whole = Invocation.of(
                "run", SmallScenario.in(folder), "--quiet", "--no-paired", "--partitions", "2", "--out", run);
        assertThat(whole.exitCode()).as(whole.err()).isZero();
        Files.delete(run.resolve("manifest.json"));
    }

    /** The entity of the kind with the most events, and its last number. */
    private record Longest(String entity, long last) {}

    private Longest longest(String kind) throws SQLException {
        try (Connection journal = journal();
                Statement statement = journal.createStatement();
                ResultSet row = statement.executeQuery("SELECT \"persistence_id\", MAX(\"sequence_number\") AS \"last\""
                        + " FROM \"event_journal\" WHERE \"persistence_id\" LIKE '%/" + kind + "/%'"
                        + " GROUP BY \"persistence_id\" ORDER BY \"last\" DESC, 1")) {
            assertThat(row.next()).as(kind).isTrue();
            return new Longest(row.getString(1), row.getLong(2));
        }
    }

    private Connection journal() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:h2:file:" + run.toAbsolutePath().resolve("journal/backstop"));
    }

    private void change(String sql, Longest of, long number) throws SQLException {
        try (Connection journal = journal();
                Statement statement = journal.createStatement()) {
            int rows = statement.executeUpdate(
                    sql + " WHERE \"persistence_id\" = '" + of.entity() + "' AND \"sequence_number\" = " + number);
            assertThat(rows).isEqualTo(1);
        }
    }

    private void flip(Longest of, long number) throws SQLException {
        String where = " WHERE \"persistence_id\" = '" + of.entity() + "' AND \"sequence_number\" = " + number;
        try (Connection journal = journal();
                Statement statement = journal.createStatement();
                ResultSet row = statement.executeQuery("SELECT \"event_payload\" FROM \"event_journal\"" + where);
                PreparedStatement write =
                        journal.prepareStatement("UPDATE \"event_journal\" SET \"event_payload\" = ?" + where)) {
            assertThat(row.next()).isTrue();
            byte[] bytes = row.getBytes(1);
            bytes[bytes.length / 2] ^= 1;
            write.setBytes(1, bytes);
            assertThat(write.executeUpdate()).isEqualTo(1);
        }
    }

    private void refused(Longest entity, long number) {
        Invocation resumed = Invocation.of("run", "--quiet", "--resume", run);

        assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(ExitCode.RUN_TIME_FAILURE);
        assertThat(resumed.err().lines().toList())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("backstop: journal damaged: entity " + entity.entity() + ", event " + number + ":");
        assertThat(resumed.out()).isEmpty();
        assertThat(run.resolve("manifest.json")).doesNotExist();
    }

    @Test
    void aMissingRowOfAnEngine() throws SQLException {
        Longest engine = longest("MARGIN_ENGINE");
        change("DELETE FROM \"event_journal\"", engine, 2);
        refused(engine, 2);
    }

    @Test
    void theLastRowOfAnAccountMissing() throws SQLException {
        Longest account = longest("ACCOUNT");
        change("DELETE FROM \"event_journal\"", account, account.last());
        refused(account, account.last());
    }

    @Test
    void theLastRowOfAnEngineMissing() throws SQLException {
        Longest engine = longest("MARGIN_ENGINE");
        change("DELETE FROM \"event_journal\"", engine, engine.last());
        refused(engine, engine.last());
    }

    @Test
    void aFlippedByteOfTheRun() throws SQLException {
        Longest root = longest("RUN");
        flip(root, 3);
        refused(root, 3);
    }
}
