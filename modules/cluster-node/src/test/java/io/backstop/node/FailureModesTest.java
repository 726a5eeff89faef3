package io.backstop.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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
