package io.backstop.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.node.runtime.Journal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The rows of a run's journal under the hands of someone who should not have them. */
public record JournalRows(Connection connection) implements AutoCloseable {
    /** An entity and the number of its last event. */
    public record Entity(String path, long last) {}

    /** Of a run with {@code --journal h2} that nobody runs now. */
    static JournalRows ofH2(Path run) throws SQLException {
        return new JournalRows(DriverManager.getConnection(
                "jdbc:h2:file:" + run.toAbsolutePath().resolve("journal/backstop")));
    }

    /** Of a server. */
    public static JournalRows of(Journal.Database server) throws SQLException {
        return new JournalRows(DriverManager.getConnection(server.url(), server.user(), server.password()));
    }

    public long count() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM \"event_journal\"")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The entity of the kind with the most events. */
    Entity longest(String kind) throws SQLException {
        return longest("%", kind);
    }

    /** The entity of a run and a kind with the most events. */
    public Entity longest(String run, String kind) throws SQLException {
        String paths = run + "/%/" + kind + "/%";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT \"persistence_id\", MAX(\"sequence_number\") AS \"last\""
                        + " FROM \"event_journal\" WHERE \"persistence_id\" LIKE '" + paths + "'"
                        + " GROUP BY \"persistence_id\" ORDER BY \"last\" DESC, 1")) {
            assertThat(row.next()).as(paths).isTrue();
            return new Entity(row.getString(1), row.getLong(2));
        }
    }

    /** Takes away the events of the numbers, both included. */
    public void delete(Entity of, long from, long to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "DELETE FROM \"event_journal\" WHERE \"persistence_id\" = ? AND \"sequence_number\" BETWEEN ? AND ?")) {
            statement.setString(1, of.path());
            statement.setLong(2, from);
            statement.setLong(3, to);
            assertThat(statement.executeUpdate()).isEqualTo(to - from + 1);
        }
    }

    /** Turns one bit in the middle of an event; twice is as it was. */
    public void flip(Entity of, long number) throws SQLException {
        String where = " WHERE \"persistence_id\" = '" + of.path() + "' AND \"sequence_number\" = " + number;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT \"event_payload\" FROM \"event_journal\"" + where);
                PreparedStatement write =
                        connection.prepareStatement("UPDATE \"event_journal\" SET \"event_payload\" = ?" + where)) {
            assertThat(row.next()).isTrue();
            byte[] bytes = row.getBytes(1);
            bytes[bytes.length / 2] ^= 1;
            write.setBytes(1, bytes);
            assertThat(write.executeUpdate()).isEqualTo(1);
        }
    }

    /** Expects that the run does not go on, in one line that names the entity and the number. */
    static void refused(Path run, Entity entity, long number) {
        Invocation resumed = Invocation.of("run", "--quiet", "--resume", run);

        assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(ExitCode.RUN_TIME_FAILURE);
        assertThat(resumed.err().lines().toList())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("backstop: journal damaged: entity " + entity.path() + ", event " + number + ":");
        assertThat(resumed.out()).isEmpty();
        assertThat(run.resolve("manifest.json")).doesNotExist();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
