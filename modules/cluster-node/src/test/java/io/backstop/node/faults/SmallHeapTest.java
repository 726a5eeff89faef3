package io.backstop.node.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.node.http.NodeClient;
import io.backstop.node.server.FailoverProfile;
import io.backstop.node.server.LocalCluster;
import io.backstop.node.server.Submission;
import io.backstop.node.supervisor.ClusterFolder;
import io.backstop.node.supervisor.ClusterPlan;
import io.backstop.node.supervisor.FolderHold;
import io.backstop.node.supervisor.NetworkKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes whose heap does not hold the run that they get: they end, and the supervisor says why and what helps. */
@Tag("slow")
@Timeout(240)
class SmallHeapTest {
    private static final String HEAP = "64m";
    private static final Path LARGE = Path.of("../../scenarios/october-10.yaml");

    @Test
    void theSupervisorSaysThatTheHeapIsTooSmall(@TempDir Path folder) throws InterruptedException {
        List<String> said = new CopyOnWriteArrayList<>();
        ClusterPlan plan = new ClusterPlan(
                new ClusterFolder(folder),
                1,
                null,
                FailoverProfile.SUPERVISED,
                NetworkKind.PROXY,
                HEAP,
                ClusterPlan.USUAL_THREADS,
                false);
        try (FolderHold hold = FolderHold.take(plan.folder(), words -> {});
                var cluster = io.backstop.node.supervisor.LocalCluster.start(plan, said::add, () -> false)) {
            String node = cluster.names().getFirst();
            assertThat(hold.folder()).isEqualTo(plan.folder());
            Thread submitting = Thread.ofVirtual().start(() -> {
                try (NodeClient client = cluster.client(cluster.http().values())) {
                    client.submit(new Submission(LocalCluster.resolved(LARGE), Cascade.PARTITIONS, "large", List.of()));
                } catch (RuntimeException e) {
                    said.add("the client: " + e.getMessage());
                }
            });
            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .until(() -> said.stream()
                            .anyMatch(line -> line.startsWith(node)
                                    && line.contains(
                                            "has ended with code 3: 64m of heap are too few, --node-heap gives more")));
            submitting.join();
        }
    }
}
