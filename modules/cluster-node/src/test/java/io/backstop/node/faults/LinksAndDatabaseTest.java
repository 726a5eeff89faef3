package io.backstop.node.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.node.run.CommandFailure;
import io.backstop.node.server.NodeMember;
import io.backstop.node.server.RootEvent;
import io.backstop.node.server.RunStatus;
import io.backstop.node.supervisor.LinkPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * F4 to F9: three node processes and PostgreSQL; F6 to F8, of {@link LinkSuite}, by a proxy for each link. Each run is held in the tick of its
 * gap and let go when the fault is in place, so that its cascade meets the fault. Under {@code supervised} a silent node is taken for dead
 * after some 9 s.
 *
 * <p>Invariants: R1 to R7 and I1 to I12 by the audit of the database; R8: every run ends within 90 s of the fault's end, in the digest of
 * the undisturbed run.
 */
@Tag("slow")
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinksAndDatabaseTest extends LinkSuite {
    private static final long SHORT_MILLIS = 2_000;

    private final Processes nodes;

    LinksAndDatabaseTest(@TempDir Path folder) throws InterruptedException {
        nodes = new Processes(folder);
    }

    @AfterAll
    void close() {
        nodes.close();
    }

    @Override
    Processes nodes() {
        return nodes;
    }

    /** F4: {@code SIGSTOP}, taken for dead, {@code SIGCONT}: what it still writes is refused by the journal's key, and it ends itself. R4, R5. */
    @Test
    void aZombieWrites() throws InterruptedException {
        String run = held();
        String victim = nodes.host(nodes.venue(run).engine(0));
        nodes.cluster().links().toDatabase(victim).set(new LinkPolicy.Slow(Duration.ofMillis(50), 0));
        nodes.release(run, 0);
        Thread.sleep(150);
        nodes.cluster().pause(victim);
        nodes.cluster().links().heal();
        assertThat(nodes.end(run).state()).isEqualTo(RunStatus.State.COMPLETE);
        nodes.cluster().resume(victim);

        Processes.await(() -> !nodes.cluster().running().contains(victim));
        ends(run);
    }

    /**
     * F4, in the middle of a transaction: what the node has inserted and not committed keeps its keys taken, and the new owners wait for
     * them. R8: they do not wait for the node to wake; R5: when it does, it cannot commit.
     */
    @Test
    void aNodeStandsStillInATransaction() throws InterruptedException {
        String run = held();
        String victim = nodes.host(nodes.venue(run).engine(0));
        Duration oneWay = Duration.ofMillis(1_500);
        nodes.cluster().links().toDatabase(victim).set(new LinkPolicy.Slow(oneWay, 0));
        nodes.release(run, 0);
        Processes.await(() -> nodes.openTransactions() > 0);
        nodes.cluster().pause(victim);
        nodes.cluster().links().heal();
        assertThat(nodes.openTransactions()).isPositive();
        assertThat(nodes.end(run).state()).isEqualTo(RunStatus.State.COMPLETE);
        assertThat(nodes.openTransactions()).isZero();
        nodes.cluster().resume(victim);

        Processes.await(() -> !nodes.cluster().running().contains(victim));
        ends(run);
    }

    /** F5: {@code SIGSTOP} for a moment: nobody takes the node for dead, and no shard moves. */
    @Test
    void aShortPauseMovesNoShard() throws InterruptedException {
        String run = held();
        String victim = nodes.host(nodes.venue(run).engine(0));
        Map<String, Integer> before = nodes.shards();
        nodes.cluster().pause(victim);
        nodes.release(run, 0);
        Thread.sleep(SHORT_MILLIS);
        nodes.cluster().resume(victim);

        ends(run);
        // A shard that had not been asked for may have begun meanwhile; none that was there has gone.
        assertThat(nodes.shards())
                .allSatisfy((node, shards) -> assertThat(shards).as(node).isGreaterThanOrEqualTo(before.get(node)));
        assertThat(nodes.cluster().running()).hasSize(3);
    }

    /**
     * F9: PostgreSQL stops in two cascades and comes back on its data. R3: nothing is acknowledged meanwhile, and every event that a node had
     * shown is there; both runs end, so no breaker stays open.
     */
    @Test
    void theDatabaseStopsAndComesBack() throws InterruptedException {
        String run = held();
        String other = held();
        List<RootEvent> shown = nodes.asking(
                client -> client.events(run, 0, 1_000, Duration.ZERO).events());
        nodes.release(run, 0);
        nodes.release(other, 0);
        nodes.cluster().stopDatabase();
        try {
            assertThatThrownBy(() -> nodes.held(Cascade.LAST)).isInstanceOf(CommandFailure.class);
            Thread.sleep(SHORT_MILLIS);
        } finally {
            nodes.cluster().startDatabase();
        }

        ends(run);
        ends(other);
        List<RootEvent> kept = nodes.asking(
                client -> client.events(run, 0, shown.size(), Duration.ZERO).events());
        assertThat(kept).hasSameSizeAs(shown);
        for (int i = 0; i < shown.size(); i++) {
            assertThat(Arrays.equals(kept.get(i).payload(), shown.get(i).payload()))
                    .isTrue();
        }
        assertThat(nodes.members()).filteredOn(NodeMember::reachable).hasSize(3);
        String next = held();
        nodes.release(next, 0);
        ends(next);
    }
}
