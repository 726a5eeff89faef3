package io.backstop.node.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.backstop.node.SmallScenario;
import io.backstop.node.runtime.Codecs;
import io.backstop.node.runtime.Journal;
import io.backstop.node.server.NodeSettings.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutual TLS between nodes: who has a certificate of the cluster's authority works with the others, who has one of another
 * authority or none does not get in.
 */
class TlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The password of stores that live as long as the test. */
    private static final String PASSWORD = "password-of-a-test";

    @TempDir
    private Path folder;

    /** Who is not let in gives up sooner than a node of a real cluster. */
    private static ClusterNode outsider(Path folder, String name, String seed, @Nullable Tls tls) {
        return node(
                folder,
                name,
                seed,
                tls,
                ConfigFactory.parseString("pekko.cluster.shutdown-after-unsuccessful-join-seed-nodes = 10s"));
    }

    private static ClusterNode node(Path folder, String name, String seed, Tls tls) {
        return node(folder, name, seed, tls, ConfigFactory.empty());
    }

    private static ClusterNode node(Path folder, String name, String seed, @Nullable Tls tls, Config first) {
        ClusterNode node = new ClusterNode(
                new NodeSettings(
                        name,
                        folder.resolve(name),
                        new Journal.H2(folder.resolve("journal")),
                        FailoverProfile.FAST_LOCAL,
                        1,
                        seed.isEmpty() ? List.of() : List.of(seed),
                        2,
                        false,
                        new NodeSettings.Remoting("127.0.0.1", 0, "127.0.0.1", 0, null, tls),
                        new NodeSettings.Http("127.0.0.1", 0, null)),
                "0.1.0",
                first,
                Codecs.table());
        node.join("http://127.0.0.1:0");
        return node;
    }

    private static String seed(ClusterNode node) {
        return node.address().substring(node.address().indexOf('@') + 1);
    }

    @Test
    void onlyCertificatesOfTheClustersAuthorityGetIn() throws IOException, InterruptedException {
        Authority ours = Authority.in(folder, "ours");
        Authority theirs = Authority.in(folder, "theirs");
        Tls certified = ours.certify("node");
        String resolved = LocalCluster.resolved(SmallScenario.in(folder));
        String digest = LocalCluster.digestInProcess(resolved);
        try (ClusterNode one = node(folder, "node-1", "", certified)) {
            Awaitility.await().atMost(PATIENCE).until(() -> one.health().ready());
            try (ClusterNode two = node(folder, "node-2", seed(one), certified);
                    ClusterNode stranger = outsider(folder, "stranger", seed(one), theirs.itself());
                    ClusterNode open = outsider(folder, "open", seed(one), null)) {
                Awaitility.await().atMost(PATIENCE).until(() -> two.health().ready());
                RunStatus run =
                        two.submit(new Submission(resolved, 6, "", List.of())).run();
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> one.run(run.id()).orElseThrow().state() == RunStatus.State.COMPLETE);
                assertThat(one.run(run.id()).orElseThrow().digest()).isEqualTo(digest);
                assertThat(one.shards().byAddress())
                        .hasSize(2)
                        .allSatisfy((node, shards) -> assertThat(shards).isPositive());
                assertThat(one.counters().counts().wireMessages()).isPositive();
                assertThat(answersPlainText(seed(one))).isFalse();

                for (ClusterNode outside : List.of(stranger, open)) {
                    assertThat(outside.removed()).succeedsWithin(PATIENCE).isEqualTo("it found no cluster to join");
                }
                assertThat(one.members()).extracting(NodeMember::name).containsExactlyInAnyOrder("node-1", "node-2");
            }
        }
    }

    /** Whether a port answers Artery's plain greeting with anything but an alarm or its end. */
    private static boolean answersPlainText(String address) throws IOException {
        int colon = address.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("AKKA\1\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
            int first = socket.getInputStream().read();
            int alert = 21;
            return first != -1 && first != alert;
        }
    }

    /**
     * A certificate authority made by the JDK's keytool, as the documentation does.
     *
     * @param folder of its stores
     */
    private record Authority(Path folder, String name) {
        static Authority in(Path folder, String name) throws IOException, InterruptedException {
            Authority authority = new Authority(folder, name);
            keytool(
                    "-genkeypair",
                    "-alias",
                    "ca",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "bc:c",
                    "-validity",
                    "2",
                    "-keystore",
                    authority.store());
            keytool("-exportcert", "-alias", "ca", "-rfc", "-keystore", authority.store(), "-file", authority.root());
            keytool(
                    "-importcert",
                    "-noprompt",
                    "-alias",
                    "ca",
                    "-file",
                    authority.root(),
                    "-keystore",
                    authority.trust());
            return authority;
        }

        private String path(String file) {
            return folder.resolve(file).toString();
        }

        private String store() {
            return path(name + "-ca.p12");
        }

        private String root() {
            return path(name + "-ca.pem");
        }

        private String trust() {
            return path(name + "-trust.p12");
        }

        /** Stores of a node that shows the authority's own certificate. */
        Tls itself() {
            return new Tls(Path.of(store()), Path.of(trust()), PASSWORD);
        }

        /** Stores of a node with a certificate of this authority. */
        Tls certify(String node) throws IOException, InterruptedException {
            String keys = path(node + ".p12");
            String request = path(node + ".csr");
            String certificate = path(node + ".pem");
            keytool("-genkeypair", "-alias", "node", "-keyalg", "EC", "-dname", "CN=" + node, "-keystore", keys);
            keytool("-certreq", "-alias", "node", "-keystore", keys, "-file", request);
            keytool(
                    "-gencert",
                    "-alias",
                    "ca",
                    "-rfc",
                    "-validity",
                    "2",
                    "-infile",
                    request,
                    "-outfile",
                    certificate,
                    "-keystore",
                    store());
            keytool("-importcert", "-noprompt", "-alias", "ca", "-file", root(), "-keystore", keys);
            keytool("-importcert", "-alias", "node", "-file", certificate, "-keystore", keys);
            return new Tls(Path.of(keys), Path.of(trust()), PASSWORD);
        }

        private static void keytool(String... words) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>();
            command.add(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
            command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
            command.addAll(List.of(words));
            command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(String.join(" ", words)).isZero();
        }
    }
}
