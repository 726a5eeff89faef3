package io.backstop.node.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.node.audit.RunAudit;
import io.backstop.node.runtime.ClusterStore;
import io.backstop.node.runtime.Hold;
import io.backstop.node.runtime.JournalStore;
import io.backstop.node.runtime.Rows.Row;
import io.backstop.node.server.ClusterNode;
import io.backstop.node.server.LocalCluster;
import io.backstop.node.server.RunStatus;
import io.backstop.shell.ShellSerializer;
import io.backstop.shell.codec.KryoTable;
import io.backstop.simulation.Venue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * F17 with an added event version: each node in turn is replaced by one of a later build, which knows a second version of the run's
 * event and reads the first.
 *
 * <p>Schedule: the run is held before, in and after the gap; in each hold one old node goes and a new one comes. Invariants: R1 to R6,
 * I1 to I12; as long as one old node is there, nothing is written that it cannot read. Liveness: the run ends, its last events in the
 * new version, in the digest of the undisturbed run.
 */
@Timeout(100)
class RollingUpgradeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final Cascade cascade = Cascade.small();
    private final List<KryoTable> tables = new ArrayList<>();

    private ClusterNode addNext(LocalCluster cluster) {
        tables.add(NextBuild.table());
        return cluster.add("0.2.0", tables.getLast());
    }

    private static void awaitHold(ClusterNode asked, String run, int hold) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> asked.holds(run).get(hold).state() == Hold.State.WAITING);
    }

    private static List<Row> events(LocalCluster cluster, String run) {
        return new ClusterStore(cluster.journal()).events(Venue.runId(run).path(), 0, Integer.MAX_VALUE);
    }

    private static Stream<String> versions(List<Row> rows) {
        return rows.stream().map(Row::manifest).distinct();
    }

    @Test
    void aLaterBuildWritesItsNewVersionOnceAllNodesCanReadIt() {
        try (LocalCluster cluster = LocalCluster.of(folder, 3)) {
            String run = cluster.node(1)
                    .submit(cascade.submission("upgrade", Cascade.GAP, Cascade.LATER, Cascade.LAST))
                    .run()
                    .id();
            awaitHold(cluster.node(1), run, 0);
            ClusterNode next = addNext(cluster);
            cluster.stop(1);
            assertThat(next.release(run, 0)).isTrue();
            awaitHold(next, run, 1);
            addNext(cluster);
            cluster.stop(2);
            assertThat(next.release(run, 1)).isTrue();
            awaitHold(next, run, 2);
            List<Row> mixed = events(cluster, run);
            assertThat(versions(mixed)).containsExactly("event/run.advanced:1");

            addNext(cluster);
            cluster.stop(3);
            awaitAgreement(mixed.getFirst());
            assertThat(next.release(run, 2)).isTrue();
            RunStatus end = cluster.await(next, run);

            assertThat(end.digest()).isEqualTo(cascade.digest());
            List<Row> all = events(cluster, run);
            assertThat(versions(all.subList(mixed.size(), all.size()))).containsExactly("event/run.advanced:2");
            RunAudit.Outcome audit = RunAudit.of(
                    cluster.journal(), JournalStore.read(cluster.journal(), run).orElseThrow(), NextBuild.table());
            assertThat(Outcome.broken(audit)).isEmpty();
            assertThatThrownBy(() -> cluster.add("0.1.0"))
                    .hasMessageContaining(
                            "has codecs that this node does not have, such as 9999 " + NextBuild.MANIFEST);
        }
    }

    private void awaitAgreement(Row row) {
        Object event = Objects.requireNonNull(ShellSerializer.open(tables.getFirst(), row.manifest(), row.bytes())
                        .recorded())
                .event();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        tables.stream().allMatch(table -> table.manifest(event).equals(NextBuild.MANIFEST)));
    }
}
