package io.backstop.node.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.node.JournalRows;
import io.backstop.node.JournalRows.Entity;
import io.backstop.node.SmallScenario;
import io.backstop.node.audit.RunAudit;
import io.backstop.node.runtime.Hold;
import io.backstop.node.runtime.JournalStore;
import io.backstop.node.server.ClusterNode;
import io.backstop.node.server.LocalCluster;
import io.backstop.node.server.RunStatus;
import io.backstop.node.server.Submission.HoldPoint;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * F14: the journal of a stopped cluster is damaged. Six runs of one scenario with hundreds of events of each entity are held near their end;
 * the nodes stop; five journals are damaged, each in another way; the nodes start again.
 *
 * <p>Invariants: each damage is named, by entity and number, in the failure of its run and by the audit; no run goes on past it. Liveness: the
 * sixth run ends in the digest of the undisturbed run, on the same nodes. There are no snapshots that could be unreadable.
 */
@Tag("slow")
class DamagedJournalTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HoldPoint NEAR_THE_END = new HoldPoint(590, 0);

    private enum Damage {
        NONE,
        ROW_MISSING,
        HOLE_OF_500,
        LAST_ROWS_OF_A_CHILD_MISSING,
        LAST_ROWS_OF_THE_RUN_MISSING,
        BYTE_FLIPPED
    }

    @TempDir
    private Path folder;

    @Test
    @Timeout(400)
    void damageIsNamedAndOtherRunsGoOn() throws SQLException {
        Cascade cascade = Cascade.of(SmallScenario.ofTenMinutes(folder));
        Map<Damage, String> runs = new LinkedHashMap<>();
        Map<Damage, String> expected = new LinkedHashMap<>();
        try (LocalCluster cluster = LocalCluster.of(folder, 3)) {
            for (Damage damage : Damage.values()) {
                runs.put(
                        damage,
                        cluster.node(1)
                                .submit(cascade.submission(damage.name(), NEAR_THE_END))
                                .run()
                                .id());
            }
            runs.values().forEach(run -> awaitHold(cluster.node(1), run));
            cluster.stopAll();
            try (JournalRows rows = JournalRows.of(cluster.journal())) {
                for (Map.Entry<Damage, String> run : runs.entrySet()) {
                    expected.put(run.getKey(), damage(rows, run.getKey(), run.getValue()));
                }
            }
            ClusterNode node = cluster.add();
            ClusterNode second = cluster.add();
            ClusterNode third = cluster.add();
            runs.values().forEach(run -> release(node, run));

            RunStatus healthy = cluster.await(second, runs.getOrDefault(Damage.NONE, ""));
            assertThat(healthy.digest()).isEqualTo(cascade.digest());
            assertThat(audit(cluster, healthy.id()).holds()).isTrue();
            runs.forEach((damage, run) -> {
                if (damage != Damage.NONE) {
                    RunStatus failed = cluster.await(third, run);
                    assertThat(failed.state()).as(damage.name()).isEqualTo(RunStatus.State.FAILED);
                    assertThat(failed.failure()).as(damage.name()).startsWith(expected.get(damage));
                    assertThat(audit(cluster, run).holds()).as(damage.name()).isFalse();
                }
            });
        }
    }

    private static RunAudit.Outcome audit(LocalCluster cluster, String run) {
        return RunAudit.of(
                cluster.journal(), JournalStore.read(cluster.journal(), run).orElseThrow());
    }

    private static void awaitHold(ClusterNode node, String run) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> node.holds(run).getFirst().state() == Hold.State.WAITING);
    }

    /** A damaged run may have failed before. */
    private static void release(ClusterNode node, String run) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> node.release(run, 0)
                        || node.run(run).orElseThrow().state() != RunStatus.State.RUNNING
                        || node.holds(run).getFirst().state() == Hold.State.RELEASED);
    }

    /** What the failure must begin with. */
    private static String damage(JournalRows rows, Damage damage, String run) throws SQLException {
        Entity engine = rows.longest(run, "MARGIN_ENGINE");
        Entity root = rows.longest(run, "RUN");
        return switch (damage) {
            case NONE -> "";
            case ROW_MISSING -> {
                rows.delete(engine, 300, 300);
                yield named(engine, 300);
            }
            case HOLE_OF_500 -> {
                rows.delete(engine, 50, 549);
                yield named(engine, 50);
            }
            case LAST_ROWS_OF_A_CHILD_MISSING -> {
                rows.delete(engine, engine.last() - 4, engine.last());
                yield named(engine, engine.last() - 4);
            }
            case LAST_ROWS_OF_THE_RUN_MISSING -> {
                rows.delete(root, root.last() - 4, root.last());
                yield named(root, root.last() - 4);
            }
            case BYTE_FLIPPED -> {
                rows.flip(engine, 250);
                yield named(engine, 250);
            }
        };
    }

    private static String named(Entity entity, long number) {
        return "journal damaged: entity " + entity.path() + ", event " + number + ":";
    }
}
