package io.backstop.node.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.backstop.kernel.inprocess.InProcessRuntime;
import io.backstop.kernel.inprocess.Options;
import io.backstop.node.runtime.ClusterStore;
import io.backstop.node.runtime.Codecs;
import io.backstop.node.runtime.Journal;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.scenario.loader.ResolvedScenarioCodec;
import io.backstop.scenario.loader.ScenarioLoader;
import io.backstop.shell.codec.KryoTable;
import io.backstop.simulation.Books;
import io.backstop.simulation.Fact;
import io.backstop.simulation.RunEvent;
import io.backstop.simulation.RunWorkflow;
import io.backstop.simulation.Venue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.awaitility.Awaitility;

/** Nodes of one cluster in this JVM, on one H2 database; each has an actor system of its own. */
public final class LocalCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final int expected;
    private final Config first;
    private final List<ClusterNode> nodes = new ArrayList<>();
    /** All that were ever started: whichever of them lives lets another in. */
    private final List<String> seeds = new ArrayList<>();

    private LocalCluster(Path folder, int expected, Config first) {
        this.folder = folder;
        this.first = first;
        this.expected = expected;
    }

    public static LocalCluster of(Path folder, int nodes) {
        return of(folder, nodes, ConfigFactory.empty());
    }

    /** Nodes with settings of their actor systems that go before the usual ones. */
    public static LocalCluster of(Path folder, int nodes, Config first) {
        LocalCluster cluster = new LocalCluster(folder, nodes, first);
        for (int node = 0; node < nodes; node++) {
            cluster.add();
        }
        return cluster;
    }

    /** A new node, once it is ready. */
    public ClusterNode add() {
        return add("0.1.0");
    }

    /** A new node of a build, once it is ready. */
    public ClusterNode add(String version) {
        return add(version, Codecs.table());
    }

    /** A new node of a build with codecs of its own, once it is ready. */
    public ClusterNode add(String version, KryoTable table) {
        int number = nodes.size() + 1;
        ClusterNode node = new ClusterNode(
                new NodeSettings(
                        "node-" + number,
                        folder.resolve("node-" + number),
                        journal(),
                        FailoverProfile.FAST_LOCAL,
                        expected,
                        List.copyOf(seeds),
                        2,
                        true,
                        new NodeSettings.Remoting("127.0.0.1", 0, "127.0.0.1", 0, null, null),
                        new NodeSettings.Http("127.0.0.1", 0, null)),
                version,
                first,
                table);
        nodes.add(node);
        seeds.add(node.address().substring(node.address().indexOf('@') + 1));
        node.join("http://127.0.0.1:0");
        Awaitility.await().atMost(PATIENCE).until(() -> node.health().ready());
        return node;
    }

    /** The database that the nodes share. */
    public Journal.Database journal() {
        return new Journal.H2(folder.resolve("journal"));
    }

    /** The number of an entity's last event, 0 if it has none. */
    public long lastEvent(String path) {
        return new ClusterStore(journal()).lastEvent(path);
    }

    /** A node, from 1, in the order of their start. */
    public ClusterNode node(int number) {
        return nodes.get(number - 1);
    }

    /** Ends a node as an operator does. */
    public void stop(int number) {
        node(number).close();
    }

    /** Ends all nodes; the next one begins the cluster anew. */
    public void stopAll() {
        close();
        seeds.clear();
    }

    /** Waits for the end of a run, as any node of those that are left tells it. */
    public RunStatus await(ClusterNode asked, String run) {
        List<RunStatus> last = new ArrayList<>();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            last.add(asked.run(run).orElseThrow());
            return last.getLast().state() != RunStatus.State.RUNNING;
        });
        return last.getLast();
    }

    @Override
    public void close() {
        nodes.reversed().forEach(ClusterNode::close);
    }

    /** A scenario with nothing left open. */
    public static String resolved(Path scenario) {
        return ScenarioLoader.load(scenario, List.of(), OptionalLong.empty()).resolvedYaml();
    }

    /** How the scenario ends in process. */
    public static String digestInProcess(String resolved) {
        ResolvedScenario scenario = ResolvedScenarioCodec.read(resolved);
        Venue venue = new Venue("oracle", scenario, new ScenarioOpenings(scenario), new Partitioning(1));
        List<String> digest = new ArrayList<>();
        new InProcessRuntime(venue, new RunWorkflow(venue, Books.Check.NONE), venue.runId(), Options.plain())
                .run(recorded -> {
                    if (((RunEvent.Advanced) recorded.event()).facts().getLast() instanceof Fact.RunClosed closed) {
                        digest.add(closed.digest());
                    }
                });
        return digest.getLast();
    }
}
