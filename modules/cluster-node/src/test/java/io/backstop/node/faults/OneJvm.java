package io.backstop.node.faults;

import io.backstop.kernel.EntityId;
import io.backstop.node.audit.RunAudit;
import io.backstop.node.runtime.Hold;
import io.backstop.node.runtime.JournalStore;
import io.backstop.node.server.ClusterNode;
import io.backstop.node.server.LocalCluster;
import io.backstop.node.server.NodeMember;
import io.backstop.node.server.RunStatus;
import io.backstop.node.server.Submission.HoldPoint;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.scenario.loader.ResolvedScenarioCodec;
import io.backstop.simulation.Venue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * Three nodes in this JVM on one H2 database. Nobody can kill one of them alone: a lost node is one that the others declare dead while it
 * lives and writes, so until it hears of it there are two owners, and only the journal's key stands between them.
 */
final class OneJvm implements Place {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Cascade cascade = Cascade.small();
    private final LocalCluster cluster;
    private final List<ClusterNode> alive = new ArrayList<>();

    OneJvm(Path folder) {
        cluster = LocalCluster.of(folder, 3);
        alive.addAll(List.of(cluster.node(1), cluster.node(2), cluster.node(3)));
    }

    @Override
    public String undisturbed() {
        return cascade.digest();
    }

    @Override
    public Outcome through(Mishap mishap) {
        String run = held(mishap);
        long happened = switch (mishap) {
            case NODE_LOST -> lost(run, hosting(venue(run).engine(0)));
            case OLDEST_LOST -> lost(run, named(NodeMember::oldest));
            case COORDINATOR_LOST_IN_A_ROUND -> inARound(run);
            case ANSWER_LOST -> lost(run, hosting(venue(run).fund()));
            case DOUBLED_AND_REORDERED -> disturbed(run);
            case ROLLING_RESTART -> rolling(run);
            case ALL_STOPPED -> allStopped(run);
        };
        RunStatus end = cluster.await(alive.getFirst(), run);
        RunAudit.Outcome audit = RunAudit.of(
                cluster.journal(), JournalStore.read(cluster.journal(), run).orElseThrow());
        return new Outcome(happened, end.digest(), Outcome.broken(audit));
    }

    private String held(Mishap mishap) {
        HoldPoint[] holds = {Cascade.GAP, Cascade.LATER, Cascade.LAST};
        String run = alive.getFirst()
                .submit(cascade.submission(mishap.name(), holds))
                .run()
                .id();
        awaitHold(run, 0);
        return run;
    }

    private void awaitHold(String run, int number) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> alive.getFirst().holds(run).get(number).state() == Hold.State.WAITING);
    }

    private void release(String run, int number) {
        awaitHold(run, number);
        Awaitility.await().atMost(PATIENCE).until(() -> alive.getFirst().release(run, number));
    }

    private void releaseAll(String run, int from) {
        for (int number = from; number < 3; number++) {
            release(run, number);
        }
    }

    private Venue venue(String run) {
        ResolvedScenario scenario = ResolvedScenarioCodec.read(cascade.resolved());
        return new Venue(run, scenario, new ScenarioOpenings(scenario), new Partitioning(Cascade.PARTITIONS));
    }

    private ClusterNode hosting(EntityId id) {
        String address = alive.getFirst().locate(id.path()).orElseThrow();
        return named(member -> member.address().equals(address));
    }

    private ClusterNode named(Predicate<NodeMember> wanted) {
        String address = alive.getFirst().members().stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow()
                .address();
        return alive.stream()
                .filter(node -> node.address().equals(address))
                .findFirst()
                .orElseThrow();
    }

    private long lost(String run, ClusterNode victim) {
        release(run, 0);
        declareDead(victim);
        releaseAll(run, 1);
        return replace(victim);
    }

    private void declareDead(ClusterNode victim) {
        alive.remove(victim);
        alive.forEach(node -> node.down(victim.address(), false));
    }

    private long replace(ClusterNode victim) {
        Awaitility.await().atMost(PATIENCE).until(() -> victim.removed().isDone());
        victim.close();
        alive.add(cluster.add());
        return 1;
    }

    /** As soon as the coordinator has stored another event. */
    private long inARound(String run) {
        EntityId coordinator = venue(run).coordinator();
        ClusterNode victim = hosting(coordinator);
        long before = cluster.lastEvent(coordinator.path());
        release(run, 0);
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> cluster.lastEvent(coordinator.path()) > before);
        declareDead(victim);
        releaseAll(run, 1);
        return replace(victim);
    }

    private long disturbed(String run) {
        long before = answeredTwice();
        alive.forEach(node -> node.disturb(0.3, 0.3));
        releaseAll(run, 0);
        cluster.await(alive.getFirst(), run);
        alive.forEach(node -> node.disturb(0, 0));
        return answeredTwice() - before;
    }

    private long answeredTwice() {
        return alive.stream()
                .mapToLong(node -> node.counters().counts().duplicatesAnswered())
                .sum();
    }

    private long rolling(String run) {
        List<ClusterNode> old = List.copyOf(alive);
        for (int number = 0; number < 3; number++) {
            release(run, number);
            alive.add(cluster.add("0.2.0"));
            alive.remove(old.get(number));
            old.get(number).close();
        }
        return old.size();
    }

    private long allStopped(String run) {
        release(run, 0);
        long stopped = alive.size();
        cluster.stopAll();
        alive.clear();
        for (int node = 0; node < stopped; node++) {
            alive.add(cluster.add());
        }
        releaseAll(run, 1);
        return stopped;
    }

    @Override
    public void close() {
        cluster.close();
    }
}
