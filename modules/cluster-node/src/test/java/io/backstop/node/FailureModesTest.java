package io.backstop.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong while a run is under way is one line with its place, and leaves nothing that looks complete. */
class FailureModesTest {
    @TempDir
    private Path folder;

    private void failed(Invocation run, String words) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.RUN_TIME_FAILURE);
        assertThat(run.err().lines().toList())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("backstop: ")
                .contains(words);
        assertThat(run.out()).isEmpty();
        assertThat(folder.resolve("run/manifest.json")).doesNotExist();
        assertThat(folder.resolve("run/report.html")).doesNotExist();
    }

    /** 4 trillion dollars of open interest are within 64 bits of micro-dollars (9.2 trillion), at nine times the price no more. */
    @ParameterizedTest
    @ValueSource(strings = {"in-process", "cluster"})
    void anAmountBeyond64BitsNamesTickAndPhase(String runtime) {
        Path scenario = SmallScenario.in(folder);
        Invocation run = Invocation.of(
                "run",
                scenario,
                "--quiet",
                "--no-paired",
                "--runtime",
                runtime,
                "--out",
                folder.resolve("run"),
                "--set",
                "populations.longs.openInterest=4_000_000_000_000 USD",
                "--set",
                "populations.shorts.openInterest=4_000_000_000_000 USD",
                "--set",
                "populations.longs.notional.lognormal.median=10_000_000_000 USD",
                "--set",
                "populations.shorts.notional.lognormal.median=10_000_000_000 USD",
                "--set",
                "markets.BTC.price.path.2.price=900_000 USD");

        failed(run, "overflow at tick 20, ");
    }

    /** Root may write where the permissions say no, but not below a file. */
    @Test
    void aFolderThatCannotBeMadeIsRefusedBeforeAnythingStarts() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        refused(file, "the run folder " + file + " is a file; name a new folder with --out");
        refused(file.resolve("run"), "cannot write the run folder " + file.resolve("run") + ": Not a directory");
        assertThat(file).hasContent("mine");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderWithoutPermissionIsRefusedBeforeAnythingStarts() throws IOException {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(locked), "root may write everywhere");

        Path run = locked.resolve("run");
        refused(run, "cannot write the run folder " + run + ": no permission for " + run);
    }

    private void refused(Path out, String words) {
        Invocation run = Invocation.of("run", SmallScenario.in(folder), "--out", out);

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).isEqualTo("backstop: " + words + "\n");
        assertThat(run.out()).isEmpty();
        assertThat(out.resolve("manifest.json")).doesNotExist();
    }

    @Test
    void aPasswordIsKeptNowhere() throws IOException {
        Invocation run = Invocation.of(
                "run",
                SmallScenario.in(folder),
                "--quiet",
                "--no-paired",
                "--journal",
                "postgres",
                "--jdbc-url=jdbc:postgresql://127.0.0.1:1/none?user=u&password=secret",
                "--out",
                folder.resolve("run"));

        failed(run, "cannot open the journal jdbc:postgresql://127.0.0.1:1/none: ");
        for (String file : new String[] {"journal/run.json", "failure.log"}) {
            assertThat(Files.readString(folder.resolve("run").resolve(file))).doesNotContain("secret");
        }
    }

    @Test
    void aPasswordInAnotherPlaceIsRefusedAndNotRepeated() {
        for (String address : new String[] {"u:secret@127.0.0.1/none", "127.0.0.1/none?sslpassword=secret"}) {
            Invocation run = Invocation.of(
                    "run",
                    SmallScenario.in(folder),
                    "--journal",
                    "postgres",
                    "--jdbc-url",
                    "jdbc:postgresql://" + address,
                    "--out",
                    folder.resolve("run"));

            assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(run.err()).contains("--jdbc-url takes").doesNotContain("secret");
            assertThat(folder.resolve("run")).doesNotExist();
        }
    }
}
