package io.backstop.node.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.node.run.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only what the folder's record names is ended, and only if id, start and command all fit. */
class ClusterFolderTest {
    @TempDir
    private Path path;

    private final List<String> said = new ArrayList<>();

    private ClusterFolder folder() {
        return new ClusterFolder(path);
    }

    private static ProcessMark self() {
        return ProcessMark.of(ProcessHandle.current(), "java");
    }

    /** A process that would run for long; its word is in its command line. */
    private static Process sleeper(String word) throws IOException {
        return new ProcessBuilder("sh", "-c", "while sleep 1; do :; done # " + word).start();
    }

    private void record(ProcessMark node) {
        folder().write(new ClusterRecord(self(), null, List.of(new ClusterRecord.Node("node-1", node))));
    }

    @Test
    void aRecordComesBackAsItWasWritten() {
        ClusterRecord record = new ClusterRecord(
                self(),
                new NamespaceNames("0a1b2c3d"),
                List.of(new ClusterRecord.Node(
                        "node-1", new ProcessMark(17, Instant.parse("2026-01-15T12:00:00.120Z"), "/a/node.conf"))));
        folder().write(record);

        assertThat(folder().record()).contains(record);
    }

    @Test
    void aDamagedRecordIsRefusedInOneLine() throws IOException {
        Files.writeString(path.resolve("cluster.json"), "{\"nodes\": [");

        assertThatThrownBy(() -> folder().record())
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("cluster.json is damaged")
                .hasMessageNotContaining("\n");
    }

    @Test
    void onlyOneHoldsAFolder() {
        try (FolderHold hold = FolderHold.take(folder(), said::add)) {
            assertThat(hold.folder().isFree()).isFalse();
            assertThatThrownBy(() -> FolderHold.take(folder(), said::add))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("a supervisor runs in " + path + " already");
        }
        assertThat(folder().isFree()).isTrue();
        assertThat(said).isEmpty();
    }

    @Test
    void whatAnEarlierSupervisorLeftIsEndedAndSaid() throws Exception {
        Process left = sleeper("left-node.conf");
        try {
            record(ProcessMark.of(left.toHandle(), "left-node.conf"));

            FolderHold.take(folder(), said::add).close();

            assertThat(left.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(said)
                    .containsExactly("ended what an earlier supervisor left: node-1 (process " + left.pid() + ")");
            assertThat(folder().record()).isEmpty();
        } finally {
            left.destroyForcibly();
        }
    }

    @Test
    void aPausedProcessIsEndedToo() throws Exception {
        Process left = sleeper("paused-node.conf");
        try {
            record(ProcessMark.of(left.toHandle(), "paused-node.conf"));
            new ProcessBuilder("kill", "-STOP", Long.toString(left.pid()))
                    .start()
                    .waitFor();

            FolderHold.take(folder(), said::add).close();

            assertThat(left.waitFor(5, TimeUnit.SECONDS)).isTrue();
        } finally {
            left.destroyForcibly();
        }
    }

    /** The id was given to another process later, or to another program at about the same time. */
    @Test
    void aProcessOfAnotherStartOrCommandIsLeftAlone() throws Exception {
        Process stranger = sleeper("node.conf");
        try {
            ProcessMark mark = ProcessMark.of(stranger.toHandle(), "node.conf");

            record(new ProcessMark(mark.pid(), mark.started().minusSeconds(60), mark.word()));
            FolderHold.take(folder(), said::add).close();
            record(new ProcessMark(mark.pid(), mark.started(), "/another/node.conf"));
            FolderHold.take(folder(), said::add).close();

            assertThat(stranger.isAlive()).isTrue();
            assertThat(said).isEmpty();
            assertThat(mark.alive()).isPresent();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void theTokenIsForTheOwnerAlone() throws IOException {
        folder().writeControl("secret");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve("control"))))
                .isEqualTo("rw-------");
        assertThat(folder().control()).contains("secret");
    }
}
