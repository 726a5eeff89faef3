package io.backstop.node.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.backstop.node.audit.RunAudit;
import io.backstop.node.runtime.JournalStore;
import io.backstop.node.server.ClusterNode;
import io.backstop.node.server.LocalCluster;
import io.backstop.node.server.RunStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * F13: more writes at once than the journal's buffer holds. Nodes whose buffer takes 6 writes instead of 200,000 get six runs at once, of
 * which each alone has 64 writes of each of six engines under way.
 *
 * <p>Invariants: refused writes are counted, so they are visible; R3 and R4 by the audit: nothing that was acknowledged is missing. Liveness:
 * every run ends in the digest of the undisturbed run, so no breaker stays open.
 */
class FloodTest {
    private static final String SMALL_BUFFER = "jdbc-journal.bufferSize = 6";
    private static final int RUNS = 6;

    @TempDir
    private Path folder;

    @Test
    @Timeout(240)
    void aFullBufferRefusesAloudAndLosesNothing() {
        Cascade cascade = Cascade.small();
        try (LocalCluster cluster = LocalCluster.of(folder, 2, ConfigFactory.parseString(SMALL_BUFFER))) {
            List<String> runs = new ArrayList<>();
            for (int run = 0; run < RUNS; run++) {
                runs.add(cluster.node(1)
                        .submit(cascade.submission("flood-" + run))
                        .id());
            }
            for (String run : runs) {
                RunStatus end = cluster.await(cluster.node(2), run);
                assertThat(end.digest()).isEqualTo(cascade.digest());
                RunAudit.Outcome audit = RunAudit.of(
                        cluster.journal(),
                        JournalStore.read(cluster.journal(), run).orElseThrow());
                assertThat(Outcome.broken(audit)).isEmpty();
            }
            assertThat(refusals(cluster.node(1)) + refusals(cluster.node(2))).isPositive();
        }
    }

    private static long refusals(ClusterNode node) {
        return node.counters().counts().journalRefusals();
    }
}
