package io.backstop.node.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.node.SmallScenario;
import io.backstop.node.runtime.Hold;
import io.backstop.node.runtime.Rows;
import io.backstop.node.server.Submission.HoldPoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes in one JVM: one result, whatever nodes come, go, or are asked. */
class ClusterNodeTest {
    @TempDir
    private Path folder;

    private static Submission submission(String resolved, String key, HoldPoint... holds) {
        return new Submission(resolved, 6, key, List.of(holds));
    }

    @Test
    void threeNodesEndInTheDigestOfOneThreadWhileNodesComeAndGo() {
        String resolved = LocalCluster.resolved(SmallScenario.in(folder));
        String digest = LocalCluster.digestInProcess(resolved);
        try (LocalCluster cluster = LocalCluster.of(folder, 3)) {
            RunStatus plain = cluster.node(2).submit(submission(resolved, "")).run();
            assertThat(plain.state()).isEqualTo(RunStatus.State.RUNNING);
            Submitted again = cluster.node(3).submit(submission(resolved, ""));
            assertThat(again.begun()).isFalse();
            assertThat(again.run().id()).isEqualTo(plain.id());
            assertThat(plain.eventsPersisted()).isNull();
            RunStatus end = cluster.await(cluster.node(1), plain.id());
            assertThat(end.digest()).isEqualTo(digest);
            long lastNumbers = Rows.lastNumbers(cluster.journal(), plain.id()).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(end.eventsPersisted()).isEqualTo(lastNumbers).isGreaterThan(end.events());
            assertThat(cluster.node(1).runs()).hasSize(1);
            Shards shards = cluster.node(1).shards();
            assertThat(shards.byAddress()).hasSize(3);
            assertThat(cluster.node(1).members()).filteredOn(NodeMember::oldest).hasSize(1);

            RunStatus held = cluster.node(1)
                    .submit(submission(resolved, "held", new HoldPoint(20, 1)))
                    .run();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> cluster.node(3).holds(held.id()).getFirst().state() == Hold.State.WAITING);
            assertThat(cluster.node(3).release(held.id(), 1)).isFalse();
            cluster.add();
            cluster.stop(1);
            assertThat(cluster.node(2).run(held.id()).orElseThrow().state()).isEqualTo(RunStatus.State.RUNNING);
            assertThat(cluster.node(3).release(held.id(), 0)).isTrue();
            assertThat(cluster.await(cluster.node(4), held.id()).digest()).isEqualTo(digest);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> cluster.node(2).awake() == 0);

            RunStatus cancelled = cluster.node(2)
                    .submit(submission(resolved, "cancelled", new HoldPoint(0, 0)))
                    .run();
            assertThat(cluster.node(3).cancel(cancelled.id())).isTrue();
            assertThat(cluster.node(4).run(cancelled.id()).orElseThrow().failure())
                    .isEqualTo("stopped by request");
        }
    }
}
