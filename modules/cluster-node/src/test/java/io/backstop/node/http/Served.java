package io.backstop.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.node.server.NodeCounters;
import io.backstop.node.server.NodeSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A served {@link MemoryNode}, and somebody who asks it. */
final class Served implements AutoCloseable {
    static final String TOKEN = "s3cret-token";
    static final HttpLimits LIMITS = new HttpLimits(
            20_000,
            5_000,
            Duration.ofSeconds(1),
            Duration.ofMillis(1500),
            Duration.ofSeconds(3),
            Duration.ofMillis(500),
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofSeconds(1));

    final MemoryNode node = new MemoryNode();
    final NodeCounters counters = new NodeCounters();
    final Metrics metrics = new Metrics(counters);
    final HttpApi api;
    final HttpClient client = HttpClient.newHttpClient();
    private final String token;

    private Served(String token, HttpLimits limits) {
        this.token = token;
        api = HttpApi.start(
                new NodeSettings.Http("127.0.0.1", 0, token.isEmpty() ? null : token), node, metrics, limits);
    }

    static Served withToken() {
        return new Served(TOKEN, LIMITS);
    }

    static Served withoutToken() {
        return new Served("", LIMITS);
    }

    URI uri(String path) {
        return URI.create(api.uri() + path);
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    Reply get(String path) {
        return send(request(path).GET());
    }

    Reply delete(String path) {
        return send(request(path).DELETE());
    }

    Reply post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Reply(response);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        api.close();
        metrics.close();
    }

    /** What came back. */
    record Reply(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return NodeJson.tree(response.body());
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + text(), e);
            }
        }

        /** Status, code, field and message of a refusal. */
        String refusal() {
            JsonNode error = json().path("error");
            return status() + " " + error.path("code").asText() + " ["
                    + error.path("field").asText() + "] "
                    + error.path("message").asText();
        }
    }
}
