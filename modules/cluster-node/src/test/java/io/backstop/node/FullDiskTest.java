package io.backstop.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full in the middle of a run: one line, nothing that looks complete, and with more space the run goes on. */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {
    @TempDir
    private Path folder;

    private Path disk;
    private Path run;
    private boolean mounted;

    @BeforeEach
    void mountASmallDisk() throws IOException, InterruptedException {
        disk = Files.createDirectory(folder.resolve("disk"));
        run = disk.resolve("run");
        mounted = mount("size=128k");
        assumeTrue(mounted, "only root may mount a small disk");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            assertThat(command("umount", "-l", disk.toString())).isTrue();
        }
    }

    private boolean mount(String options) throws IOException, InterruptedException {
        return command("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString());
    }

    private static boolean command(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor() == 0 && said.isEmpty();
    }

    private Invocation run(String runtime) {
        return Invocation.of(
                "run",
                SmallScenario.ofTenMinutes(folder),
                "--quiet",
                "--json",
                "--no-paired",
                "--runtime",
                runtime,
                "--out",
                run);
    }

    private void failed(Invocation ended, String... words) {
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(ExitCode.RUN_TIME_FAILURE);
        assertThat(ended.err().lines())
                .hasSize(1)
                .allMatch(line -> Stream.of(words).anyMatch(each -> line.startsWith("backstop: " + each)));
        assertThat(ended.out()).isEmpty();
        assertThat(run.resolve("manifest.json")).doesNotExist();
    }

    @Test
    void noSpaceForTheTables() {
        failed(run("in-process"), "writing the run folder " + run + " failed: No space left on device;");
    }

    @Test
    void noSpaceForTheJournal() throws IOException, InterruptedException {
        // tables and journal share the disk: whichever asks for the next block first says so
        failed(
                run("cluster"),
                "the disk of " + run.resolve("journal") + " is full, and the journal stops there",
                "writing the run folder " + run + " failed: No space left on device;");

        assertThat(mount("remount,size=64m")).isTrue();
        Invocation resumed = Invocation.of("run", "--quiet", "--json", "--resume", run);
        run = folder.resolve("whole");

        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(resumed.json().path("digest"))
                .isEqualTo(run("in-process").json().path("digest"));
    }
}
