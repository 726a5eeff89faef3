package io.backstop.node.supervisor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a supervisor asks single nodes over HTTP. A node that does not answer in time gives no answer, and nothing fails. */
final class NodeCalls {
    private static final Logger LOG = LoggerFactory.getLogger(NodeCalls.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** Why a node cannot work; empty if it can. */
    List<String> unready(String http) {
        Optional<JsonNode> health = get(http, "/health/ready", true);
        if (health.isEmpty()) {
            return List.of("it does not answer");
        }
        List<String> reasons = new ArrayList<>();
        health.get().path("reasons").forEach(reason -> reasons.add(reason.asText()));
        return health.get().path("ready").asBoolean() ? List.of() : reasons.isEmpty() ? List.of("not ready") : reasons;
    }

    Optional<List<ClusterStatus.Member>> members(String http) {
        return get(http, "/v1/members", false).map(json -> {
            List<ClusterStatus.Member> members = new ArrayList<>();
            for (JsonNode member : json.path("members")) {
                members.add(new ClusterStatus.Member(
                        member.path("name").asText(""),
                        member.path("address").asText(),
                        member.path("status").asText(),
                        member.path("reachable").asBoolean(),
                        member.path("oldest").asBoolean()));
            }
            return List.copyOf(members);
        });
    }

    /** How many shards each node has, by its address. */
    Optional<SortedMap<String, Integer>> shards(String http) {
        return get(http, "/v1/shards", false).map(json -> {
            SortedMap<String, Integer> shards = new TreeMap<>();
            for (Map.Entry<String, JsonNode> node : json.path("byAddress").properties()) {
                shards.put(node.getKey(), node.getValue().asInt());
            }
            return shards;
        });
    }

    Optional<List<ClusterStatus.Run>> runs(String http) {
        return get(http, "/v1/runs", false).map(json -> {
            List<ClusterStatus.Run> runs = new ArrayList<>();
            for (JsonNode run : json.path("runs")) {
                runs.add(new ClusterStatus.Run(
                        run.path("id").asText(),
                        run.path("state").asText(),
                        run.path("tick").asLong()));
            }
            return List.copyOf(runs);
        });
    }

    /** Tells a node that another is dead. Whether it took that in. */
    boolean down(String http, String address) {
        HttpRequest request = request(http, "/v1/members/down")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        MAPPER.createObjectNode().put("address", address).toString()))
                .build();
        return send(request).filter(NodeCalls::isFine).isPresent();
    }

    private Optional<JsonNode> get(String http, String path, boolean whateverStatus) {
        return send(request(http, path).GET().build())
                .filter(response -> whateverStatus || isFine(response))
                .flatMap(NodeCalls::json);
    }

    private static HttpRequest.Builder request(String http, String path) {
        return HttpRequest.newBuilder(URI.create(http + path)).timeout(PATIENCE);
    }

    private Optional<HttpResponse<String>> send(HttpRequest request) {
        try {
            return Optional.of(client.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            LOG.debug("{} does not answer", request.uri(), e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static boolean isFine(HttpResponse<String> response) {
        return response.statusCode() >= OK && response.statusCode() < MULTIPLE_CHOICES;
    }

    private static Optional<JsonNode> json(HttpResponse<String> response) {
        try {
            return Optional.of(MAPPER.readTree(response.body()));
        } catch (IOException e) {
            LOG.debug("{} answers no JSON", response.uri(), e);
            return Optional.empty();
        }
    }
}
