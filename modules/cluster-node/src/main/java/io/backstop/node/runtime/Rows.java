package io.backstop.node.runtime;

import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.node.runtime.Journal.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;

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

    /** Takes a row and the writer that stored it. */
    @FunctionalInterface
    public interface StoredReader {
        /** Takes the next row. */
        void row(Row row, String writer);
    }

    /**
     * Reads all rows of a run in the order in which they were stored, and changes nothing. H2 would hold a whole result, so it is asked
     * for a few thousand rows at a time; PostgreSQL sorts once and sends as many at a time.
     *
     * @throws JournalUnavailable if the database cannot be read
     */
    public static void readAsStored(Database database, String run, StoredReader reader) {
        String select = "SELECT \"ordering\", \"persistence_id\", \"sequence_number\", \"event_ser_manifest\","
                + " \"event_payload\", \"writer\" FROM \"event_journal\" WHERE " + OF_RUN
                + " AND \"deleted\" = FALSE AND \"ordering\" > ? ORDER BY \"ordering\" LIMIT ?";
        int page = database instanceof Journal.H2 ? FETCH : Integer.MAX_VALUE;
        try (Connection connection = Databases.connectToRead(database);
                PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setFetchSize(FETCH);
            bindRun(statement, run);
            statement.setInt(4, page);
            long last = Long.MIN_VALUE;
            int rows = page;
            while (rows == page) {
                statement.setLong(3, last);
                rows = 0;
                try (ResultSet found = statement.executeQuery()) {
                    while (found.next()) {
                        last = found.getLong(1);
                        rows++;
                        reader.row(
                                new Row(found.getString(2), found.getLong(3), found.getString(4), found.getBytes(5)),
                                found.getString(6));
                    }
                }
            }
        } catch (SQLException e) {
            throw new JournalUnavailable("cannot read the journal of " + run + ": " + Databases.firstLine(e), e);
        }
    }

    /**
     * The number of the last event of each entity of a run that has any, sorted by their addresses.
     *
     * @throws JournalUnavailable if the database cannot be read
     */
    public static SortedMap<String, Long> lastNumbers(Database database, String run) {
        String select = "SELECT \"persistence_id\", MAX(\"sequence_number\") FROM \"event_journal\" WHERE " + OF_RUN
                + " AND \"deleted\" = FALSE GROUP BY \"persistence_id\"";
        try (Connection connection = Databases.connectToRead(database);
                PreparedStatement statement = connection.prepareStatement(select)) {
            bindRun(statement, run);
            SortedMap<String, Long> numbers = new TreeMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    numbers.put(rows.getString(1), rows.getLong(2));
                }
            }
            return numbers;
        } catch (SQLException e) {
            throw new JournalUnavailable("cannot read the journal of " + run + ": " + Databases.firstLine(e), e);
        }
    }

    /**
     * How many events of a run the journal holds, of all its entities.
     *
     * @throws JournalUnavailable if the database cannot be read
     */
    public static long count(Database database, String run) {
        String count = "SELECT COUNT(*) FROM \"event_journal\" WHERE " + OF_RUN;
        try (Connection connection = Databases.connectToRead(database);
                PreparedStatement statement = connection.prepareStatement(count)) {
            bindRun(statement, run);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new JournalUnavailable("cannot count the events of " + run + ": " + Databases.firstLine(e), e);
        }
    }

    /**
     * How many engines share the accounts of a run's protocols: one more than the highest partition that has an event.
     *
     * @throws JournalUnavailable if the database cannot be read
     */
    public static int partitions(Database database, String run) {
        String select = "SELECT DISTINCT \"persistence_id\" FROM \"event_journal\" WHERE " + OF_RUN
                + " AND \"persistence_id\" LIKE '%/" + EntityKind.MARGIN_ENGINE + "/%'";
        try (Connection connection = Databases.connectToRead(database);
                PreparedStatement statement = connection.prepareStatement(select)) {
            bindRun(statement, run);
            int partitions = 1;
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    partitions = Math.max(
                            partitions, EntityId.parse(rows.getString(1)).partition() + 1);
                }
            }
            return partitions;
        } catch (SQLException e) {
            throw new JournalUnavailable("cannot read the journal of " + run + ": " + Databases.firstLine(e), e);
        }
    }
}
