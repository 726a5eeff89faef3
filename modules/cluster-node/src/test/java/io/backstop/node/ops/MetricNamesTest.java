package io.backstop.node.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.node.http.HttpApi;
import io.backstop.node.http.Metrics;
import io.backstop.node.runtime.Journal;
import io.backstop.node.server.ClusterNode;
import io.backstop.node.server.FailoverProfile;
import io.backstop.node.server.NodeSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What rules, board and probes name, held against what a node that runs answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricNamesTest {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABELS = Pattern.compile("([a-z]+)\\s*(?:!=|=~|!~|=)\\s*\"");
    /** Words of PromQL that the files use, and the one metric that Prometheus makes itself. */
    private static final Set<String> WORDS =
            new TreeSet<>(Set.of("sum", "max", "min", "rate", "increase", "or", "and", "by", "offset", "up"));

    private ClusterNode node;
    private Metrics metrics;
    private HttpApi http;
    private String scrape = "";

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        node = new ClusterNode(
                new NodeSettings(
                        "node-1",
                        folder.resolve("node-1"),
                        new Journal.H2(folder.resolve("journal")),
                        FailoverProfile.FAST_LOCAL,
                        1,
                        List.of(),
                        2,
                        false,
                        new NodeSettings.Remoting("127.0.0.1", 0, "127.0.0.1", 0, null, null),
                        new NodeSettings.Http("127.0.0.1", 0, null)),
                "0.1.0");
        metrics = new Metrics(node.counters());
        http = HttpApi.start(new NodeSettings.Http("127.0.0.1", 0, null), node, metrics);
        node.join(http.uri().toString());
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> node.health().ready());
        get("/health/ready");
        System.gc();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> get("/metrics").contains("jvm_gc_pause_seconds_sum"));
        scrape = get("/metrics");
    }

    @AfterAll
    void stop() {
        http.close();
        metrics.close();
        node.close();
    }

    private String get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(http.uri() + path))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    private static List<String> expressions() {
        List<String> all = new ArrayList<>();
        OpsFiles.json("grafana/backstop.json").findValues("expr").forEach(expr -> all.add(expr.asText()));
        OpsFiles.yaml("prometheus/rules.yaml")
                .forEach(rules -> rules.findValues("expr").forEach(expr -> all.add(expr.asText())));
        return all;
    }

    /** The names in an expression that are neither words of the language nor labels. */
    private static Set<String> metricsIn(String expression) {
        String plain = expression
                .replaceAll("\\{[^}]*}", " ")
                .replaceAll("\\[[^]]*]", " ")
                .replaceAll("\\bby\\s*\\([^)]*\\)", " ")
                .replaceAll("\\boffset\\s+\\w+", " ");
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(plain);
        while (name.find()) {
            if (!WORDS.contains(name.group())) {
                names.add(name.group());
            }
        }
        return names;
    }

    private Set<String> scraped() {
        Set<String> names = new TreeSet<>();
        scrape.lines().filter(line -> !line.startsWith("#")).forEach(line -> names.add(line.split("[{ ]", 2)[0]));
        return names;
    }

    @Test
    void everyMetricOfRulesAndBoardIsInALiveScrape() {
        Set<String> used = new TreeSet<>();
        expressions().forEach(expression -> used.addAll(metricsIn(expression)));

        assertThat(used).hasSizeGreaterThan(15);
        assertThat(scraped()).containsAll(used);
    }

    @Test
    void everyLabelOfRulesAndBoardIsInALiveScrape() {
        Set<String> labels = new TreeSet<>();
        expressions().forEach(expression -> LABELS.matcher(expression).results().forEach(m -> labels.add(m.group(1))));
        // Prometheus' own.
        labels.remove("job");

        assertThat(labels)
                .contains("state", "status", "area")
                .allSatisfy(label -> assertThat(scrape).contains(label + "=\""));
    }

    @Test
    void ourMetricsAreAllOnTheBoardOrInARule() {
        Set<String> used = new TreeSet<>();
        expressions().forEach(expression -> used.addAll(metricsIn(expression)));

        assertThat(scraped().stream()
                        .filter(name -> name.startsWith("backstop_"))
                        .filter(name -> !name.endsWith("_max")))
                .isSubsetOf(used);
    }

    @Test
    void probesAskWhatANodeAnswers() throws Exception {
        JsonNode paths = new ObjectMapper().readTree(get("/openapi.json")).get("paths");
        List<String> probed = OpsFiles.yaml("kubernetes/statefulset.yaml").getFirst().findValues("httpGet").stream()
                .map(probe -> probe.get("path").asText())
                .toList();

        assertThat(probed)
                .hasSize(3)
                .allSatisfy(path -> assertThat(paths.has(path)).isTrue());
    }
}
