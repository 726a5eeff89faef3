package io.backstop.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.node.http.NodeClient;
import io.backstop.node.supervisor.KernelNamespaces;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes in network namespaces: who may ask them, and what is left of them. Left out where nobody is root. */
@Timeout(180)
class NamespaceVerbsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path path;

    private Invocation cluster(Object... words) {
        List<Object> all = new ArrayList<>(List.of("cluster"));
        all.addAll(List.of(words));
        all.addAll(List.of("--folder", path));
        return Invocation.of(all.toArray());
    }

    private JsonNode record() throws IOException {
        return new ObjectMapper().readTree(path.resolve("cluster.json").toFile());
    }

    @Test
    void theFolderOpensTheNodesAndNothingIsLeftAfterAKilledSupervisor() throws IOException {
        KernelNamespaces.assumeHere();
        Invocation up = cluster("up", "--detach", "--node-heap", "256m", "--nodes", "2", "--network", "namespaces");
        assertThat(up.exitCode()).as(up.err()).isZero();
        try {
            String id = record().path("network").asText();
            assertThat(traces(id)).hasSize(4);
            JsonNode status = cluster("status", "--json").json();
            onlyWhoHasTheTokenIsAnswered(
                    URI.create(status.path("nodes").path(0).path("http").asText()));
            aPartitionIsSeenAndHeals();
            aRunFindsTheCluster();

            ProcessHandle.of(record().path("supervisor").path("pid").asLong())
                    .ifPresent(ProcessHandle::destroyForcibly);
            Awaitility.await().atMost(SOON).until(() -> cluster("status").exitCode() == ExitCode.BAD_INPUT);
            assertThat(traces(id)).isNotEmpty();

            assertThat(cluster("down").err()).contains("namespaces backstop-" + id + "-...");
            assertThat(traces(id)).isEmpty();
        } finally {
            if (Files.exists(path.resolve("cluster.json"))) {
                cluster("down");
            }
        }
    }

    private static void onlyWhoHasTheTokenIsAnswered(URI node) {
        assertThat(node.getHost()).startsWith("198.1");
        try (NodeClient stranger = new NodeClient(List.of(node), null)) {
            assertThatThrownBy(stranger::members)
                    .hasMessage(node + ": the request has no token; expected Authorization: Bearer TOKEN");
        }
    }

    private void aPartitionIsSeenAndHeals() {
        assertThat(cluster("partition", "node-1/node-2").exitCode()).isZero();
        assertThat(cluster("status").out()).contains("node-1 to node-2: cut").contains("network   namespaces");
        assertThat(cluster("heal").exitCode()).isZero();
        assertThat(cluster("status").out()).doesNotContain(": cut");
    }

    private void aRunFindsTheCluster() {
        Invocation run = Invocation.of(
                "run", SmallScenario.in(path), "--cluster", "--folder", path, "--json", "--out", path.resolve("run"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.json().path("digest").asText())
                .isEqualTo(Invocation.of(
                                "run",
                                SmallScenario.in(path),
                                "--runtime",
                                "in-process",
                                "--no-paired",
                                "--json",
                                "--out",
                                path.resolve("alone"))
                        .json()
                        .path("digest")
                        .asText());
    }

    /** Namespaces, and this machine's end of the link to their router. */
    private static List<String> traces(String id) throws IOException {
        try (Stream<Path> namespaces = Files.list(Path.of("/run/netns"))) {
            return Stream.concat(
                            namespaces.map(file -> file.getFileName().toString()),
                            NetworkInterface.networkInterfaces().map(NetworkInterface::getName))
                    .filter(name -> name.contains(id))
                    .toList();
        }
    }
}
