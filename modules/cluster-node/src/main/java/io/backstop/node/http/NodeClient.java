package io.backstop.node.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.runtime.Hold;
import io.backstop.node.server.Health;
import io.backstop.node.server.LastEvents;
import io.backstop.node.server.NodeMember;
import io.backstop.node.server.RunStatus;
import io.backstop.node.server.Shards;
import io.backstop.node.server.Submission;
import io.backstop.node.server.Submitted;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks the nodes of a cluster. Every request may be sent twice without harm, so if a node does not answer, or says that it
 * cannot now, the next is asked; the one that answered is asked first the next time.
 *
 * <p>Each method throws {@link CommandFailure}, with one line: exit code 2 if the nodes refuse what was asked (status 4xx), 3
 * if no node answers or a node fails. Threads may share a client.
 */
public final class NodeClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration USUAL = Duration.ofSeconds(25);
    private static final Duration SUBMISSION = Duration.ofSeconds(130);

    private final List<URI> nodes;
    private final @Nullable String token;
    private final Duration patience;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    private volatile int first;

    /**
     * A client of these nodes.
     *
     * @param nodes base addresses such as {@code http://127.0.0.1:8001}; one or more
     * @param token of the cluster; null for none
     */
    public NodeClient(List<URI> nodes, @Nullable String token) {
        this(nodes, token, USUAL);
    }

    /**
     * The same, with another patience than the usual 25 s.
     *
     * @param patience how long a node may take to answer; a submission may always take 130 s
     */
    public NodeClient(List<URI> nodes, @Nullable String token, Duration patience) {
        if (nodes.isEmpty()) {
            throw CommandFailure.badInput("no node to ask; expected an address such as http://127.0.0.1:8001");
        }
        nodes.forEach(NodeClient::check);
        this.nodes = List.copyOf(nodes);
        this.token = token;
        this.patience = patience;
    }

    /** Begins a run, or finds the one that the same submission began. */
    public Submitted submit(Submission submission) {
        byte[] body = NodeJson.bytes(NodeJson.write(submission));
        Answer answer = ask(new Question("POST", "/v1/runs", body, SUBMISSION));
        return new Submitted(answer.read(NodeJson::runStatus), answer.status() == 201);
    }

    /** All runs, the latest first. */
    public List<RunStatus> runs() {
        return get("/v1/runs").read(json -> NodeJson.list(json, "runs", NodeJson::runStatus));
    }

    /** How far a run is. */
    public RunStatus status(String run) {
        return get(path(run, "")).read(NodeJson::runStatus);
    }

    /**
     * Events of a run's root.
     *
     * @param after the number of the last event that the caller has; 0 for none
     * @param limit at most so many, 1 to 1000
     * @param wait for the first of them, up to 20 s, in whole seconds
     */
    public EventPage events(String run, long after, int limit, Duration wait) {
        String path = path(run, "/events?after=" + after + "&limit=" + limit + "&wait=" + wait.toSeconds());
        return ask(new Question("GET", path, null, patience.plus(wait))).read(NodeJson::eventPage);
    }

    /** The resolved scenario of a run. */
    public String scenario(String run) {
        return new String(get(path(run, "/scenario")).body(), StandardCharsets.UTF_8);
    }

    /** Stops a run for good. Whether there was one to stop. */
    public boolean cancel(String run) {
        return ask(new Question("DELETE", path(run, ""), null, patience))
                .read(json -> json.required("cancelled").asBoolean());
    }

    /** Where a run waits. */
    public List<Hold> holds(String run) {
        return get(path(run, "/holds")).read(json -> NodeJson.list(json, "holds", NodeJson::hold));
    }

    /** Lets a run go on past a hold. Whether it was waiting there. */
    public boolean release(String run, int hold) {
        return ask(new Question("POST", path(run, "/holds/" + hold + "/release"), null, patience))
                .read(json -> json.required("released").asBoolean());
    }

    /**
     * Asks entities of a run that is going on for their last events.
     *
     * @param entities their paths, 1 to 1000
     */
    public LastEvents lastEvents(String run, List<String> entities) {
        ObjectNode body = NodeJson.object();
        entities.forEach(body.putArray("entities")::add);
        return ask(new Question("POST", path(run, "/entities"), NodeJson.bytes(body), patience))
                .read(NodeJson::lastEvents);
    }

    /** The members of the cluster, as the node that answers sees them. */
    public List<NodeMember> members() {
        return get("/v1/members").read(json -> NodeJson.list(json, "members", NodeJson::member));
    }

    /** Where the shards are, as the node that answers knows. */
    public Shards shards() {
        return get("/v1/shards").read(NodeJson::shards);
    }

    /**
     * The address of the node that has an entity.
     *
     * @param entity its path, such as {@code run/protocol/0/RUN/run}
     */
    public String locate(String entity) {
        byte[] body = NodeJson.bytes(NodeJson.object().put("entity", entity));
        return ask(new Question("POST", "/v1/entities/locate", body, patience))
                .read(json -> json.required("address").asText());
    }

    /** Has the node that answers, one of a drill, send messages twice and in another order; 0 and 0 ends it. In percent. */
    public void disturb(int duplicates, int reordered) {
        byte[] body =
                NodeJson.bytes(NodeJson.object().put("duplicates", duplicates).put("reordered", reordered));
        ask(new Question("POST", "/v1/disturbance", body, patience));
    }

    /**
     * Declares a member dead.
     *
     * @param ended whether its process is known to have ended; one that lives must hear of it, to end itself
     */
    public void down(String address, boolean ended) {
        byte[] body = NodeJson.bytes(NodeJson.object().put("address", address).put("ended", ended));
        ask(new Question("POST", "/v1/members/down", body, patience));
    }

    /** What the first node that answers says of itself, ready or not. */
    public Health health() {
        return ask(new Question("GET", "/health/ready", null, patience)).read(NodeJson::health);
    }

    /** The metrics of the node that answers, in Prometheus' text format. */
    public String metrics() {
        return new String(get("/metrics").body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private Answer get(String path) {
        return ask(new Question("GET", path, null, patience));
    }

    /**
     * What is asked.
     *
     * @param limit how long a node may take
     */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    private record Question(String method, String path, byte @Nullable [] body, Duration limit) {
        boolean isAboutHealth() {
            return path.startsWith("/health/");
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    private record Answer(URI node, int status, byte[] body) {
        <T> T read(Function<JsonNode, T> shape) {
            try {
                return shape.apply(NodeJson.tree(body));
            } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
                throw CommandFailure.atRunTime(node + " gave an answer that is not a Backstop node's", e);
            }
        }

        boolean isPassing() {
            return status == 503 || status == 504;
        }
    }

    private Answer ask(Question question) {
        List<String> silent = new ArrayList<>();
        int start = first;
        for (int i = 0; i < nodes.size(); i++) {
            int index = (start + i) % nodes.size();
            URI node = nodes.get(index);
            try {
                Answer answer = send(node, question);
                if (answer.isPassing() && !question.isAboutHealth()) {
                    silent.add(node + ": " + message(answer));
                    continue;
                }
                first = index;
                return checked(answer, question);
            } catch (ConnectException e) {
                silent.add(node + ": nobody listens");
            } catch (HttpTimeoutException e) {
                silent.add(node + ": no answer in time");
            } catch (IOException e) {
                silent.add(node + ": " + (e.getMessage() == null ? "the connection broke" : e.getMessage()));
            }
        }
        throw CommandFailure.atRunTime("no node answers: " + String.join("; ", silent), null);
    }

    private Answer send(URI node, Question question) throws IOException {
        byte[] body = question.body();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base(node) + question.path()))
                .timeout(question.limit())
                .method(question.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(node, response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.atRunTime("interrupted while waiting for " + node, e);
        }
    }

    private static Answer checked(Answer answer, Question question) {
        int status = answer.status();
        if (status < 300 || (answer.isPassing() && question.isAboutHealth())) {
            return answer;
        }
        String words = answer.node() + ": " + message(answer);
        throw status >= 400 && status < 500 ? CommandFailure.badInput(words) : CommandFailure.atRunTime(words, null);
    }

    private static String message(Answer answer) {
        try {
            JsonNode message = NodeJson.tree(answer.body()).path("error").path("message");
            return message.isTextual() ? message.asText() : "status " + answer.status();
        } catch (JsonProcessingException e) {
            return "status " + answer.status();
        } catch (IOException e) {
            return "status " + answer.status() + ", " + e.getMessage();
        }
    }

    private static void check(URI node) {
        if (node.getHost() == null || !"http".equals(node.getScheme())) {
            throw CommandFailure.badInput(
                    "'" + node + "' is no address of a node; expected one such as http://127.0.0.1:8001");
        }
    }

    private static String base(URI node) {
        return node.toString().replaceFirst("/+$", "");
    }

    private static String path(String run, String rest) {
        return "/v1/runs/" + URLEncoder.encode(run, StandardCharsets.UTF_8).replace("+", "%20") + rest;
    }
}
