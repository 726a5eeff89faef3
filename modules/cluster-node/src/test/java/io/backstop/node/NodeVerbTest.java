package io.backstop.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.node.runtime.ChildJvm;
import io.backstop.node.runtime.ClusterStore;
import io.backstop.node.runtime.ClusterStore.NodeCard;
import io.backstop.node.runtime.Journal;
import io.backstop.node.runtime.PackagedPostgres;
import io.backstop.shell.Placement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code backstop node} as processes of their own: it starts and leaves, or says in one line why not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeVerbTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Path folder = Path.of("");
    private PackagedPostgres server;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        server = PackagedPostgres.start(folder.resolve("postgres"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private Journal.Postgres empty(String name) throws SQLException {
        Journal.Postgres journal = server.journal();
        execute(journal, "CREATE DATABASE " + name);
        return new Journal.Postgres(journal.url().replace("/postgres", "/" + name), journal.user(), journal.password());
    }

    private static void execute(Journal.Postgres database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private ChildJvm node(String name, String url, int port, int httpPort) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".conf"), """
                backstop.node {
                  name = %s
                  folder = "%s"
                  profile = fast-local
                  threads = 2
                  journal { url = "%s", user = %s, password = "%s" }
                  remoting { host = 127.0.0.1, port = %d }
                  http { port = %d }
                }
                """.formatted(
                        name,
                        folder.resolve(name),
                        url,
                        server.journal().user(),
                        server.journal().password(),
                        port,
                        httpPort));
        return ChildJvm.start(Backstop.class, "node", "--config", file);
    }

    /** What it said itself, beside its log; of a node that does not start it is one line. */
    private static String refusal(ChildJvm node, int exitCode) throws IOException, InterruptedException {
        List<String> said = node.end().stream()
                .filter(line -> line.startsWith("backstop: "))
                .toList();
        assertThat(said).hasSize(1);
        assertThat(node.exitCode()).isEqualTo(exitCode);
        return said.getFirst();
    }

    @Test
    void aNodeSaysWhenItIsReadyAndLeavesWhenItIsToldTo() throws Exception {
        Journal.Postgres database = empty("alone");
        try (ChildJvm node = node("alone", database.url(), 0, 0)) {
            node.awaitLine("{\"ready\":true,\"node\":\"alone\"");
            ClusterStore store = new ClusterStore(database);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(store.nodes(10))
                            .extracting(NodeCard::name)
                            .containsExactly("alone"));
            node.signal("TERM");
            node.end();
            assertThat(node.exitCode()).isZero();
            assertThat(store.nodes(10)).isEmpty();
        }
    }

    @Test
    void aClusterWithOtherRulesRefusesIt() throws Exception {
        Journal.Postgres database = empty("ruled");
        new ClusterStore(database)
                .seen(new NodeCard(
                        "pekko://backstop@10.0.0.1:7000",
                        "elder",
                        "http://10.0.0.1:8000",
                        "0.0.9",
                        "of-old",
                        Placement.SHARDS,
                        List.of()));
        try (ChildJvm node = node("young", database.url(), 0, 0)) {
            assertThat(refusal(node, 2))
                    .startsWith("backstop: young may not join: elder (pekko://backstop@10.0.0.1:7000, build 0.0.9) has"
                            + " rules version of-old, this node ")
                    .endsWith("; start it with the build of the cluster, or stop the cluster first");
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        Journal.Postgres database = empty("taken");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String at = "127.0.0.1:" + taken.getLocalPort();
            try (ChildJvm remoting = node("remoting", database.url(), taken.getLocalPort(), 0);
                    ChildJvm http = node("http", database.url(), 0, taken.getLocalPort())) {
                assertThat(refusal(remoting, 3))
                        .startsWith("backstop: remoting cannot listen: ")
                        .contains(at, "in use");
                assertThat(refusal(http, 3))
                        .startsWith("backstop: http: cannot listen on ")
                        .contains(at, "in use");
            }
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:1/none";
        try (ChildJvm node = node("lost", url, 0, 0)) {
            assertThat(refusal(node, 3))
                    .startsWith("backstop: cannot open the journal " + url + ": ")
                    .contains("refused");
        }
    }

    @Test
    void aDatabaseOfAnotherVersionIsRefused() throws Exception {
        Journal.Postgres older = empty("older");
        execute(older, "CREATE TABLE run (run_id VARCHAR(255) PRIMARY KEY, scenario TEXT NOT NULL)");
        try (ChildJvm node = node("older", older.url(), 0, 0)) {
            assertThat(refusal(node, 3))
                    .isEqualTo("backstop: the database " + older.url()
                            + " has tables of another version of Backstop: run has no column codec_table; give this"
                            + " build a database of its own");
        }
    }
}
