package io.backstop.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables as operators make them, as a node makes them, and as neither does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaFileTest {
    private static final Path FILE = Path.of(System.getProperty("backstop.home", "../.."), "ops/postgresql/schema.sql");

    private static final List<String> SHAPE = List.of(
            "SELECT table_name, ordinal_position, column_name, data_type, character_maximum_length, collation_name,"
                    + " is_nullable, column_default FROM information_schema.columns WHERE table_schema = 'public'"
                    + " ORDER BY 1, 2",
            "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2",
            "SELECT conrelid::regclass::text, contype::text, pg_get_constraintdef(oid) FROM pg_constraint"
                    + " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2, 3");

    private PackagedPostgres server;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = PackagedPostgres.start(folder);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Journal.Postgres empty(String name) throws SQLException {
        execute(server.journal(), "CREATE DATABASE " + name);
        Journal.Postgres journal = server.journal();
        return new Journal.Postgres(journal.url().replace("/postgres", "/" + name), journal.user(), journal.password());
    }

    private static void execute(Journal.Postgres database, String sql) throws SQLException {
        try (Connection connection = Databases.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Columns, keys and constraints, one a line. */
    private static List<String> shape(Journal.Postgres database) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = Databases.connect(database);
                Statement statement = connection.createStatement()) {
            for (String query : SHAPE) {
                try (ResultSet rows = statement.executeQuery(query)) {
                    while (rows.next()) {
                        StringBuilder line = new StringBuilder();
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            line.append(rows.getString(column)).append(' ');
                        }
                        lines.add(line.toString().strip());
                    }
                }
            }
        }
        return lines;
    }

    @Test
    void operatorsAndNodesMakeTheSameTables() throws SQLException, IOException {
        Journal.Postgres byHand = empty("by_hand");
        execute(byHand, Files.readString(FILE));
        List<String> made = shape(byHand);
        assertThat(made).hasSizeGreaterThan(40).anyMatch(line -> line.contains("(persistence_id, sequence_number)"));

        Databases.prepare(byHand);
        assertThat(shape(byHand)).isEqualTo(made);

        Journal.Postgres byNode = empty("by_node");
        Databases.prepare(byNode);
        assertThat(shape(byNode)).isEqualTo(made);
        execute(byNode, Files.readString(FILE));
        assertThat(shape(byNode)).isEqualTo(made);
    }

    @Test
    void theCheckKnowsEveryColumn() throws SQLException {
        Journal.Postgres database = empty("columns");
        Databases.prepare(database);
        TreeMap<String, TreeSet<String>> there = new TreeMap<>();
        try (Connection connection = Databases.connect(database);
                ResultSet rows = connection.getMetaData().getColumns(null, "public", "%", null)) {
            while (rows.next()) {
                there.computeIfAbsent(rows.getString("TABLE_NAME"), table -> new TreeSet<>())
                        .add(rows.getString("COLUMN_NAME"));
            }
        }
        TreeMap<String, TreeSet<String>> known = new TreeMap<>();
        TableCheck.tables().forEach((table, columns) -> known.put(table, new TreeSet<>(columns)));
        there.keySet().removeIf(table -> table.endsWith("_idx") || table.endsWith("_pkey") || table.endsWith("_seq"));
        assertThat(there).isEqualTo(known);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            older   | ALTER TABLE run DROP COLUMN codec_table                                    | run has no column codec_table
            newer   | ALTER TABLE node ADD COLUMN zone TEXT NOT NULL                             | node has a column zone that this build does not fill
            renamed | ALTER TABLE event_journal RENAME COLUMN writer TO author                   | event_journal has a column author that this build does not fill
            keyless | ALTER TABLE event_journal DROP CONSTRAINT event_journal_pkey               | event_journal has no unique key (persistence_id, sequence_number)
            weaker  | ALTER TABLE event_journal DROP CONSTRAINT event_journal_pkey; CREATE UNIQUE INDEX k ON event_journal (persistence_id, ordering, sequence_number) | event_journal has no unique key (persistence_id, sequence_number)
            """)
    void tablesOfAnotherVersionAreRefusedInOneLine(String name, String change, String difference) throws SQLException {
        Journal.Postgres database = empty(name);
        Databases.prepare(database);
        execute(database, change);
        List<String> changed = shape(database);

        assertThatThrownBy(() -> Databases.prepare(database))
                .isInstanceOf(JournalUnavailable.class)
                .hasMessage("the database " + database.url() + " has tables of another version of Backstop: "
                        + difference + "; give this build a database of its own");
        assertThat(shape(database)).isEqualTo(changed);
    }

    @Test
    void columnsThatFillThemselvesDoNoHarm() throws SQLException {
        Journal.Postgres database = empty("extended");
        Databases.prepare(database);
        execute(database, "ALTER TABLE run ADD COLUMN note TEXT, ADD COLUMN stored DATE NOT NULL DEFAULT CURRENT_DATE");

        assertThatCode(() -> Databases.prepare(database)).doesNotThrowAnyException();
    }

    @Test
    void anH2FileIsCheckedToo(@TempDir Path file) throws SQLException {
        Journal.H2 database = new Journal.H2(file);
        Databases.prepare(database);
        Databases.prepare(database);
        try (Connection connection = Databases.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE \"run\" DROP COLUMN \"codec_table\"");
        }

        assertThatThrownBy(() -> Databases.prepare(database))
                .isInstanceOf(JournalUnavailable.class)
                .hasMessageContaining("run has no column codec_table");
    }
}
