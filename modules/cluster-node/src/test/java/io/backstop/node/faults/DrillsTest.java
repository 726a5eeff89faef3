package io.backstop.node.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.node.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of {@code drills/} as {@code backstop drill} runs it, on node processes and PostgreSQL: each row of the fault table that a
 * cluster can show, F13 (a full-size burst) among them, on the scenario of the first run.
 *
 * <p>Schedule: the file's. Invariants: R1 to R7 and I1 to I12 by the audit of the database. Liveness, R8: the run ends, in the digest of the
 * undisturbed run.
 */
@Tag("slow")
class DrillsTest {
    private static final Path DRILLS = Path.of("../../drills");

    @TempDir
    private Path folder;

    static List<Path> drills() throws IOException {
        try (Stream<Path> files = Files.list(DRILLS)) {
            return files.filter(file -> !file.equals(Cascade.FILE)).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("drills")
    @Timeout(600)
    void theDigestIsTheSame(Path drill) {
        Invocation ended = Invocation.of("drill", drill, "--json", "--out", folder.resolve("out"));

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        JsonNode json = ended.json();
        assertThat(json.path("digest")).isEqualTo(json.path("undisturbedDigest"));
        assertThat(json.path("faults")).isNotEmpty();
        assertThat(json.path("audit"))
                .hasSize(20)
                .allMatch(line -> line.path("holds").asBoolean());
    }
}
