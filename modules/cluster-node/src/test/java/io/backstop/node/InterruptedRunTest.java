package io.backstop.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.node.runtime.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, as the signal that a terminal sends for it. */
@EnabledOnOs(OS.LINUX)
class InterruptedRunTest {
    /** A journal of a few thousand of the 11,776 events; the file of all of them has 3.5 MB. */
    private static final long A_THIRD = 1 << 20;

    private static final int INTERRUPTED = 130;

    @TempDir
    private Path folder;

    @Test
    void theRunStopsSaysHowToGoOnAndGoesOnToTheSameDigest() throws IOException, InterruptedException {
        Path scenario = SmallScenario.ofTenMinutes(folder);
        Path run = folder.resolve("run");
        Path journal = run.resolve("journal/backstop.mv.db");
        try (ChildJvm child =
                ChildJvm.startInterruptible(Backstop.class, "run", scenario, "--quiet", "--no-paired", "--out", run)) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> Files.exists(journal) && Files.size(journal) > A_THIRD);
            child.signal("INT");
            List<String> said = child.end();

            assertThat(child.exitCode()).isEqualTo(INTERRUPTED);
            assertThat(said)
                    .hasSize(1)
                    .first()
                    .asString()
                    .matches("backstop: interrupted at tick [1-9]\\d*; go on with: backstop run --resume " + run);
            assertThat(run.resolve("manifest.json")).doesNotExist();
        }

        Invocation resumed = Invocation.of("run", "--quiet", "--json", "--resume", run);
        Invocation whole = Invocation.of(
                "run",
                scenario,
                "--quiet",
                "--json",
                "--no-paired",
                "--runtime",
                "in-process",
                "--partitions",
                16,
                "--out",
                folder.resolve("whole"));

        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(resumed.json().path("digest")).isEqualTo(whole.json().path("digest"));
        assertThat(resumed.json().path("eventsPersisted"))
                .isEqualTo(whole.json().path("eventsPersisted"));
    }
}
