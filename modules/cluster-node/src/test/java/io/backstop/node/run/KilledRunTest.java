package io.backstop.node.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.node.Backstop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed three times in the middle of a cascade: the run goes on to the digest of an undisturbed one. */
class KilledRunTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Path QUICKSTART = Path.of("../../scenarios/quickstart.yaml");
    private static final Path LINKED = Path.of("src/test/resources/io/backstop/node/runtime/scenarios/linked.yaml");

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void leaveNoProcess() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void aKilledProcessLosesNothing() throws IOException, InterruptedException {
        Path whole = folder.resolve("whole");
        Path killed = folder.resolve("killed");
        Process undisturbed = start(
                "run", QUICKSTART.toString(), "--runtime", "in-process", "--no-paired", "--out", whole.toString());
        killOnceEvents(start("run", QUICKSTART.toString(), "--no-paired", "--out", killed.toString()), killed, 1 << 20);
        killOnceEvents(start("run", "--resume", killed.toString()), killed, 5 << 19);
        killOnceEvents(start("run", "--resume", killed.toString()), killed, 4 << 20);
        Process last = start("run", "--resume", killed.toString());

        assertThat(last.waitFor(PATIENCE.toMinutes(), TimeUnit.MINUTES)).isTrue();
        assertThat(last.exitValue()).isZero();
        assertThat(undisturbed.waitFor(PATIENCE.toMinutes(), TimeUnit.MINUTES)).isTrue();
        assertThat(digest(killed)).isEqualTo(digest(whole));
        assertThat(killed.resolve("liquidations.csv")).hasSameBinaryContentAs(whole.resolve("liquidations.csv"));
    }

    @Test
    void aKilledProcessOfLinkedProtocolsLosesNothing() throws IOException, InterruptedException {
        Path whole = folder.resolve("whole");
        Path killed = folder.resolve("killed");
        Process undisturbed =
                start("run", LINKED.toString(), "--runtime", "in-process", "--no-paired", "--out", whole.toString());
        killOnceEvents(start("run", LINKED.toString(), "--no-paired", "--out", killed.toString()), killed, 1 << 20);
        Process last = start("run", "--resume", killed.toString());

        assertThat(last.waitFor(PATIENCE.toMinutes(), TimeUnit.MINUTES)).isTrue();
        assertThat(last.exitValue()).isZero();
        assertThat(undisturbed.waitFor(PATIENCE.toMinutes(), TimeUnit.MINUTES)).isTrue();
        assertThat(digest(killed)).isEqualTo(digest(whole));
        for (String file :
                List.of("adl.csv", "pool/liquidations.csv", "transfers.csv", "claims.csv", "graph.graphml")) {
            assertThat(killed.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
    }

    /** Kills the process when the journal's file has grown beyond so many bytes. */
    private static void killOnceEvents(Process process, Path run, long bytes) throws InterruptedException {
        Path journal = run.resolve("journal/backstop.mv.db");
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> Files.exists(journal) && Files.size(journal) > bytes);
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        assertThat(run.resolve("manifest.json")).doesNotExist();
    }

    private static String digest(Path run) throws IOException {
        JsonNode manifest =
                new ObjectMapper().readTree(run.resolve("manifest.json").toFile());
        return manifest.path("digest").asText();
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Backstop.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output.txt").toFile()))
                .start();
        started.add(process);
        return process;
    }
}
