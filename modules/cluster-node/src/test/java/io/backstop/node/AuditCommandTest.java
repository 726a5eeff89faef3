package io.backstop.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.node.JournalRows.Entity;
import io.backstop.node.runtime.ChildJvm;
import io.backstop.node.runtime.PackagedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code backstop audit}, on real databases. */
class AuditCommandTest {
    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void name() {
        run = folder.resolve("run");
    }

    private void run(Object... more) {
        Object[] words = new Object[more.length + 6];
        System.arraycopy(more, 0, words, 6, more.length);
        Object[] first = {"run", SmallScenario.in(folder), "--quiet", "--no-paired", "--out", run};
        System.arraycopy(first, 0, words, 0, 6);
        Invocation done = Invocation.of(words);
        assertThat(done.exitCode()).as(done.err()).isZero();
    }

    private static JsonNode line(JsonNode audit, String name) {
        for (JsonNode line : audit.path("invariants")) {
            if (line.path("name").asText().equals(name)) {
                return line;
            }
        }
        throw new AssertionError("no " + name);
    }

    @Test
    void aRunOnH2() throws IOException {
        run();
        byte[] before = Files.readAllBytes(run.resolve("journal/backstop.mv.db"));
        Invocation audit = Invocation.of("audit", run);

        assertThat(audit.exitCode()).as(audit.out() + audit.err()).isEqualTo(ExitCode.DONE);
        assertThat(audit.out().lines().toList()).hasSize(23);
        assertThat(audit.out())
                .containsPattern("R4 +holds +[\\d,]+ events\n")
                .containsPattern("R8 +holds +1 run\n")
                .containsPattern("I6 +nothing to check")
                .containsPattern("I11 +holds +40 ticks\n")
                .contains(": complete, 40 of 40 ticks closed, ");
        assertThat(Files.readAllBytes(run.resolve("journal/backstop.mv.db")))
                .as("only read")
                .isEqualTo(before);
    }

    @Test
    void aRunOnPostgresByItsFolder() {
        run("--journal", "postgres");
        Invocation audit = Invocation.of("audit", run, "--json");

        assertThat(audit.exitCode()).as(audit.out() + audit.err()).isEqualTo(ExitCode.DONE);
        assertThat(audit.json().path("holds").asBoolean()).isTrue();
        assertThat(audit.json().path("state").asText()).isEqualTo("complete");
        assertThat(line(audit.json(), "R7").path("verdict").asText()).isEqualTo("holds");
        assertThat(line(audit.json(), "I10").path("verdict").asText()).isEqualTo("nothingToCheck");
    }

    @Test
    void aRunOfADatabaseThatSeveralShareByItsId() throws SQLException, IOException {
        try (PackagedPostgres server = PackagedPostgres.start(folder.resolve("server"))) {
            String url = server.journal().url() + "&user=postgres&password=postgres";
            run("--journal", "postgres", "--jdbc-url", url);
            Path other = folder.resolve("other");
            Invocation second = Invocation.of(
                    "run",
                    SmallScenario.ofTenMinutes(folder),
                    "--quiet",
                    "--no-paired",
                    "--journal",
                    "postgres",
                    "--jdbc-url",
                    url,
                    "--out",
                    other);
            assertThat(second.exitCode()).as(second.err()).isZero();
            String id = descriptor().path("run").asText();

            Invocation audit = Invocation.of("audit", id, "--jdbc-url", url, "--json");
            assertThat(audit.exitCode()).as(audit.out() + audit.err()).isEqualTo(ExitCode.DONE);
            assertThat(audit.json().path("run").asText()).isEqualTo(id);

            try (JournalRows rows = JournalRows.of(server.journal())) {
                Entity engine = rows.longest("MARGIN_ENGINE");
                rows.delete(engine, 7, 7);
                Invocation damaged = Invocation.of("audit", other, "--jdbc-url", url, "--json");
                assertThat(damaged.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
                assertThat(line(damaged.json(), "R4")
                                .path("first")
                                .path("entity")
                                .asText())
                        .isEqualTo(engine.path());
                assertThat(line(damaged.json(), "R4")
                                .path("first")
                                .path("event")
                                .asLong())
                        .isEqualTo(7);
            }
            assertThat(Invocation.of("audit", run, "--jdbc-url", url).exitCode())
                    .as("other runs are sound")
                    .isEqualTo(ExitCode.DONE);
            assertThat(Invocation.of("audit", "nobody-1", "--jdbc-url", url))
                    .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
                    .satisfies(refused -> assertThat(refused.err()).startsWith("backstop: no run nobody-1 in"));
        }
    }

    private JsonNode descriptor() throws IOException {
        return new ObjectMapper().readTree(run.resolve("journal/run.json").toFile());
    }

    @Test
    void aFlippedBitIsNamed() throws SQLException {
        run();
        Entity account;
        try (JournalRows rows = JournalRows.ofH2(run)) {
            account = rows.longest("ACCOUNT");
            rows.flip(account, 1);
        }
        Invocation audit = Invocation.of("audit", run);

        assertThat(audit.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(audit.out())
                .containsPattern("R4 +BROKEN +tick \\d+, " + account.path() + ", event 1: the checksum does not fit")
                .contains("could not be followed to its end");
    }

    @Test
    void aKilledRun() throws IOException, InterruptedException {
        Path journal = run.resolve("journal/backstop.mv.db");
        try (ChildJvm child = ChildJvm.start(
                Backstop.class, "run", SmallScenario.ofTenMinutes(folder), "--quiet", "--no-paired", "--out", run)) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> Files.exists(journal) && Files.size(journal) > 1 << 20);
            assertThat(child.kill()).isEmpty();
        }
        Invocation audit = Invocation.of("audit", run, "--json");

        assertThat(audit.exitCode()).as(audit.out() + audit.err()).isEqualTo(ExitCode.DONE);
        assertThat(audit.json().path("state").asText()).isEqualTo("running");
        assertThat(audit.json().path("lastTick").asLong()).isBetween(1L, 599L);
        assertThat(line(audit.json(), "R8").path("verdict").asText()).isEqualTo("nothingToCheck");
    }

    @Test
    void whatIsNoRunIsBadInput() {
        assertThat(Invocation.of("audit", folder))
                .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
                .satisfies(refused -> assertThat(refused.err()).contains("no journal of a run at " + folder));
        assertThat(Invocation.of("audit", folder.resolve("none")))
                .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
                .satisfies(refused -> assertThat(refused.err()).contains("a run's id needs --jdbc-url"));
    }

    @Test
    void aRunThatHasEndedHasNobodyToAsk() {
        run();

        assertThat(Invocation.of("audit", run, "--live"))
                .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
                .satisfies(refused -> assertThat(refused.err().lines()).hasSize(1))
                .satisfies(refused -> assertThat(refused.err())
                        .contains("has ended, there is nobody to ask; audit it without --live"));
        assertThat(Invocation.of("audit", run, "--node", "http://127.0.0.1:1"))
                .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
                .satisfies(refused -> assertThat(refused.err()).startsWith("backstop: --node goes with --live"));
    }

    @Test
    void aDatabaseThatIsGoneIsARunTimeFailure() throws IOException {
        run();
        Files.delete(run.resolve("journal/backstop.mv.db"));

        assertThat(Invocation.of("audit", run))
                .satisfies(gone -> assertThat(gone.exitCode()).isEqualTo(ExitCode.RUN_TIME_FAILURE))
                .satisfies(gone -> assertThat(gone.err().lines()).hasSize(1));
        assertThat(Invocation.of("audit", "small-7", "--jdbc-url", "jdbc:postgresql://127.0.0.1:1/none"))
                .satisfies(gone -> assertThat(gone.exitCode()).isEqualTo(ExitCode.RUN_TIME_FAILURE))
                .satisfies(gone -> assertThat(gone.err()).startsWith("backstop: cannot open the journal"));
    }
}
