package io.backstop.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Drills of a small scenario: on three real processes, and those that cannot be. */
class DrillCommandTest {
    @TempDir
    private Path folder;

    private Path drill(String... faults) throws IOException {
        SmallScenario.in(folder);
        String lines = Stream.of(faults).map(fault -> "  - " + fault + "\n").reduce("", String::concat);
        return Files.writeString(
                folder.resolve("drill.yaml"),
                "schema: 1\nname: test\nscenario: small.yaml\npartitions: 4\nfaults:\n" + lines);
    }

    private Stream<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .map(line -> line.contains(folder.toString()))
                        .orElse(false));
    }

    /** Row F2 of the fault table, small. */
    @Test
    @Timeout(180)
    void theOldestNodeIsKilledAndTheDigestIsTheSame() throws IOException {
        Path out = folder.resolve("out");

        Invocation ended =
                Invocation.of("drill", drill("{at: {tick: 20, pass: 1}, kill: oldest}"), "--json", "--out", out);

        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(ExitCode.DONE);
        JsonNode json = ended.json();
        String alone = Invocation.of(
                        "run",
                        folder.resolve("small.yaml"),
                        "--runtime",
                        "in-process",
                        "--no-paired",
                        "--json",
                        "--out",
                        folder.resolve("alone"))
                .json()
                .path("digest")
                .asText();
        assertThat(json.path("digest").asText()).isEqualTo(alone);
        assertThat(json.path("audit"))
                .hasSize(20)
                .allMatch(line -> line.path("holds").asBoolean());
        JsonNode fault = json.path("faults").path(0);
        assertThat(fault.path("fault").asText()).startsWith("kill oldest (node-");
        assertThat(fault.path("detected").asDouble()).isPositive();
        assertThat(fault.path("handedOver").asDouble())
                .isGreaterThanOrEqualTo(fault.path("detected").asDouble());
        assertThat(fault.path("moved").asDouble()).isPositive();
        assertThat(fault.path("standstill").asDouble())
                .isGreaterThanOrEqualTo(fault.path("moved").asDouble());
        assertThat(out.resolve("drill.json")).isRegularFile();
        assertThat(out.resolve("drill.html")).isRegularFile();
        assertThat(processes()).isEmpty();
    }

    @Test
    void aPassThatTheTickDoesNotHaveIsBadInputBeforeAnythingStarts() throws IOException {
        Path out = folder.resolve("out");

        Invocation refused =
                Invocation.of("drill", drill("{at: {tick: 20, pass: 9}, kill: node-1}"), "--quiet", "--out", out);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err())
                .isEqualTo("backstop: drill test: a fault begins at tick 20 pass 9, but that tick has 1 pass\n");
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void aFaultThatTheNetworkCannotHaveIsBadInputBeforeAnythingStarts() throws IOException {
        Path out = folder.resolve("out");
        Path slow = drill("{at: {tick: 20}, slowLink: \"node-1/node-2\", delay: 80ms, for: 1s}");

        Invocation refused = Invocation.of("drill", slow, "--network", "namespaces", "--out", out);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err())
                .isEqualTo(
                        "backstop: drill test: slowLink does not go with --network namespaces, which can cut links between"
                                + " nodes but not slow them down; --network proxy can\n");
        assertThat(out).doesNotExist();
    }

    @Test
    void aMistakeInTheFileIsBadInput() throws IOException {
        Invocation refused = Invocation.of("drill", drill("{at: {tick: 5}, kill: nod-1}"));

        assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err())
                .endsWith("drill.yaml:6:27: no node 'nod-1'; expected one of node-1, node-2, node-3,"
                        + " oldest, root, adl, fund; did you mean 'node-1'?\n");
    }

    @Test
    void aFolderWithFilesInItIsRefused() throws IOException {
        Invocation refused = Invocation.of("drill", drill("{at: {tick: 5}, kill: node-1}"), "--out", folder);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err()).contains("is not empty; --out takes another one");
    }
}
