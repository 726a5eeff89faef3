package io.backstop.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.kernel.JournalDamaged;
import io.backstop.kernel.example.Bank;
import io.backstop.node.runtime.Journal.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Damage that the journal plugin recovers past without a word: each kind must be refused, naming entity and number, by the
 * inspection of the whole journal and by the entity that is asked to go on.
 *
 * <p>A run of 700 rounds over one branch with two accounts is stopped after round 650; every entity has hundreds of events.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DamagedJournalSuite {
    private static final Bank WHOLE = new Bank("toy", 1, 2, 700, 4);
    private static final String BRANCH = WHOLE.branch(0).path();
    private static final String ACCOUNT = WHOLE.account(0, 1).path();

    abstract Database database();

    @BeforeAll
    void anInterruptedRun() throws SQLException {
        ClusterRuntime runtime = Banks.cluster(WHOLE, database());
        assertThatThrownBy(() -> runtime.run(Banks.at(650, runtime::stop))).isInstanceOf(CancellationException.class);
        assertThat(inspect()).isGreaterThan(650 + 649 + 2 * 432);
        try (Connection connection = Databases.connect(database());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE healthy AS SELECT * FROM \"event_journal\"");
        }
    }

    @BeforeEach
    void anUndamagedJournal() throws SQLException {
        try (Connection connection = Databases.connect(database());
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM \"event_journal\"");
            statement.execute("INSERT INTO \"event_journal\" SELECT * FROM healthy");
        }
    }

    private long inspect() {
        return new JournalInspection(WHOLE, WHOLE.workflow(), WHOLE.root(), Banks.TABLE).verify(database());
    }

    private void goOn() {
        Banks.rootEvents(Banks.cluster(WHOLE, database()));
    }

    private void refused(String entity, long number) {
        String message = "journal damaged: entity " + entity + ", event " + number + ":";
        assertThatThrownBy(this::inspect).isInstanceOf(JournalDamaged.class).hasMessageStartingWith(message);
        assertThatThrownBy(this::goOn).isInstanceOf(JournalDamaged.class).hasMessageStartingWith(message);
    }

    private void delete(String entity, long from, long to) throws SQLException {
        try (Connection connection = Databases.connect(database());
                PreparedStatement statement = connection.prepareStatement(
                        "DELETE FROM \"event_journal\" WHERE \"persistence_id\" = ? AND \"sequence_number\" BETWEEN ? AND ?")) {
            statement.setString(1, entity);
            statement.setLong(2, from);
            statement.setLong(3, to);
            assertThat(statement.executeUpdate()).isPositive();
        }
    }

    private long last(String entity) throws SQLException {
        try (Connection connection = Databases.connect(database());
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT MAX(\"sequence_number\") FROM \"event_journal\" WHERE \"persistence_id\" = ?")) {
            statement.setString(1, entity);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void flip(String entity, long number, int place) throws SQLException {
        String where = " WHERE \"persistence_id\" = ? AND \"sequence_number\" = ?";
        try (Connection connection = Databases.connect(database());
                PreparedStatement read =
                        connection.prepareStatement("SELECT \"event_payload\" FROM \"event_journal\"" + where);
                PreparedStatement write =
                        connection.prepareStatement("UPDATE \"event_journal\" SET \"event_payload\" = ?" + where)) {
            read.setString(1, entity);
            read.setLong(2, number);
            byte[] bytes;
            try (ResultSet row = read.executeQuery()) {
                assertThat(row.next()).isTrue();
                bytes = row.getBytes(1);
            }
            int at = place < 0 ? bytes.length + place : place;
            bytes[at] = (byte) (bytes[at] ^ 0x10);
            write.setBytes(1, bytes);
            write.setString(2, entity);
            write.setLong(3, number);
            assertThat(write.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void aMissingRow() throws SQLException {
        delete(ACCOUNT, 300, 300);
        refused(ACCOUNT, 300);
    }

    @Test
    void aHoleOfFiveHundredRows() throws SQLException {
        delete(BRANCH, 100, 599);
        refused(BRANCH, 100);
    }

    @Test
    void aHoleInTheRoot() throws SQLException {
        delete(WHOLE.root().path(), 100, 599);
        refused(WHOLE.root().path(), 100);
    }

    @Test
    void theLastRowsOfAChildMissing() throws SQLException {
        long last = last(BRANCH);
        delete(BRANCH, last - 4, last);
        refused(BRANCH, last - 4);
    }

    @Test
    void theLastRowsOfALeafMissing() throws SQLException {
        long last = last(ACCOUNT);
        delete(ACCOUNT, last - 4, last);
        refused(ACCOUNT, last - 4);
    }

    @Test
    void theLastRowsOfTheRootMissing() throws SQLException {
        long last = last(WHOLE.root().path());
        delete(WHOLE.root().path(), last - 4, last);
        assertThatThrownBy(this::inspect)
                .isInstanceOf(JournalDamaged.class)
                .hasMessageStartingWith("journal damaged: entity "
                        + WHOLE.root().path() + ", event " + (last - 4) + ": missing at the end");
    }

    @Test
    void aFlippedByteInTheBody() throws SQLException {
        flip(ACCOUNT, 250, -1);
        refused(ACCOUNT, 250);
    }

    @Test
    void aFlippedByteInTheHeader() throws SQLException {
        flip(ACCOUNT, 251, 0);
        flip(BRANCH, 17, 7);
        assertThatThrownBy(this::inspect)
                .isInstanceOf(JournalDamaged.class)
                .hasMessageContaining(ACCOUNT + ", event 251");
    }

    @Test
    void aRowOfAnotherEntity() throws SQLException {
        try (Connection connection = Databases.connect(database());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "DELETE FROM \"event_journal\" WHERE \"sequence_number\" = 40 AND \"persistence_id\" = '" + ACCOUNT
                            + "'");
            statement.executeUpdate("UPDATE \"event_journal\" SET \"persistence_id\" = '" + ACCOUNT
                    + "' WHERE \"sequence_number\" = 40 AND \"persistence_id\" = '"
                    + WHOLE.account(0, 0).path() + "'");
        }
        assertThatThrownBy(this::goOn).isInstanceOf(JournalDamaged.class).hasMessageContaining(", event 40:");
        assertThatThrownBy(this::inspect).isInstanceOf(JournalDamaged.class).hasMessageContaining(", event 40:");
    }
}
