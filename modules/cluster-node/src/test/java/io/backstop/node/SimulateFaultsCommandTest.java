package io.backstop.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.kernel.inprocess.FaultPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verb that tries schedules of faults. */
class SimulateFaultsCommandTest {
    private static final Path SMALL = Path.of("../../drills/small.yaml");

    @TempDir
    private Path folder;

    @Test
    void saysHowManyAndWhatWentWrongInThem() {
        Invocation tried = Invocation.of("simulate-faults", "--schedules", 50, SMALL);

        assertThat(tried.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(tried.err()).isEmpty();
        assertThat(tried.out())
                .startsWith("small: 50 schedules of seeds from 1, 3 partitions, ")
                .containsPattern("schedules a second +[\\d,]+\n")
                .containsPattern("crash before persist +[\\d,]+\n")
                .contains("Every schedule ended in the same digest and events, and the books balanced.\n")
                .containsPattern("digest: [0-9a-f]{64}\n$");
    }

    @Test
    void asJson() {
        Path run = folder.resolve("run");
        JsonNode small = Invocation.of("run", SMALL, "--runtime", "in-process", "--no-paired", "--json", "--out", run)
                .json();

        JsonNode json = Invocation.of(
                        "simulate-faults", "--schedules", 50, "--seed", 9, "--threads", 1, "--json", SMALL)
                .json();

        assertThat(json.path("schedules").asLong()).isEqualTo(50);
        assertThat(json.path("seed").asLong()).isEqualTo(9);
        assertThat(json.path("schedulesPerSecond").asDouble()).isPositive();
        assertThat(json.path("digest").asText()).isEqualTo(small.path("digest").asText());
        assertThat(json.path("faults").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(
                        Arrays.stream(FaultPoint.values()).map(Enum::name).toList());
        assertThat(json.has("failure")).isFalse();
    }

    @Test
    void takesTheScenarioOfADrill() throws IOException {
        Path drill = Files.writeString(folder.resolve("drill.yaml"), """
                schema: 1
                name: richer-fund
                scenario: %s
                set: ["venue.fund.balance=25k USD"]
                faults:
                  - {at: {tick: 3}, kill: node-1}
                """.formatted(
                        SMALL.toAbsolutePath().normalize()));

        String ofDrill = Invocation.of("simulate-faults", "--schedules", 5, "--json", drill)
                .json()
                .path("digest")
                .asText();

        assertThat(ofDrill)
                .isEqualTo(Invocation.of(
                                "run",
                                SMALL,
                                "--set",
                                "venue.fund.balance=25k USD",
                                "--runtime",
                                "in-process",
                                "--no-paired",
                                "--json",
                                "--out",
                                folder.resolve("run"))
                        .json()
                        .path("digest")
                        .asText());
    }

    @ParameterizedTest
    @CsvSource({
        "--schedules, 0, '--schedules must be 1 or more, is 0'",
        "--threads, 0, '--threads must be 1 or more, at most 1024, is 0'",
        "--partitions, 5000, '--partitions must be 1 or more, at most 4096, is 5000'",
    })
    void figuresOutOfRangeAreBadInput(String option, String value, String message) {
        Invocation refused = Invocation.of("simulate-faults", option, value, SMALL);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err()).isEqualTo("backstop: " + message + "\n");
    }

    @Test
    void aFileThatIsNotThereIsBadInput() {
        Invocation refused = Invocation.of("simulate-faults", folder.resolve("nofile.yaml"));

        assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err()).contains("nofile.yaml: no such file");
    }
}
