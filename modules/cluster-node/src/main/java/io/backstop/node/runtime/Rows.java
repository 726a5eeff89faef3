package io.backstop.node.runtime;

import io.backstop.node.runtime.Journal.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The journal's rows of a run, read with plain JDBC: by entity, in the order of their numbers. */
public final class Rows {
    /** The rows of a run, by a range of the primary key: {@code 0} is the character after {@code /}. */
    static final String OF_RUN = "\"persistence_id\" >= ? AND \"persistence_id\" < ?";

    private static final int FETCH = 5_000;

    private Rows() {}

    /** One stored row. */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    public record Row(String persistenceId, long number, String manifest, byte[] bytes) {}

    /** Takes a row. */
    @FunctionalInterface
    public interface Reader {
        /** Takes the next row. */
        void row(Row row);
    }

    static void bindRun(PreparedStatement statement, String run) throws SQLException {
        statement.setString(1, run + '/');
        statement.setString(2, run + '0');
    }

    /**
     * Reads all rows of a run.
     *
     * @throws JournalUnavailable if the database cannot be read
     */
    public static void read(Database database, String run, Reader reader) {
        String select = "SELECT \"persistence_id\", \"sequence_number\", \"event_ser_manifest\", \"event_payload\""
                + " FROM \"event_journal\" WHERE " + OF_RUN + " AND \"deleted\" = FALSE"
                + " ORDER BY \"persistence_id\", \"sequence_number\"";
        try (Connection connection = Databases.connect(database)) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(select)) {
                statement.setFetchSize(FETCH);
                bindRun(statement, run);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        reader.row(new Row(rows.getString(1), rows.getLong(2), rows.getString(3), rows.getBytes(4)));
                    }
                }
            }
        } catch (SQLException e) {
            throw new JournalUnavailable("cannot read the journal of " + run + ": " + Databases.firstLine(e), e);
        }
    }
}
