package io.backstop.node.runtime;

import io.backstop.node.runtime.Journal.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a database knows of runs beside their events: stored before a run starts, so that it can be resumed and audited. */
public final class JournalStore {
    private static final String COLUMNS =
            "\"scenario_hash\", \"scenario\", \"rules_version\", \"codec_table\", \"state\"";

    private final Database database;

    /** How far a run is. */
    public enum State {
        /** Begun, and not known to have ended. */
        RUNNING,
        /** Ended by itself. */
        COMPLETE,
        /** Stopped by a failure that no retry mends. */
        FAILED
    }

    /**
     * A run.
     *
     * @param run its name, the first part of its entities' addresses
     * @param scenarioHash the hash of {@code scenario}
     * @param scenario the resolved scenario, as bytes
     * @param rulesVersion the version of the rules that made its events
     * @param codecTable the lines of the codec table that wrote its events
     */
    @SuppressWarnings("ArrayRecordComponent") // stored and read, never compared
    public record Stored(
            String run,
            String scenarioHash,
            byte[] scenario,
            String rulesVersion,
            List<String> codecTable,
            State state) {}

    /**
     * The store of a database; makes its tables.
     *
     * @throws JournalUnavailable if the database cannot be reached
     */
    public JournalStore(Database database) {
        this.database = database;
        Databases.prepare(database);
    }

    /**
     * The run of the name in a database that is only read.
     *
     * @throws JournalUnavailable if the database cannot be reached, or holds no runs
     */
    public static Optional<Stored> read(Database database, String run) {
        try (Connection connection = Databases.connectToRead(database)) {
            return find(connection, run);
        } catch (SQLException e) {
            throw new JournalUnavailable("cannot read the run " + run + ": " + Databases.firstLine(e), e);
        }
    }

    /**
     * Stores a new run.
     *
     * @throws JournalUnavailable if one of the name is there, or the database refuses
     */
    public void create(Stored run) {
        try (Connection connection = Databases.connect(database)) {
            insert(connection, run);
        } catch (SQLException e) {
            throw new JournalUnavailable("cannot store the run " + run.run() + ": " + Databases.firstLine(e), e);
        }
    }

    static void insert(Connection connection, Stored run) throws SQLException {
        String insert = "INSERT INTO \"run\" (" + COLUMNS + ", \"run_id\") VALUES (?, ?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, run.scenarioHash());
            statement.setBytes(2, run.scenario());
            statement.setString(3, run.rulesVersion());
            statement.setString(4, String.join("\n", run.codecTable()));
            statement.setString(5, run.state().name());
            statement.setString(6, run.run());
            statement.executeUpdate();
        }
    }

    /** The run of the name. */
    public Optional<Stored> find(String run) {
        try (Connection connection = Databases.connect(database)) {
            return find(connection, run);
        } catch (SQLException e) {
            throw new JournalUnavailable("cannot read the run " + run + ": " + Databases.firstLine(e), e);
        }
    }

    private static Optional<Stored> find(Connection connection, String run) throws SQLException {
        String select = "SELECT " + COLUMNS + " FROM \"run\" WHERE \"run_id\" = ?";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setString(1, run);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(stored(run, row)) : Optional.empty();
            }
        }
    }

    private static Stored stored(String run, ResultSet row) throws SQLException {
        return new Stored(
                run,
                row.getString(1),
                row.getBytes(2),
                row.getString(3),
                row.getString(4).lines().toList(),
                State.valueOf(row.getString(5)));
    }

    /** The names of all runs in the state, sorted. */
    public List<String> runs(State state) {
        String select = "SELECT \"run_id\" FROM \"run\" WHERE \"state\" = ? ORDER BY \"run_id\"";
        try (Connection connection = Databases.connect(database);
                PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setString(1, state.name());
            try (ResultSet rows = statement.executeQuery()) {
                List<String> runs = new ArrayList<>();
                while (rows.next()) {
                    runs.add(rows.getString(1));
                }
                return runs;
            }
        } catch (SQLException e) {
            throw new JournalUnavailable("cannot list the runs: " + Databases.firstLine(e), e);
        }
    }

    /** Moves the run to the state. */
    public void mark(String run, State state) {
        try (Connection connection = Databases.connect(database);
                PreparedStatement statement =
                        connection.prepareStatement("UPDATE \"run\" SET \"state\" = ? WHERE \"run_id\" = ?")) {
            statement.setString(1, state.name());
            statement.setString(2, run);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new JournalUnavailable("cannot mark the run " + run + ": " + Databases.firstLine(e), e);
        }
    }

    /** How many events of the run the journal holds. */
    public long events(String run) {
        return Rows.count(database, run);
    }
}
