package io.backstop.node.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.backstop.node.audit.RunAudit;
import io.backstop.node.runtime.Journal;
import io.backstop.node.runtime.JournalStore;
import io.backstop.node.server.ClusterNode;
import io.backstop.node.server.LocalCluster;
import io.backstop.node.server.RunStatus;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * F13: more writes at once than the journal's buffer holds. Nodes whose journal takes six writes at once instead of 200,000 (one
 * on its way, one behind it, four in the buffer) get sixteen runs at once, and the database stands still for moments, so that
 * whatever each run would write next piles up.
 *
 * <p>Invariants: refused writes are counted, so they are visible; R3 and R4 by the audit: nothing that was acknowledged is missing. Liveness:
 * every run ends in the digest of the undisturbed run, so no breaker stays open.
 */
class FloodTest {
    private static final String SMALL_BUFFER = "jdbc-journal { bufferSize = 4, batchSize = 1, parallelism = 1 }";
    private static final int RUNS = 16;
    private static final int MOMENTS = 40;
    private static final long MOMENT_MILLIS = 300;

    @TempDir
    private Path folder;

    @Test
    @Timeout(240)
    void aFullBufferRefusesAloudAndLosesNothing() throws SQLException, InterruptedException {
        Cascade cascade = Cascade.small();
        try (LocalCluster cluster = LocalCluster.of(folder, 2, ConfigFactory.parseString(SMALL_BUFFER))) {
            List<String> runs = new ArrayList<>();
            for (int run = 0; run < RUNS; run++) {
                runs.add(cluster.node(1)
                        .submit(cascade.submission("flood-" + run))
                        .run()
                        .id());
            }
            holdUpWritesUntilSomeAreRefused(cluster);
            assertThat(refusals(cluster)).isPositive();
            for (String run : runs) {
                RunStatus end = cluster.await(cluster.node(2), run);
                assertThat(end.digest()).isEqualTo(cascade.digest());
                RunAudit.Outcome audit = RunAudit.of(
                        cluster.journal(),
                        JournalStore.read(cluster.journal(), run).orElseThrow());
                assertThat(Outcome.broken(audit)).isEmpty();
            }
        }
    }

    /** While a connection has H2 for itself, the others' statements wait. */
    private static void holdUpWritesUntilSomeAreRefused(LocalCluster cluster)
            throws SQLException, InterruptedException {
        Journal.Database journal = cluster.journal();
        try (Connection connection = DriverManager.getConnection(journal.url(), journal.user(), journal.password());
                Statement statement = connection.createStatement()) {
            for (int moment = 0; moment < MOMENTS && refusals(cluster) == 0; moment++) {
                statement.execute("SET EXCLUSIVE TRUE");
                try {
                    Thread.sleep(MOMENT_MILLIS);
                } finally {
                    statement.execute("SET EXCLUSIVE FALSE");
                }
                Thread.sleep(MOMENT_MILLIS / 2);
            }
        }
    }

    private static long refusals(LocalCluster cluster) {
        return refusals(cluster.node(1)) + refusals(cluster.node(2));
    }

    private static long refusals(ClusterNode node) {
        return node.counters().counts().journalRefusals();
    }
}
