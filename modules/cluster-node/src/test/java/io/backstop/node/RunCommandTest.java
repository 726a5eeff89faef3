package io.backstop.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run from the command line: what it prints, what it leaves behind, and that nothing about the way it ran shows in it. */
class RunCommandTest {
    @TempDir
    private Path folder;

    private Invocation run(Object... more) {
        Object[] arguments = new Object[more.length + 2];
        arguments[0] = "run";
        arguments[1] = SmallScenario.in(folder);
        System.arraycopy(more, 0, arguments, 2, more.length);
        return Invocation.of(arguments);
    }

    @Test
    void theLastLineOfStandardOutputIsOneObjectWithMoneyAsDecimalStrings() {
        Invocation run = run("--runtime", "in-process", "--out", folder.resolve("run"), "--json");

        assertThat(run.err()).startsWith("running small, seed 7, in-process, journal memory");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
        JsonNode json = run.json();
        for (String money : new String[] {
            "liquidatedNotional", "adlNotional", "insuranceFundPaid", "socialisedLoss", "badDebt", "conservationError"
        }) {
            assertThat(json.path(money).isTextual()).as(money).isTrue();
            assertThat(json.path(money).asText()).as(money).matches("-?\\d+(\\.\\d{1,6})?");
        }
        for (String count : new String[] {
            "ticks", "accounts", "liquidations", "adlEvents", "adlAccounts", "eventsPersisted", "peakHeapBytes"
        }) {
            assertThat(json.path(count).isIntegralNumber()).as(count).isTrue();
        }
        assertThat(json.path("conservationError").asText()).isEqualTo("0");
        assertThat(json.path("ticks").asLong()).isEqualTo(40);
        assertThat(json.path("accounts").asLong()).isEqualTo(300);
        assertThat(json.path("wallSeconds").isNumber()).isTrue();
        assertThat(json.path("digest").asText()).matches("[0-9a-f]{64}");
        assertThat(Path.of(json.path("runFolder").asText())).isEqualTo(folder.resolve("run"));
    }

    @Test
    void theTableEndsWithDigestAndFolder() {
        Invocation run = run("--runtime", "in-process", "--out", folder.resolve("run"), "--quiet", "--no-paired");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).containsPattern("liquidations +\\d+\n").containsPattern("bad debt +[\\d.,]+ USD\n");
        assertThat(run.out().lines().toList().getLast()).isEqualTo("folder: " + folder.resolve("run"));
        assertThat(run.out()).containsPattern("digest: [0-9a-f]{64}\n");
    }

    @Test
    void runtimeJournalPartitionsAndThePairedRunChangeNoByteOfTheFolder() throws IOException {
        run("--runtime", "in-process", "--out", folder.resolve("a"));
        run("--journal", "memory", "--out", folder.resolve("b"), "--partitions", "60");
        run("--journal", "h2", "--out", folder.resolve("c"));

        for (String file :
                new String[] {"summary.json", "ticks.csv", "liquidations.csv", "adl.csv", "waterfall.csv", "report.html"
                }) {
            String expected = Files.readString(folder.resolve("a").resolve(file));
            assertThat(folder.resolve("b").resolve(file)).hasContent(expected);
            assertThat(folder.resolve("c").resolve(file)).hasContent(expected);
        }
        assertThat(folder.resolve("c/manifest.json")).exists();
        assertThat(folder.resolve("c/journal/backstop.mv.db")).exists();
    }

    @Test
    void aFailedCheckEndsWithItsOwnExitCodeAndSaysWhatCameOut() {
        Invocation run = run(
                "--runtime",
                "in-process",
                "--no-paired",
                "--out",
                folder.resolve("run"),
                "--set",
                "checks.0.atLeast=5000");

        assertThat(run.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(run.out()).containsPattern("check failed: liquidations >= 5000, but it is \\d+\n");
    }

    @Test
    void badInputIsOneLineWithPlaceAndExpectationAndLeavesNothing() {
        refused("no such file", "run", folder.resolve("missing.yaml"));
        refused("FILE is missing", "run");
        refused("did you mean", "run", SmallScenario.spoiled(folder, "tick: 1s", "tikc: 1s"));
        refused("expected", "run", SmallScenario.in(folder), "--set", "venue.fund.balance=lots");
        refused("expected", "run", SmallScenario.in(folder), "--set", "venue.fnud.balance=1");
        refused("--jdbc-url", "run", SmallScenario.in(folder), "--jdbc-url", "jdbc:postgresql://localhost/x");
        refused(
                "in-process keeps no journal",
                "run",
                SmallScenario.in(folder),
                "--runtime",
                "in-process",
                "--journal",
                "h2");
        refused("--partitions must be 1", "run", SmallScenario.in(folder), "--partitions", "0");
        refused("takes no FILE", "run", SmallScenario.in(folder), "--resume", folder);
        refused("no journal to go on from", "run", "--resume", folder);
        refused("no run folder", "run", "--resume", folder.resolve("nowhere"));
    }

    private void refused(String words, Object... arguments) {
        Invocation run = Invocation.of(arguments);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err().lines().toList())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("backstop: ")
                .contains(words);
        assertThat(run.out()).isEmpty();
        assertThat(Path.of("runs")).doesNotExist();
    }

    @Test
    void aFolderWithFilesInItIsRefused() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("taken"));
        Files.writeString(taken.resolve("notes.txt"), "mine");

        Invocation run = run("--runtime", "in-process", "--out", taken);

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err())
                .isEqualTo(
                        "backstop: the run folder " + taken + " exists and is not empty; name a new one with --out\n");
        assertThat(taken).isDirectoryContaining("glob:**notes.txt").isDirectoryNotContaining("glob:**.csv");
    }

    @Test
    void aDatabaseThatIsNotThereIsOneLineAndLeavesNothingComplete() {
        Invocation run = run(
                "--journal",
                "postgres",
                "--jdbc-url",
                "jdbc:postgresql://127.0.0.1:1/none?user=u&password=secret",
                "--out",
                folder.resolve("run"),
                "--no-paired",
                "--quiet");

        assertThat(run.exitCode()).isEqualTo(ExitCode.RUN_TIME_FAILURE);
        assertThat(run.err()).startsWith("backstop: cannot open the journal jdbc:postgresql://127.0.0.1:1/none");
        assertThat(run.err()).contains("failure.log").doesNotContain("secret").doesNotContain("\tat ");
        assertThat(folder.resolve("run/manifest.json")).doesNotExist();
        assertThat(folder.resolve("run/failure.log")).content().contains("JournalUnavailable");
    }

    @Test
    void aCompleteRunIsNotResumed() {
        run("--journal", "h2", "--no-paired", "--out", folder.resolve("run"));

        Invocation again = Invocation.of("run", "--resume", folder.resolve("run"));

        assertThat(again.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(again.err()).contains("is complete");
    }
}
