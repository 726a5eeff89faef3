package io.backstop.node;

import static io.backstop.node.JournalRows.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.node.JournalRows.Entity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code --resume} refuses a journal that is not what it was, in one line that names the entity and the number.
 *
 * <p>Each test damages the same journal of a run that was stopped when all was done but the manifest.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamagedRunTest {
    private final Path folder;
    private final Path run;
    private final Path healthy;

    DamagedRunTest(@TempDir Path folder) {
        this.folder = folder;
        this.run = folder.resolve("run");
        this.healthy = folder.resolve("healthy.mv.db");
    }

    @BeforeAll
    void runAlmostToTheEnd() throws IOException {
        Invocation whole = Invocation.of(
                "run", SmallScenario.ofTenMinutes(folder), "--quiet", "--no-paired", "--partitions", "2", "--out", run);
        assertThat(whole.exitCode()).as(whole.err()).isZero();
        Files.delete(run.resolve("manifest.json"));
        Files.move(run.resolve("journal/backstop.mv.db"), healthy);
    }

    @BeforeEach
    void anUndamagedJournal() throws IOException {
        Files.copy(healthy, run.resolve("journal/backstop.mv.db"), StandardCopyOption.REPLACE_EXISTING);
    }

    private Entity longest(String kind) throws SQLException {
        try (JournalRows rows = JournalRows.ofH2(run)) {
            return rows.longest(kind);
        }
    }

    private void delete(Entity of, long from, long to) throws SQLException {
        try (JournalRows rows = JournalRows.ofH2(run)) {
            rows.delete(of, from, to);
        }
    }

    @Test
    void aMissingRowOfAnEngine() throws SQLException {
        Entity engine = longest("MARGIN_ENGINE");
        delete(engine, 2, 2);
        refused(run, engine, 2);
    }

    @Test
    void aHoleOfFiveHundredRows() throws SQLException {
        Entity engine = longest("MARGIN_ENGINE");
        delete(engine, 50, 549);
        refused(run, engine, 50);
    }

    @Test
    void aHoleOfFiveHundredRowsInTheRun() throws SQLException {
        Entity root = longest("RUN");
        delete(root, 50, 549);
        refused(run, root, 50);
    }

    @Test
    void theLastRowOfAnAccountMissing() throws SQLException {
        Entity account = longest("ACCOUNT");
        delete(account, account.last(), account.last());
        refused(run, account, account.last());
    }

    @Test
    void theLastRowOfAnEngineMissing() throws SQLException {
        Entity engine = longest("MARGIN_ENGINE");
        delete(engine, engine.last(), engine.last());
        refused(run, engine, engine.last());
    }

    @Test
    void theLastRowsOfTheRunMissing() throws SQLException {
        Entity root = longest("RUN");
        delete(root, root.last() - 4, root.last());
        refused(run, root, root.last() - 4);
    }

    @Test
    void aFlippedByteOfTheRun() throws SQLException {
        Entity root = longest("RUN");
        try (JournalRows rows = JournalRows.ofH2(run)) {
            rows.flip(root, 3);
        }
        refused(run, root, 3);
    }
}
