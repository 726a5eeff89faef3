package io.backstop.node.faults;

import io.backstop.kernel.EntityId;
import io.backstop.node.http.NodeClient;
import io.backstop.node.run.AuditedRun;
import io.backstop.node.runtime.ClusterStore;
import io.backstop.node.runtime.Hold;
import io.backstop.node.runtime.Journal;
import io.backstop.node.server.FailoverProfile;
import io.backstop.node.server.NodeMember;
import io.backstop.node.server.RunStatus;
import io.backstop.node.server.Submission.HoldPoint;
import io.backstop.node.supervisor.ClusterFolder;
import io.backstop.node.supervisor.ClusterPlan;
import io.backstop.node.supervisor.FolderHold;
import io.backstop.node.supervisor.LinkPolicy;
import io.backstop.node.supervisor.LocalCluster;
import io.backstop.node.supervisor.NetworkKind;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.scenario.loader.ResolvedScenarioCodec;
import io.backstop.simulation.Venue;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Three node processes and PostgreSQL with durability on, under a supervisor in this process. */
final class Processes implements Place {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(40);
    private static final String STALE = "backstop_stale_writes_refused_total";
    private static final String TWICE = "backstop_duplicates_answered_total";
    private static final String REFUSED = "backstop_journal_refusals_total";

    private final FolderHold hold;
    private final LocalCluster cluster;
    private final Cascade cascade;
    private int runs;

    Processes(Path folder) throws InterruptedException {
        this(folder, NetworkKind.PROXY);
    }

    Processes(Path folder, NetworkKind network) throws InterruptedException {
        this(folder, Cascade.small(), FailoverProfile.SUPERVISED, network);
    }

    Processes(Path folder, Cascade cascade, FailoverProfile profile) throws InterruptedException {
        this(folder, cascade, profile, NetworkKind.PROXY);
    }

    private Processes(Path folder, Cascade cascade, FailoverProfile profile, NetworkKind network)
            throws InterruptedException {
        this.cascade = cascade;
        hold = FolderHold.take(new ClusterFolder(folder), words -> {});
        cluster = LocalCluster.start(
                new ClusterPlan(
                        hold.folder(),
                        ClusterPlan.USUAL_NODES,
                        null,
                        profile,
                        network,
                        "256m",
                        ClusterPlan.USUAL_THREADS,
                        true),
                words -> {},
                () -> false);
    }

    LocalCluster cluster() {
        return cluster;
    }

    @Override
    public String undisturbed() {
        return cascade.digest();
    }

    @Override
    public Outcome through(Mishap mishap) throws InterruptedException {
        String run = held(Cascade.GAP, Cascade.LATER, Cascade.LAST);
        long happened = switch (mishap) {
            case NODE_LOST -> lost(run, host(venue(run).engine(0)));
            case OLDEST_LOST -> lost(run, oldest());
            case COORDINATOR_LOST_IN_A_ROUND -> inARound(run);
            case ANSWER_LOST -> answersLost(run);
            case DOUBLED_AND_REORDERED -> disturbed(run);
            case ROLLING_RESTART -> rolling(run);
            case ALL_STOPPED -> allStopped(run);
        };
        return outcome(run, happened);
    }

    /** Waits for the run's end, and audits it. */
    Outcome outcome(String run, long happened) {
        RunStatus end = end(run);
        return new Outcome(happened, end.digest(), Outcome.broken(AuditedRun.ofId(run, cluster.database())));
    }

    /** A new run that waits at the first of these points. */
    String held(HoldPoint... points) {
        runs++;
        String key = "run-" + runs;
        String run = asking(client -> client.submit(cascade.submission(key, points)))
                .run()
                .id();
        awaitHold(run, 0);
        return run;
    }

    void awaitHold(String run, int number) {
        await(() -> asking(client -> client.holds(run)).get(number).state() == Hold.State.WAITING);
    }

    void release(String run, int number) {
        awaitHold(run, number);
        await(() -> asking(client -> client.release(run, number))
                || asking(client -> client.holds(run)).get(number).state() == Hold.State.RELEASED);
    }

    void releaseFrom(String run, int first, int end) {
        for (int number = first; number < end; number++) {
            release(run, number);
        }
    }

    RunStatus end(String run) {
        List<RunStatus> last = new ArrayList<>();
        await(() -> {
            last.add(asking(client -> client.status(run)));
            return last.getLast().state() != RunStatus.State.RUNNING;
        });
        return last.getLast();
    }

    /** Until it is so; meanwhile nodes and database may be away. */
    static void await(Callable<Boolean> happened) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .ignoreExceptions()
                .until(happened);
    }

    <T> T asking(Function<NodeClient, T> question) {
        try (NodeClient client = cluster.client(cluster.http().values())) {
            return question.apply(client);
        }
    }

    private <T> T asking(String http, Function<NodeClient, T> question) {
        try (NodeClient client = cluster.client(List.of(http))) {
            return question.apply(client);
        }
    }

    Venue venue(String run) {
        ResolvedScenario scenario = ResolvedScenarioCodec.read(cascade.resolved());
        return new Venue(run, scenario, new ScenarioOpenings(scenario), new Partitioning(Cascade.PARTITIONS));
    }

    /** The name of the node that has the entity. */
    String host(EntityId id) {
        String address = asking(client -> client.locate(id.path()));
        return member(member -> member.address().equals(address));
    }

    String oldest() {
        return member(NodeMember::oldest);
    }

    List<NodeMember> members() {
        return asking(NodeClient::members);
    }

    Map<String, Integer> shards() {
        return asking(client -> client.shards().byAddress());
    }

    /** A node that has just come up tells its name a moment later. */
    private String member(Predicate<NodeMember> wanted) {
        List<String> names = new ArrayList<>();
        await(() -> members().stream()
                .filter(wanted)
                .flatMap(member -> Stream.ofNullable(member.name()))
                .anyMatch(names::add));
        return names.getLast();
    }

    Journal.Postgres journal() {
        return new Journal.Postgres(
                cluster.database().url(),
                cluster.database().user(),
                cluster.database().password());
    }

    private long lastEvent(EntityId id) {
        return new ClusterStore(journal()).lastEvent(id.path());
    }

    /** Sessions that have inserted events and wait for their node to go on. */
    long openTransactions() {
        try (Connection connection = DriverManager.getConnection(
                        journal().url(), journal().user(), journal().password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM pg_stat_activity"
                        + " WHERE state = 'idle in transaction' AND query ILIKE '%insert into \"event_journal\"%'")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes of nodes that had been replaced. */
    long staleWrites() {
        return sum(STALE);
    }

    /** Events whose storing failed, or was not confirmed. */
    long refusals() {
        return sum(REFUSED);
    }

    private long sum(String name) {
        long sum = 0;
        for (String http : cluster.http().values()) {
            sum += asking(http, NodeClient::metrics)
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                    .sum();
        }
        return sum;
    }

    private long lost(String run, String victim) throws InterruptedException {
        release(run, 0);
        cluster.kill(victim);
        releaseFrom(run, 1, 3);
        return restored();
    }

    /** Heals every link, and starts each node again that is gone; how many were. */
    long restored() throws InterruptedException {
        cluster.links().heal();
        // Nodes that down themselves take a moment to end.
        long gone = (long) cluster.names().size() - cluster.running().size();
        cluster.startAllNodes();
        return gone;
    }

    /** As soon as the coordinator has stored another event; each statement takes a while, so the round is open. */
    private long inARound(String run) throws InterruptedException {
        EntityId coordinator = venue(run).coordinator();
        long before = lastEvent(coordinator);
        for (String node : cluster.running()) {
            cluster.links().toDatabase(node).set(new LinkPolicy.Slow(Duration.ofMillis(50), 0));
        }
        release(run, 0);
        await(() -> lastEvent(coordinator) > before);
        cluster.kill(host(coordinator));
        cluster.links().heal();
        releaseFrom(run, 1, 3);
        return restored();
    }

    /** The node of the fund is slow to hear that its events are stored, and then never hears it. */
    private long answersLost(String run) throws InterruptedException {
        long before = refusals();
        EntityId fund = venue(run).fund();
        for (int number = 0; number < 3; number++) {
            int next = number + 1;
            long stored = lastEvent(fund);
            String node = host(fund);
            cluster.links().toDatabase(node).set(new LinkPolicy.Slow(Duration.ofMillis(150), 0));
            release(run, number);
            await(() -> lastEvent(fund) > stored || stands(run, next));
            cluster.links().toDatabase(node).set(new LinkPolicy.Refuse());
            Thread.sleep(300);
            cluster.links().heal();
        }
        end(run);
        return refusals() - before;
    }

    private boolean stands(String run, int number) {
        List<Hold> holds = asking(client -> client.holds(run));
        return number < holds.size()
                ? holds.get(number).state() == Hold.State.WAITING
                : asking(client -> client.status(run)).state() != RunStatus.State.RUNNING;
    }

    private long disturbed(String run) {
        long before = sum(TWICE);
        cluster.http().values().forEach(http -> disturb(http, 30));
        releaseFrom(run, 0, 3);
        end(run);
        cluster.http().values().forEach(http -> disturb(http, 0));
        return sum(TWICE) - before;
    }

    private void disturb(String http, int percent) {
        asking(http, client -> {
            client.disturb(percent, percent);
            return percent;
        });
    }

    private long rolling(String run) throws InterruptedException {
        List<String> names = cluster.names();
        for (int number = 0; number < names.size(); number++) {
            release(run, number);
            if (cluster.stop(names.get(number))) {
                String unused = cluster.add(names.get(number));
            }
        }
        return names.size();
    }

    private long allStopped(String run) throws InterruptedException {
        release(run, 0);
        cluster.killAllNodes();
        await(() -> cluster.running().isEmpty());
        long gone = restored();
        releaseFrom(run, 1, 3);
        return gone;
    }

    @Override
    public void close() {
        cluster.close();
        hold.close();
    }
}
