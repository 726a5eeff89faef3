package io.backstop.node.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.node.Backstop;
import io.backstop.node.audit.RunAudit;
import io.backstop.node.http.NodeClient;
import io.backstop.node.runtime.ChildJvm;
import io.backstop.node.runtime.ClusterStore;
import io.backstop.node.runtime.ClusterStore.NodeCard;
import io.backstop.node.runtime.Hold;
import io.backstop.node.runtime.JournalStore;
import io.backstop.node.runtime.PackagedPostgres;
import io.backstop.node.runtime.Rows.Row;
import io.backstop.node.server.RunStatus;
import io.backstop.simulation.Venue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * F17 with an added event version, on processes: three {@code backstop node}s on PostgreSQL, of which each in turn gets
 * {@code SIGTERM} and is replaced by one whose class path begins with a later build.
 *
 * <p>Schedule and invariants as in {@link RollingUpgradeTest}.
 */
@Tag("slow")
@Timeout(240)
class RollingUpgradeOnProcessesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SECONDS_OF_A_CARD = 10;
    /** Nodes compare their cards about every two seconds; several times that, since no one can ask whether they have. */
    private static final Duration TO_AGREE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final Cascade cascade = Cascade.small();
    private final Deque<Node> nodes = new ArrayDeque<>();
    private PackagedPostgres server;
    private int started;

    private record Node(ChildJvm jvm, String address, String http) {}

    @BeforeEach
    void start() {
        server = PackagedPostgres.start(folder.resolve("postgres"));
    }

    @AfterEach
    void stop() {
        nodes.forEach(node -> node.jvm().close());
        server.close();
    }

    private Path config(String name) throws IOException {
        String seeds = nodes.stream()
                .map(node -> '"' + node.address().substring(node.address().indexOf('@') + 1) + '"')
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
        return Files.writeString(folder.resolve(name + ".conf"), """
                backstop.node {
                  name = %s
                  folder = "%s"
                  profile = fast-local
                  threads = 2
                  drill = true
                  seeds = [%s]
                  journal { url = "%s", user = %s, password = "%s" }
                  remoting { host = 127.0.0.1, port = 0 }
                  http { port = 0 }
                }
                """.formatted(
                        name,
                        folder.resolve(name),
                        seeds,
                        server.journal().url(),
                        server.journal().user(),
                        server.journal().password()));
    }

    private void addOfThisBuild() throws IOException {
        String name = "node-" + ++started;
        add(ChildJvm.start(Backstop.class, "node", "--config", config(name)));
    }

    private void addOf(Path build) throws IOException {
        String name = "node-" + ++started;
        add(ChildJvm.startWith(build, Backstop.class, "node", "--config", config(name)));
    }

    private void add(ChildJvm jvm) throws IOException {
        JsonNode ready = new ObjectMapper().readTree(jvm.awaitLine("{\"ready\":true"));
        nodes.addLast(
                new Node(jvm, ready.path("address").asText(), ready.path("http").asText()));
    }

    private void stopOldest() throws IOException, InterruptedException {
        Node oldest = nodes.removeFirst();
        oldest.jvm().signal("TERM");
        List<String> unused = oldest.jvm().end();
        assertThat(oldest.jvm().exitCode()).isZero();
    }

    /** Any of the nodes; asked anew each time, since they come and go. */
    private NodeClient client() {
        return new NodeClient(
                nodes.stream().map(node -> URI.create(node.http())).toList(), null);
    }

    private static void await(Callable<Boolean> happened) {
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(happened);
    }

    private void awaitHold(String run, int hold) {
        await(() -> {
            try (NodeClient client = client()) {
                return client.holds(run).get(hold).state() == Hold.State.WAITING;
            }
        });
    }

    private void release(String run, int hold) {
        await(() -> {
            try (NodeClient client = client()) {
                return client.release(run, hold) || client.holds(run).get(hold).state() == Hold.State.RELEASED;
            }
        });
    }

    private RunStatus end(String run) {
        await(() -> status(run).state() != RunStatus.State.RUNNING);
        return status(run);
    }

    private RunStatus status(String run) {
        try (NodeClient client = client()) {
            return client.status(run);
        }
    }

    private List<Row> events(String run) {
        return new ClusterStore(server.journal()).events(Venue.runId(run).path(), 0, Integer.MAX_VALUE);
    }

    private static Stream<String> versions(List<Row> rows) {
        return rows.stream().map(Row::manifest).distinct();
    }

    private List<String> builds() {
        return new ClusterStore(server.journal())
                .nodes(SECONDS_OF_A_CARD).stream()
                        .map(NodeCard::version)
                        .distinct()
                        .toList();
    }

    @Test
    void aLaterBuildWritesItsNewVersionOnceAllProcessesCanReadIt() throws IOException, InterruptedException {
        Path next = NextBuild.in(folder);
        for (int node = 0; node < 3; node++) {
            addOfThisBuild();
        }
        String run;
        try (NodeClient client = client()) {
            run = client.submit(cascade.submission("upgrade", Cascade.GAP, Cascade.LATER, Cascade.LAST))
                    .run()
                    .id();
        }
        for (int hold = 0; hold < 3; hold++) {
            awaitHold(run, hold);
            addOf(next);
            stopOldest();
            if (hold < 2) {
                release(run, hold);
            }
        }
        List<Row> mixed = events(run);
        assertThat(versions(mixed)).containsExactly("event/run.advanced:1");
        assertThat(builds()).containsExactly(NextBuild.VERSION);

        Thread.sleep(TO_AGREE.toMillis());
        release(run, 2);
        RunStatus end = end(run);

        assertThat(end.digest()).isEqualTo(cascade.digest());
        List<Row> all = events(run);
        assertThat(versions(all.subList(mixed.size(), all.size()))).containsExactly("event/" + NextBuild.MANIFEST);
        RunAudit.Outcome audit = RunAudit.of(
                server.journal(), JournalStore.read(server.journal(), run).orElseThrow(), NextBuild.table());
        assertThat(Outcome.broken(audit)).isEmpty();
    }
}
