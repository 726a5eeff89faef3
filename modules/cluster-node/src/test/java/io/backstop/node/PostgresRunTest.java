package io.backstop.node;

import static io.backstop.node.JournalRows.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.node.JournalRows.Entity;
import io.backstop.node.runtime.ChildJvm;
import io.backstop.node.runtime.Journal;
import io.backstop.node.runtime.PackagedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code run --journal postgres}, with a server of ours or somebody else's: what becomes of the run and of the server when one
 * of them is gone in the middle.
 */
class PostgresRunTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Of the 11,776 events of the scenario. */
    private static final long A_THIRD = 4_000;

    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void name() throws IOException {
        // The server says its data directory without symbolic links.
        run = folder.toRealPath().resolve("run");
    }

    private String undisturbedDigest(Path scenario) {
        Invocation whole = Invocation.of(
                "run",
                scenario,
                "--quiet",
                "--json",
                "--no-paired",
                "--runtime",
                "in-process",
                "--out",
                folder.resolve("whole"));
        assertThat(whole.exitCode()).as(whole.err()).isZero();
        return whole.json().path("digest").asText();
    }

    /** The server whose data are in the run's journal folder, as it says where it is. */
    private Journal.Postgres server() throws IOException {
        List<String> lines = Files.readAllLines(run.resolve("journal/data/postmaster.pid"));
        return new Journal.Postgres(
                "jdbc:postgresql://127.0.0.1:" + lines.get(3).strip() + "/postgres", "postgres", "postgres");
    }

    private List<Long> servers() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("postgres") && line.contains(run.toString()))
                        .isPresent())
                .map(ProcessHandle::pid)
                .toList();
    }

    private static boolean hasAThird(Journal.Postgres server) {
        try (JournalRows rows = JournalRows.of(server)) {
            return rows.count() > A_THIRD;
        } catch (SQLException notYet) {
            return false;
        }
    }

    private boolean hasAThird() {
        try {
            return hasAThird(server());
        } catch (IOException | IndexOutOfBoundsException notYet) {
            return false;
        }
    }

    @Test
    void aKilledProcessLosesNothingAndItsServerDoesNotOutliveTheNext() throws IOException, InterruptedException {
        Path scenario = SmallScenario.ofTenMinutes(folder);
        try (ChildJvm child = ChildJvm.start(
                Backstop.class, "run", scenario, "--quiet", "--no-paired", "--journal", "postgres", "--out", run)) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(this::hasAThird);
            assertThat(child.kill()).isEmpty();
        }
        List<Long> left = servers();
        assertThat(left).isNotEmpty();
        assertThat(run.resolve("manifest.json")).doesNotExist();

        Invocation resumed = Invocation.of("run", "--quiet", "--json", "--resume", run);

        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(resumed.json().path("digest").asText()).isEqualTo(undisturbedDigest(scenario));
        assertThat(left)
                .allSatisfy(process -> assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive))
                        .isEmpty());
        assertThat(servers()).isEmpty();
    }

    @Test
    void aDamagedRowIsRefused() throws IOException, SQLException {
        Invocation whole = Invocation.of(
                "run", SmallScenario.in(folder), "--quiet", "--no-paired", "--journal", "postgres", "--out", run);
        assertThat(whole.exitCode()).as(whole.err()).isZero();
        Files.delete(run.resolve("manifest.json"));

        Entity engine;
        try (PackagedPostgres server = PackagedPostgres.start(run.resolve("journal"));
                JournalRows rows = JournalRows.of(server.journal())) {
            engine = rows.longest("MARGIN_ENGINE");
            rows.flip(engine, 3);
        }
        refused(run, engine, 3);

        try (PackagedPostgres server = PackagedPostgres.start(run.resolve("journal"));
                JournalRows rows = JournalRows.of(server.journal())) {
            rows.flip(engine, 3);
            rows.delete(engine, 2, 2);
        }
        refused(run, engine, 2);
        assertThat(servers()).isEmpty();
    }

    @Test
    void aServerThatStopsInTheMiddleIsOneLineAndTheRunGoesOnWhenItIsBack()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Path scenario = SmallScenario.ofTenMinutes(folder);
        CompletableFuture<Invocation> running;
        try (PackagedPostgres server = PackagedPostgres.start(folder.resolve("server"))) {
            running = CompletableFuture.supplyAsync(() -> Invocation.of(
                    "run",
                    scenario,
                    "--quiet",
                    "--no-paired",
                    "--journal",
                    "postgres",
                    "--jdbc-url",
                    server.journal().url(),
                    "--out",
                    run));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> hasAThird(server.journal()));
        }
        Invocation lost = running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(lost.exitCode()).as(lost.err()).isEqualTo(ExitCode.RUN_TIME_FAILURE);
        assertThat(lost.err().lines().toList())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("backstop: the journal has refused for 30 s: ");
        assertThat(lost.out()).isEmpty();
        assertThat(run.resolve("manifest.json")).doesNotExist();
        assertThat(run.resolve("report.html")).doesNotExist();

        try (PackagedPostgres again = PackagedPostgres.start(folder.resolve("server"))) {
            Invocation resumed = Invocation.of(
                    "run",
                    "--quiet",
                    "--json",
                    "--resume",
                    run,
                    "--jdbc-url",
                    again.journal().url());

            assertThat(resumed.exitCode()).as(resumed.err()).isZero();
            assertThat(resumed.json().path("digest").asText()).isEqualTo(undisturbedDigest(scenario));
        }
    }
}
