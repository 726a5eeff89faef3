package io.backstop.node.runtime;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether tables that were there before are the ones that this build reads and writes. */
final class TableCheck {
    private static final String JOURNAL = "event_journal";

    /** What this build reads or writes; a table may have more columns if they fill themselves. */
    private static final SortedMap<String, List<String>> COLUMNS = new TreeMap<>(Map.of(
            JOURNAL,
            List.of(
                    "ordering",
                    "persistence_id",
                    "sequence_number",
                    "deleted",
                    "writer",
                    "write_timestamp",
                    "adapter_manifest",
                    "event_ser_id",
                    "event_ser_manifest",
                    "event_payload",
                    "meta_ser_id",
                    "meta_ser_manifest",
                    "meta_payload"),
            "event_tag",
            List.of("event_id", "tag"),
            "run",
            List.of("run_id", "scenario_hash", "scenario", "rules_version", "codec_table", "state"),
            "cluster_run",
            List.of("run_id", "partitions", "submitted", "digest", "failure"),
            "run_hold",
            List.of("run_id", "hold", "tick", "pass", "state"),
            "node",
            List.of("address", "name", "http", "version", "rules_version", "shards", "codec_table", "seen")));

    private final DatabaseMetaData data;
    private final String schema;

    private TableCheck(DatabaseMetaData data, String schema) {
        this.data = data;
        this.schema = schema;
    }

    /** The first thing in which the tables differ from those of this build, in words. */
    static Optional<String> difference(Connection connection) throws SQLException {
        TableCheck check = new TableCheck(connection.getMetaData(), connection.getSchema());
        for (Map.Entry<String, List<String>> table : COLUMNS.entrySet()) {
            Optional<String> difference = check.columns(table.getKey(), table.getValue());
            if (difference.isPresent()) {
                return difference;
            }
        }
        // The fence against two writers, which would be missed only when there are two.
        return check.hasKey(List.of("persistence_id", "sequence_number"))
                ? Optional.empty()
                : Optional.of(JOURNAL + " has no unique key (persistence_id, sequence_number)");
    }

    private Optional<String> columns(String table, List<String> ours) throws SQLException {
        TreeSet<String> missing = new TreeSet<>(ours);
        try (ResultSet rows = data.getColumns(null, schema, table, null)) {
            while (rows.next()) {
                String column = rows.getString("COLUMN_NAME");
                boolean known = missing.remove(column);
                if (!known && isToBeFilled(rows)) {
                    return Optional.of(table + " has a column " + column + " that this build does not fill");
                }
            }
        }
        return missing.isEmpty() ? Optional.empty() : Optional.of(table + " has no column " + missing.first());
    }

    private static boolean isToBeFilled(ResultSet column) throws SQLException {
        return "NO".equals(column.getString("IS_NULLABLE")) && column.getString("COLUMN_DEF") == null;
    }

    private boolean hasKey(List<String> columns) throws SQLException {
        SortedMap<String, SortedMap<Integer, String>> keys = new TreeMap<>();
        try (ResultSet rows = data.getIndexInfo(null, schema, JOURNAL, true, true)) {
            while (rows.next()) {
                String index = rows.getString("INDEX_NAME");
                if (index != null) {
                    keys.computeIfAbsent(index, name -> new TreeMap<>())
                            .put(rows.getInt("ORDINAL_POSITION"), rows.getString("COLUMN_NAME"));
                }
            }
        }
        return keys.values().stream().map(Map::values).map(List::copyOf).anyMatch(columns::equals);
    }

    /** The tables, each with the columns of this build. */
    static Map<String, ? extends Collection<String>> tables() {
        return COLUMNS;
    }
}
