package io.backstop.node.runtime;

import io.backstop.node.runtime.Journal.Database;
import io.backstop.node.runtime.JournalStore.State;
import io.backstop.shell.JournalFault;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the nodes of a cluster share beside the journal: submitted runs, where they wait, and who the nodes are. */
public final class ClusterStore {
    private static final String RUNS =
            "SELECT r.\"run_id\", r.\"scenario\", r.\"state\", c.\"partitions\", c.\"submitted\", c.\"digest\","
                    + " c.\"failure\" FROM \"run\" r JOIN \"cluster_run\" c ON r.\"run_id\" = c.\"run_id\"";
    private static final int LONGEST_FAILURE = 4_000;

    private final Database database;

    /**
     * A run that was submitted to the cluster.
     *
     * @param scenario the resolved scenario, as bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // stored and read, never compared
    public record SubmittedRun(
            String run,
            byte[] scenario,
            State state,
            int partitions,
            Instant submitted,
            @Nullable String digest,
            @Nullable String failure) {}

    /**
     * What a node says of itself.
     *
     * @param codecTable the lines of its codec table
     */
    public record NodeCard(
            String address,
            String name,
            String http,
            String version,
            String rulesVersion,
            int shards,
            List<String> codecTable) {}

    /** Work on a connection. */
    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * The store of a database; makes its tables.
     *
     * @throws JournalUnavailable if the database cannot be reached
     */
    public ClusterStore(Database database) {
        this.database = database;
        Databases.prepare(database);
    }

    private <T> T with(String what, Work<T> work) {
        try (Connection connection = Databases.connect(database)) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new JournalUnavailable("cannot " + what + ": " + Databases.firstLine(e), e);
        }
    }

    /**
     * Stores a run and where it waits, all or nothing.
     *
     * @return whether it is new; a run of the name that is there stays as it is
     */
    public boolean submit(JournalStore.Stored run, int partitions, List<Hold> holds) {
        return with("store the run " + run.run(), connection -> {
            connection.setAutoCommit(false);
            try {
                update(
                        connection,
                        "INSERT INTO \"cluster_run\" (\"run_id\", \"partitions\") VALUES (?, ?)",
                        run.run(),
                        partitions);
                for (Hold hold : holds) {
                    update(
                            connection,
                            "INSERT INTO \"run_hold\" (\"run_id\", \"hold\", \"tick\", \"pass\", \"state\")"
                                    + " VALUES (?, ?, ?, ?, ?)",
                            run.run(),
                            hold.number(),
                            hold.tick(),
                            hold.pass(),
                            hold.state().name());
                }
                JournalStore.insert(connection, run);
                connection.commit();
                return true;
            } catch (SQLException e) {
                connection.rollback();
                if (JournalFault.isTaken(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setObject(at + 1, values[at]);
            }
            return statement.executeUpdate();
        }
    }

    /** All submitted runs, the latest first. */
    public List<SubmittedRun> runs() {
        return with("list the runs", connection -> {
            try (PreparedStatement statement =
                            connection.prepareStatement(RUNS + " ORDER BY c.\"submitted\" DESC, r.\"run_id\"");
                    ResultSet rows = statement.executeQuery()) {
                List<SubmittedRun> runs = new ArrayList<>();
                while (rows.next()) {
                    runs.add(submitted(rows));
                }
                return runs;
            }
        });
    }

    /** The run of the name. */
    public Optional<SubmittedRun> run(String run) {
        return with("read the run " + run, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(RUNS + " WHERE r.\"run_id\" = ?")) {
                statement.setString(1, run);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Optional.of(submitted(row)) : Optional.empty();
                }
            }
        });
    }

    private static SubmittedRun submitted(ResultSet row) throws SQLException {
        return new SubmittedRun(
                row.getString(1),
                row.getBytes(2),
                State.valueOf(row.getString(3)),
                row.getInt(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getString(6),
                row.getString(7));
    }

    /** The names of the submitted runs that have not ended, sorted. */
    public List<String> active() {
        return with("list the runs", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                            "SELECT r.\"run_id\" FROM \"run\" r JOIN \"cluster_run\" c ON r.\"run_id\" = c.\"run_id\""
                                    + " WHERE r.\"state\" = 'RUNNING' ORDER BY r.\"run_id\"");
                    ResultSet rows = statement.executeQuery()) {
                List<String> runs = new ArrayList<>();
                while (rows.next()) {
                    runs.add(rows.getString(1));
                }
                return runs;
            }
        });
    }

    /** Notes the end of a run that runs, once; whether this call did. */
    public boolean end(String run, State state, @Nullable String digest, @Nullable String failure) {
        return with("note the end of " + run, connection -> {
            connection.setAutoCommit(false);
            int changed = update(
                    connection,
                    "UPDATE \"run\" SET \"state\" = ? WHERE \"run_id\" = ? AND \"state\" = 'RUNNING'",
                    state.name(),
                    run);
            if (changed == 1) {
                try (PreparedStatement statement = connection.prepareStatement(
                        "UPDATE \"cluster_run\" SET \"digest\" = ?, \"failure\" = ? WHERE \"run_id\" = ?")) {
                    statement.setString(1, digest);
                    statement.setString(2, cut(failure));
                    statement.setString(3, run);
                    statement.executeUpdate();
                }
            }
            connection.commit();
            return changed == 1;
        });
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= LONGEST_FAILURE ? text : text.substring(0, LONGEST_FAILURE);
    }

    /** Where a run waits, in the order of its submission. */
    public List<Hold> holds(String run) {
        return with("read where " + run + " waits", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT \"hold\", \"tick\", \"pass\", \"state\" FROM \"run_hold\" WHERE \"run_id\" = ?"
                            + " ORDER BY \"hold\"")) {
                statement.setString(1, run);
                try (ResultSet rows = statement.executeQuery()) {
                    List<Hold> holds = new ArrayList<>();
                    while (rows.next()) {
                        holds.add(new Hold(
                                rows.getInt(1),
                                rows.getLong(2),
                                rows.getInt(3),
                                Hold.State.valueOf(rows.getString(4))));
                    }
                    return holds;
                }
            }
        });
    }

    /** Moves a hold from one state to another; whether it was in the first. */
    public boolean move(String run, int hold, Hold.State from, Hold.State to) {
        return with(
                "move a hold of " + run,
                connection -> update(
                                connection,
                                "UPDATE \"run_hold\" SET \"state\" = ?"
                                        + " WHERE \"run_id\" = ? AND \"hold\" = ? AND \"state\" = ?",
                                to.name(),
                                run,
                                hold,
                                from.name())
                        == 1);
    }

    /** Events of an entity after a number, at most so many. */
    public List<Rows.Row> events(String persistenceId, long after, int limit) {
        return with("read the events of " + persistenceId, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT \"sequence_number\", \"event_ser_manifest\", \"event_payload\" FROM \"event_journal\""
                            + " WHERE \"persistence_id\" = ? AND \"sequence_number\" > ?"
                            + " ORDER BY \"sequence_number\" LIMIT ?")) {
                statement.setString(1, persistenceId);
                statement.setLong(2, after);
                statement.setInt(3, limit);
                try (ResultSet rows = statement.executeQuery()) {
                    List<Rows.Row> events = new ArrayList<>();
                    while (rows.next()) {
                        events.add(new Rows.Row(persistenceId, rows.getLong(1), rows.getString(2), rows.getBytes(3)));
                    }
                    return events;
                }
            }
        });
    }

    /** The number of an entity's last event, 0 if it has none. */
    public long lastEvent(String persistenceId) {
        return with("read the events of " + persistenceId, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT MAX(\"sequence_number\") FROM \"event_journal\" WHERE \"persistence_id\" = ?")) {
                statement.setString(1, persistenceId);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    /** The row of a run that was stored last, of any entity but this one; empty if there is none. */
    public Optional<Rows.Row> lastStoredBut(String run, String persistenceId) {
        return with("read the last event of " + run, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT \"persistence_id\", \"sequence_number\", \"event_ser_manifest\", \"event_payload\""
                            + " FROM \"event_journal\" WHERE " + Rows.OF_RUN
                            + " AND \"persistence_id\" <> ? ORDER BY \"ordering\" DESC LIMIT 1")) {
                Rows.bindRun(statement, run);
                statement.setString(3, persistenceId);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next()
                            ? Optional.of(
                                    new Rows.Row(row.getString(1), row.getLong(2), row.getString(3), row.getBytes(4)))
                            : Optional.empty();
                }
            }
        });
    }

    /** Notes that a node is there now, by the database's clock. */
    public void seen(NodeCard card) {
        with("note the node " + card.name(), connection -> {
            connection.setAutoCommit(false);
            update(connection, "DELETE FROM \"node\" WHERE \"address\" = ?", card.address());
            update(
                    connection,
                    "INSERT INTO \"node\" (\"address\", \"name\", \"http\", \"version\", \"rules_version\", \"shards\","
                            + " \"codec_table\") VALUES (?, ?, ?, ?, ?, ?, ?)",
                    card.address(),
                    card.name(),
                    card.http(),
                    card.version(),
                    card.rulesVersion(),
                    card.shards(),
                    String.join("\n", card.codecTable()));
            connection.commit();
            return true;
        });
    }

    /** Notes that a node has left. */
    public void left(String address) {
        with(
                "note that " + address + " left",
                connection -> update(connection, "DELETE FROM \"node\" WHERE \"address\" = ?", address));
    }

    /** The nodes that were there within the last seconds. */
    public List<NodeCard> nodes(int seconds) {
        return with("list the nodes", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT \"address\", \"name\", \"http\", \"version\", \"rules_version\", \"shards\","
                            + " \"codec_table\" FROM \"node\" WHERE \"seen\" > CURRENT_TIMESTAMP - INTERVAL '" + seconds
                            + "' SECOND ORDER BY \"address\"")) {
                List<NodeCard> nodes = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        nodes.add(new NodeCard(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5),
                                rows.getInt(6),
                                rows.getString(7).lines().toList()));
                    }
                }
                return nodes;
            }
        });
    }

    /** Whether the database answers. */
    public boolean answers() {
        try (Connection connection = Databases.connect(database)) {
            return connection.isValid(2);
        } catch (SQLException | JournalUnavailable e) {
            return false;
        }
    }
}
