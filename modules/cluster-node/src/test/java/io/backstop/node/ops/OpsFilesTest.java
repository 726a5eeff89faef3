package io.backstop.node.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.server.NodeSettings;
import io.backstop.node.server.NodeSettingsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files for operators: they parse, nodes accept them, and they agree with each other. */
class OpsFilesTest {
    private static final Map<String, String> SECRETS =
            Map.of("PGPASSWORD", "database-secret", "BACKSTOP_HTTP_TOKEN", "token-secret");
    private static final List<String> NODES = List.of("one", "two", "three");

    @TempDir
    private Path folder;

    static Stream<String> yamlFiles() {
        return OpsFiles.ending(".yaml").stream();
    }

    static Stream<String> nodeFiles() {
        return OpsFiles.ending("node.conf").stream();
    }

    /** A node's file as it is read where it runs: with what the environment gives, and its stores in place. */
    private NodeSettings read(String file) throws IOException {
        Path store = Files.writeString(folder.resolve("store.p12"), "");
        String text = OpsFiles.text(file)
                .replaceAll("\"/etc/backstop(?:-tls|/tls)/[a-z]+\\.p12\"", "\"" + store + "\"")
                .replaceAll("\\$\\{[A-Z_]+}", "from-environment");
        return NodeSettingsFile.read(Files.writeString(folder.resolve("node.conf"), text), SECRETS)
                .settings();
    }

    @ParameterizedTest
    @MethodSource("yamlFiles")
    void yamlParses(String file) {
        assertThat(OpsFiles.yaml(file)).isNotEmpty().allMatch(JsonNode::isObject);
    }

    @Test
    void theBoardIsABoard() {
        JsonNode board = OpsFiles.json("grafana/backstop.json");
        assertThat(board.get("panels")).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotEmpty();
            assertThat(panel.path("targets")).isNotEmpty();
        });
        assertThat(board.get("panels").findValuesAsText("id")).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("nodeFiles")
    void nodesAcceptTheirConfiguration(String file) throws IOException {
        NodeSettings settings = read(file);

        assertThat(settings.seeds()).hasSize(NODES.size());
        assertThat(settings.journal().password()).isEqualTo("database-secret");
        assertThat(settings.http().token()).isEqualTo("token-secret");
        assertThat(settings.drill()).isFalse();
        // The loss of one of three must not keep runs from going on.
        assertThat(settings.nodes()).isEqualTo(2);
    }

    @Test
    void aKeyThatNodesDoNotKnowWouldBeNoticed() throws IOException {
        Path file = Files.writeString(folder.resolve("node.conf"), "backstop.node.profil = default");
        assertThatThrownBy(() -> NodeSettingsFile.read(file, SECRETS))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("did you mean backstop.node.profile?");
    }

    @Test
    void remotingIsEncryptedWhereItCrossesMachines() throws IOException {
        assertThat(read("kubernetes/node.conf").remoting().tls()).isNotNull();
        assertThat(read("systemd/node.conf").remoting().tls()).isNotNull();
    }

    @Test
    void kubernetesFilesNameTheirKindAndAreAllListed() {
        List<String> listed = new ArrayList<>();
        JsonNode kustomization = OpsFiles.yaml("kubernetes/kustomization.yaml").getFirst();
        kustomization.get("resources").forEach(resource -> listed.add("kubernetes/" + resource.asText()));
        listed.add("kubernetes/kustomization.yaml");

        assertThat(OpsFiles.ending(".yaml").stream().filter(file -> file.startsWith("kubernetes/")))
                .containsExactlyInAnyOrderElementsOf(listed);
        for (String file : listed) {
            assertThat(OpsFiles.yaml(file)).as(file).allSatisfy(document -> {
                assertThat(document.path("apiVersion").asText()).isNotEmpty();
                assertThat(document.path("kind").asText()).isNotEmpty();
                assertThat(document.at("/metadata/name").asText("").isEmpty())
                        .isEqualTo(document.path("kind").asText().equals("Kustomization"));
            });
        }
        kustomization
                .at("/configMapGenerator/0/files")
                .forEach(
                        file -> assertThat(OpsFiles.FOLDER.resolve("kubernetes").resolve(file.asText()))
                                .exists());
    }

    @Test
    void podsFindEachOtherByTheSeedsAndTakeTurns() throws IOException {
        JsonNode set = OpsFiles.yaml("kubernetes/statefulset.yaml").getFirst();
        String service = set.at("/spec/serviceName").asText();
        String name = set.at("/metadata/name").asText();
        JsonNode ports = set.at("/spec/template/spec/containers/0/ports");
        List<String> seeds = new ArrayList<>();
        for (int pod = 0; pod < set.at("/spec/replicas").asInt(); pod++) {
            seeds.add(name + "-" + pod + "." + service + ":"
                    + ports.get(0).get("containerPort").asInt());
        }
        NodeSettings settings = read("kubernetes/node.conf");

        assertThat(settings.seeds()).isEqualTo(seeds);
        assertThat(settings.http().port())
                .isEqualTo(ports.get(1).get("containerPort").asInt());
        assertThat(OpsFiles.text("kubernetes/node.conf")).contains("${POD_NAME}\"." + service + "\"");
        assertThat(OpsFiles.yaml("kubernetes/services.yaml")).anySatisfy(document -> {
            assertThat(document.at("/metadata/name").asText()).isEqualTo(service);
            assertThat(document.at("/spec/clusterIP").asText()).isEqualTo("None");
            assertThat(document.at("/spec/publishNotReadyAddresses").asBoolean())
                    .isTrue();
        });
        assertThat(OpsFiles.yaml("kubernetes/disruption-budget.yaml")
                        .getFirst()
                        .at("/spec/maxUnavailable")
                        .asInt())
                .isEqualTo(1);
        assertThat(set.at("/spec/podManagementPolicy").asText()).isEqualTo("OrderedReady");
    }

    @Test
    void environmentOfPodsGivesWhatTheirFileAsksFor() {
        TreeSet<String> given = new TreeSet<>();
        OpsFiles.yaml("kubernetes/statefulset.yaml")
                .getFirst()
                .at("/spec/template/spec/containers/0/env")
                .forEach(variable -> given.add(variable.get("name").asText()));

        assertThat(given).containsAll(SECRETS.keySet()).contains("POD_NAME", "BACKSTOP_TLS_PASSWORD");
    }

    @Test
    void composeStartsADurableDatabaseAndThreeNodes() throws IOException {
        JsonNode services = OpsFiles.yaml("compose.yaml").getFirst().get("services");
        assertThat(services.at("/postgres/command").toString())
                .contains("fsync=on", "synchronous_commit=on", "full_page_writes=on");
        NodeSettings settings = read("compose/node.conf");
        for (int node = 1; node <= NODES.size(); node++) {
            JsonNode service = services.get("node-" + node);
            assertThat(settings.seeds().get(node - 1))
                    .isEqualTo("node-" + node + ":" + settings.remoting().port());
            assertThat(service.at("/ports/0").asText())
                    .isEqualTo("127.0.0.1:800" + node + ":" + settings.http().port());
        }
        assertThat(services).hasSize(NODES.size() + 1);
    }

    @Test
    void theUnitHasItsSectionsAndLetsANodeLeave() {
        List<String> lines =
                OpsFiles.text("systemd/backstop-node.service").lines().toList();
        assertThat(lines)
                .containsSubsequence("[Unit]", "[Service]", "[Install]")
                .contains("KillSignal=SIGTERM", "TimeoutStopSec=45", "Restart=on-failure", "RestartPreventExitStatus=2")
                .contains("NoNewPrivileges=true", "ProtectSystem=strict");
        assertThat(lines.stream().filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("[")))
                .allMatch(line -> line.matches("[A-Z][A-Za-z]+=.*"));
    }

    @Test
    void systemdAcceptsTheUnit() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "no systemd-analyze here");
        Path unit = Files.writeString(
                folder.resolve("backstop-node.service"),
                OpsFiles.text("systemd/backstop-node.service")
                        .replace("/opt/backstop/java/bin/java", System.getProperty("java.home") + "/bin/java"));
        Process process = new ProcessBuilder("systemd-analyze", "verify", unit.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(said.lines().filter(line -> line.contains("backstop-node"))).isEmpty();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void alertsPointToSectionsOfThePage() throws IOException {
        String page = Files.readString(OpsFiles.FOLDER.resolve("../docs/operating.md"));
        List<String> anchors = page.lines()
                .filter(line -> line.startsWith("#"))
                .map(line ->
                        line.replaceAll("^#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-'))
                .toList();
        assertThat(OpsFiles.yaml("prometheus/rules.yaml").getFirst().findValuesAsText("runbook"))
                .hasSizeGreaterThan(8)
                .allSatisfy(runbook -> assertThat(anchors).contains(runbook.replace("docs/operating.md#", "")));
    }
}
