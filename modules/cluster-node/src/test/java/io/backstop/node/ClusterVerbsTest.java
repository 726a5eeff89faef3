package io.backstop.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.node.http.NodeClient;
import io.backstop.node.runtime.Hold;
import io.backstop.node.server.LocalCluster;
import io.backstop.node.server.Submission;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three real nodes and their database in one folder, used by all tests in their order, since starting them takes the time. At
 * the end no process and no port of theirs is left, also after a {@code kill -9} of their supervisor.
 */
@Timeout(180)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterVerbsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private static Path path;

    private static Path folder() {
        return path.resolve("cluster");
    }

    private static Invocation cluster(Object... words) {
        List<Object> all = new ArrayList<>(List.of("cluster"));
        all.addAll(List.of(words));
        all.addAll(List.of("--folder", folder()));
        return Invocation.of(all.toArray());
    }

    private static JsonNode status() {
        return cluster("status", "--json").json();
    }

    private static JsonNode node(String name) {
        for (JsonNode node : status().path("nodes")) {
            if (node.path("node").asText().equals(name)) {
                return node;
            }
        }
        throw new AssertionError("no " + name);
    }

    private static long reachableBy(String name) {
        long reachable = 0;
        for (JsonNode member : node(name).path("members")) {
            if (member.path("reachable").asBoolean()
                    && member.path("status").asText().equals("up")) {
                reachable++;
            }
        }
        return reachable;
    }

    private static void awaitMembers(int count, String... seers) {
        Awaitility.await().atMost(SOON).untilAsserted(() -> {
            for (String seer : seers) {
                assertThat(reachableBy(seer)).as(seer).isEqualTo(count);
            }
        });
    }

    private static long supervisor() throws IOException {
        return new ObjectMapper()
                .readTree(folder().resolve("cluster.json").toFile())
                .path("supervisor")
                .path("pid")
                .asLong();
    }

    private static List<Long> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .map(line -> line.contains(folder().toString()))
                        .orElse(false))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static Set<Integer> portsIn(JsonNode status) {
        TreeSet<Integer> ports = new TreeSet<>();
        for (JsonNode node : status.path("nodes")) {
            ports.add(port(node.path("address").asText()));
            ports.add(port(node.path("http").asText()));
        }
        ports.add(port(status.path("database").path("url").asText().replaceAll("/[^/]*$", "")));
        return ports;
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private static Invocation up() {
        return cluster("up", "--detach", "--node-heap", "256m");
    }

    @BeforeAll
    static void start() {
        Invocation up = up();

        assertThat(up.exitCode()).as(up.err()).isZero();
        assertThat(up.out().lines().toList()).hasSize(4);
        assertThat(up.out().lines().findFirst().orElseThrow().split(" +"))
                .containsExactly("NODE", "PROCESS", "STATE", "ADDRESS", "HTTP", "SHARDS", "SEES");
    }

    @AfterAll
    static void end() {
        if (Files.exists(folder().resolve("cluster.json"))) {
            cluster("down");
        }
    }

    @Test
    @Order(1)
    void everyNodeSeesAllThree() {
        for (String name : List.of("node-1", "node-2", "node-3")) {
            assertThat(node(name).path("state").asText()).isEqualTo("up");
            assertThat(node(name).path("unready")).isEmpty();
        }
        awaitMembers(3, "node-1", "node-2", "node-3");
        assertThat(status().path("database").path("kind").asText()).isIn("packaged", "system");
    }

    @Test
    @Order(2)
    void theStatusOfPeopleNamesNodesAndDatabase() {
        Invocation status = cluster("status");

        assertThat(status.exitCode()).isZero();
        assertThat(status.out())
                .contains("node-3 ")
                .contains("jdbc:postgresql://")
                .contains("supervised");
    }

    @Test
    @Order(3)
    void aSecondSupervisorInTheFolderIsRefused() {
        for (Invocation second : List.of(up(), cluster("up"))) {
            assertThat(second.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(second.err())
                    .isEqualTo("backstop: a supervisor runs in " + folder()
                            + " already; 'backstop cluster status' shows its cluster, --folder takes another folder\n");
        }
        assertThat(cluster("status").exitCode()).isZero();
    }

    @Test
    @Order(4)
    void anUnknownNodeIsAnsweredWithTheNearest() {
        Invocation killed = cluster("kill", "nod-2");

        assertThat(killed.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(killed.err()).isEqualTo("backstop: no node 'nod-2'; did you mean 'node-2'?\n");
    }

    @Test
    @Order(5)
    void anAuditAsksTheEntitiesOfARunOnTheirNodes() {
        URI first = URI.create(node("node-1").path("http").asText());
        try (NodeClient client = new NodeClient(List.of(first), null)) {
            String resolved = LocalCluster.resolved(SmallScenario.in(path));
            String run = client.submit(new Submission(resolved, 6, "", List.of(new Submission.HoldPoint(20, 1))))
                    .run()
                    .id();
            Awaitility.await()
                    .atMost(SOON)
                    .until(() -> client.holds(run).getFirst().state() == Hold.State.WAITING);

            Invocation table = Invocation.of("audit", run, "--live", "--node", first, "--folder", folder());
            assertThat(table.exitCode()).as(table.out() + table.err()).isEqualTo(ExitCode.DONE);
            assertThat(table.out()).containsPattern("L1 +holds +\\d+ entities asked, 3 nodes\n");
            Invocation json = Invocation.of("audit", run, "--live", "--folder", folder(), "--json");
            JsonNode line = json.json().path("invariants").path(20);
            assertThat(line.path("name").asText()).isEqualTo("L1");
            assertThat(line.path("verdict").asText()).isEqualTo("holds");
            assertThat(line.path("checked").path("nodes").asInt()).isEqualTo(3);

            client.cancel(run);
            Invocation ended = Invocation.of("audit", run, "--live", "--folder", folder());
            assertThat(ended.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(ended.err())
                    .isEqualTo("backstop: the run " + run
                            + " has ended, there is nobody to ask; audit it without --live\n");
        }
    }

    @Test
    @Order(6)
    void aPartitionIsSeenAndHeals() {
        assertThat(cluster("partition", "node-1,node-2/node-9").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(cluster("partition", "node-1").exitCode()).isEqualTo(ExitCode.BAD_INPUT);

        assertThat(cluster("partition", "node-1,node-2/node-3").out())
                .isEqualTo("cut the links between node-1,node-2 and node-3\n");
        assertThat(cluster("status").out())
                .contains("node-1 to node-3: cut")
                .contains("node-3 to node-2: cut")
                .doesNotContain("node-1 to node-2: cut");
        assertThat(cluster("heal").exitCode()).isZero();
        assertThat(cluster("status").out()).doesNotContain(": cut");
        awaitMembers(3, "node-1", "node-2", "node-3");
    }

    @Test
    @Order(7)
    void aPausedNodeGoesOn() {
        assertThat(cluster("pause", "node-3").out()).isEqualTo("paused node-3\n");
        assertThat(node("node-3").path("state").asText()).isEqualTo("paused");
        assertThat(cluster("pause", "node-3").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(cluster("resume", "node-3").out()).isEqualTo("resumed node-3\n");
        awaitMembers(3, "node-1", "node-2", "node-3");
    }

    @Test
    @Order(8)
    void theOthersHearOfAKilledNodeAtOnceAndItComesBack() {
        assertThat(cluster("kill", "node-2").out()).isEqualTo("killed node-2\n");
        awaitMembers(2, "node-1", "node-3");
        assertThat(node("node-2").path("state").asText()).isEqualTo("exited");
        assertThat(cluster("kill", "node-2").err())
                .isEqualTo("backstop: node-2 has ended; 'backstop cluster add node-2' starts it again\n");

        Invocation added = cluster("add", "node-2");
        assertThat(added.exitCode()).as(added.err()).isZero();
        assertThat(added.out()).isEqualTo("added node-2\n");
        awaitMembers(3, "node-1", "node-2", "node-3");
    }

    @Test
    @Order(9)
    void aStoppedNodeLeaves() {
        Invocation stopped = cluster("stop", "node-3");

        assertThat(stopped.out()).isEqualTo("node-3 has left\n");
        assertThat(node("node-3").path("exitCode").asInt()).isZero();
        awaitMembers(2, "node-1", "node-2");
    }

    @Test
    @Order(10)
    void afterAKilledSupervisorNodesEndAndTheNextOneCleansUp() throws IOException {
        cluster("pause", "node-2");
        JsonNode before = status();
        assertThat(ProcessHandle.of(supervisor()).map(ProcessHandle::destroyForcibly))
                .isEqualTo(Optional.of(true));

        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(ProcessHandle.of(before.path("nodes")
                                        .path(0)
                                        .path("process")
                                        .asLong())
                                .filter(ProcessHandle::isAlive))
                        .isEmpty());
        assertThat(cluster("status").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(cluster("status").err()).contains("'backstop cluster down' cleans up");

        Invocation down = cluster("down");
        assertThat(down.exitCode()).isZero();
        assertThat(down.err())
                .contains("ended what an earlier supervisor left: node-2")
                .contains("PostgreSQL");
        assertNothingLeft(before);
    }

    @Test
    @Order(11)
    void downLeavesNoProcessAndNoPort() {
        Invocation up = up();
        assertThat(up.exitCode()).as(up.err()).isZero();
        JsonNode before = status();

        assertThat(cluster("down").exitCode()).isZero();

        assertNothingLeft(before);
        assertThat(cluster("down").err()).isEqualTo("backstop: no cluster runs in " + folder() + "\n");
    }

    private static void assertNothingLeft(JsonNode before) {
        Awaitility.await().atMost(SOON).untilAsserted(() -> {
            assertThat(processes()).isEmpty();
            assertThat(portsIn(before)).noneMatch(ClusterVerbsTest::listens);
        });
        assertThat(folder().resolve("cluster.json")).doesNotExist();
        assertThat(folder().resolve("control")).doesNotExist();
    }

    @Test
    @Order(12)
    void aDatabaseThatIsNotThereIsOneClearLine() {
        Invocation up = cluster("up", "--jdbc-url", "jdbc:postgresql://127.0.0.1:1/backstop?user=me");

        assertThat(up.exitCode()).isEqualTo(ExitCode.RUN_TIME_FAILURE);
        assertThat(up.err()
                        .lines()
                        .filter(line -> line.startsWith("backstop: "))
                        .toList())
                .singleElement()
                .asString()
                .contains("cannot open the database jdbc:postgresql://127.0.0.1:1/backstop");
        assertThat(folder().resolve("cluster.json")).doesNotExist();
    }
}
