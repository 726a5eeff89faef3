package io.backstop.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.node.http.Route.Access;
import io.backstop.node.http.Route.Input;
import io.backstop.node.runtime.Hold;
import io.backstop.node.server.Health;
import io.backstop.node.server.LastEvents;
import io.backstop.node.server.NodeService;
import io.backstop.node.server.RunStatus;
import io.backstop.node.server.Submitted;
import io.backstop.simulation.Venue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.FileIO;

/** Everything that can be asked of a node; the server is built from this table, and the documentation is checked against it. */
final class NodeRoutes {
    private static final int MOST_EVENTS = 1000;
    private static final int MOST_ENTITIES = 1000;
    private static final int USUAL_EVENTS = 500;
    private static final int LONGEST_WAIT_SECONDS = 20;
    private static final ContentType YAML = ContentTypes.parse("application/yaml");
    private static final ContentType PROMETHEUS = ContentTypes.parse("text/plain; version=0.0.4; charset=UTF-8");

    private final NodeService service;
    private final Metrics metrics;
    private final BlockingCalls calls;
    private final BlockingCalls probes;
    private final EventWait events;
    private final ProgressStream progress;
    private final HttpLimits limits;

    /**
     * The routes of a node.
     *
     * @param calls threads of what clients ask
     * @param probes threads of health checks and scrapes, which must be answered while all of the others wait
     */
    NodeRoutes(
            NodeService service,
            Metrics metrics,
            BlockingCalls calls,
            BlockingCalls probes,
            EventWait events,
            ProgressStream progress,
            HttpLimits limits) {
        this.service = service;
        this.metrics = metrics;
        this.calls = calls;
        this.probes = probes;
        this.events = events;
        this.progress = progress;
        this.limits = limits;
    }

    List<Route> all() {
        return List.of(
                admitted("POST", "/v1/runs", Input.SUBMISSION, this::submit),
                admitted("GET", "/v1/runs", Input.NONE, this::runs),
                admitted("GET", "/v1/runs/{id}", Input.NONE, this::run),
                admitted("DELETE", "/v1/runs/{id}", Input.NONE, this::cancel),
                admitted("GET", "/v1/runs/{id}/progress", Input.NONE, this::progress),
                admitted("GET", "/v1/runs/{id}/events", Input.NONE, this::events),
                admitted("GET", "/v1/runs/{id}/scenario", Input.NONE, this::scenario),
                admitted("GET", "/v1/runs/{id}/results", Input.NONE, this::results),
                admitted("GET", "/v1/runs/{id}/results/{file}", Input.NONE, this::result),
                admitted("GET", "/v1/runs/{id}/holds", Input.NONE, this::holds),
                admitted("POST", "/v1/runs/{id}/holds/{number}/release", Input.NONE, this::release),
                admitted("POST", "/v1/runs/{id}/entities", Input.JSON, this::lastEvents),
                admitted("GET", "/v1/members", Input.NONE, this::members),
                admitted("GET", "/v1/shards", Input.NONE, this::shards),
                admitted("POST", "/v1/members/down", Input.JSON, this::down),
                admitted("POST", "/v1/entities/locate", Input.JSON, this::locate),
                admitted("POST", "/v1/disturbance", Input.JSON, this::disturb),
                new Route("GET", "/health/ready", Access.ANYONE, Input.NONE, this::ready),
                new Route("GET", "/health/alive", Access.ANYONE, Input.NONE, this::alive),
                admitted("GET", "/metrics", Input.NONE, this::scrape),
                admitted("GET", "/openapi.json", Input.NONE, this::description));
    }

    private static Route admitted(String method, String path, Input input, Route.Handler handler) {
        return new Route(method, path, Access.ADMITTED, input, handler);
    }

    private CompletionStage<HttpResponse> submit(Call call) {
        call.query();
        return calls.call(limits.submission(), () -> {
            Submitted submitted = service.submit(SubmissionReader.read(call));
            return json(submitted.begun() ? 201 : 200, NodeJson.write(submitted.run()))
                    .addHeader(RawHeader.create(
                            "Location", "/v1/runs/" + encoded(submitted.run().id())));
        });
    }

    private CompletionStage<HttpResponse> runs(Call call) {
        return answered(call, service::runs, runs -> NodeJson.list("runs", runs, NodeJson::write));
    }

    private CompletionStage<HttpResponse> run(Call call) {
        return answered(call, () -> existing(call), NodeJson::write);
    }

    private CompletionStage<HttpResponse> cancel(Call call) {
        return answered(
                call,
                () -> service.cancel(existing(call).id()),
                cancelled -> NodeJson.object().put("cancelled", cancelled));
    }

    private CompletionStage<HttpResponse> progress(Call call) {
        call.query();
        return calls.call(limits.call(), () -> existing(call)).thenApply(run -> progress.of(run.id()));
    }

    private CompletionStage<HttpResponse> events(Call call) {
        Parameters query = call.query("after", "limit", "wait");
        long after = query.whole("after", 0, Long.MAX_VALUE, 0);
        int limit = (int) query.whole("limit", 1, MOST_EVENTS, USUAL_EVENTS);
        Duration wait = Duration.ofSeconds(query.whole("wait", 0, LONGEST_WAIT_SECONDS, 0));
        return events.events(call.path("id"), after, limit, wait).thenApply(page -> json(200, NodeJson.write(page)));
    }

    private CompletionStage<HttpResponse> scenario(Call call) {
        call.query();
        String id = call.path("id");
        return calls.call(limits.call(), () -> service.resolvedScenario(id).orElseThrow(() -> HttpProblem.noRun(id)))
                .thenApply(yaml -> text(200, YAML, yaml));
    }

    private CompletionStage<HttpResponse> results(Call call) {
        return file(call, "summary.json");
    }

    private CompletionStage<HttpResponse> result(Call call) {
        return file(call, call.path("file"));
    }

    private CompletionStage<HttpResponse> file(Call call, String name) {
        call.query();
        return calls.call(limits.submission(), () -> {
            RunStatus run = existing(call);
            if (run.state() != RunStatus.State.COMPLETE) {
                throw HttpProblem.notFound("run '" + run.id() + "' is not complete; it has no results yet");
            }
            Path found = service.result(run.id(), name)
                    .orElseThrow(() ->
                            HttpProblem.notFound("the results of '" + run.id() + "' have no file '" + name + "'"));
            return HttpResponse.create()
                    .withStatus(200)
                    .withEntity(HttpEntities.create(type(name), found.toFile().length(), FileIO.fromPath(found)));
        });
    }

    private static ContentType type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "json" -> ContentTypes.APPLICATION_JSON;
            case "html" -> ContentTypes.TEXT_HTML_UTF8;
            case "csv" -> ContentTypes.TEXT_CSV_UTF8;
            case "yaml" -> YAML;
            default -> ContentTypes.TEXT_PLAIN_UTF8;
        };
    }

    private CompletionStage<HttpResponse> locate(Call call) {
        JsonBody body = call.json("entity");
        String entity = body.text("entity").orElseThrow(() -> body.missing("entity"));
        return answered(
                call,
                () -> located(entity),
                address -> NodeJson.object().put("entity", entity).put("address", address));
    }

    private String located(String entity) {
        try {
            return service.locate(entity)
                    .orElseThrow(
                            () -> HttpProblem.notFound("no node has '" + entity + "': nobody has asked for it yet"));
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badInput(
                    "'" + entity + "' is no entity; expected run/protocol/partition/KIND/name", "entity");
        }
    }

    private CompletionStage<HttpResponse> disturb(Call call) {
        JsonBody body = call.json("duplicates", "reordered");
        long duplicates = body.wholeOf("duplicates", 0, 100);
        long reordered = body.wholeOf("reordered", 0, 100);
        return answered(
                call,
                () -> {
                    service.disturb(duplicates / 100.0, reordered / 100.0);
                    return duplicates;
                },
                percent -> NodeJson.object().put("duplicates", percent).put("reordered", reordered));
    }

    private CompletionStage<HttpResponse> holds(Call call) {
        return answered(
                call,
                () -> service.holds(existing(call).id()),
                holds -> NodeJson.list("holds", holds, NodeJson::write));
    }

    private CompletionStage<HttpResponse> release(Call call) {
        int number = call.number("number");
        return answered(
                call,
                () -> release(existing(call).id(), number),
                released -> NodeJson.object().put("released", released));
    }

    private boolean release(String id, int number) {
        if (service.holds(id).stream().mapToInt(Hold::number).noneMatch(each -> each == number)) {
            throw HttpProblem.notFound("run '" + id + "' has no hold " + number);
        }
        return service.release(id, number);
    }

    private CompletionStage<HttpResponse> lastEvents(Call call) {
        List<EntityId> entities = entities(call);
        return answered(call, () -> lastEvents(existing(call), entities), NodeJson::write);
    }

    private LastEvents lastEvents(RunStatus run, List<EntityId> entities) {
        if (run.state() != RunStatus.State.RUNNING) {
            throw HttpProblem.ended(run);
        }
        return service.lastEvents(entities);
    }

    private static List<EntityId> entities(Call call) {
        List<String> paths = call.json("entities").texts("entities");
        if (paths.isEmpty() || paths.size() > MOST_ENTITIES) {
            throw HttpProblem.badInput(
                    "entities has " + paths.size() + " paths; expected 1 to " + MOST_ENTITIES, "entities");
        }
        String run = call.path("id");
        return paths.stream()
                .map(path -> entity(run, path)
                        .orElseThrow(() ->
                                HttpProblem.badInput("'" + path + "' is no entity of run '" + run + "'", "entities")))
                .toList();
    }

    /** The entity of a path. No root but the run's own: to wake another would begin the run a second time. */
    private static Optional<EntityId> entity(String run, String path) {
        try {
            return Optional.of(EntityId.parse(path))
                    .filter(id -> id.kind() == EntityKind.RUN
                            ? id.equals(Venue.runId(run))
                            : id.run().equals(run));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private CompletionStage<HttpResponse> members(Call call) {
        return answered(call, service::members, members -> NodeJson.list("members", members, NodeJson::write));
    }

    private CompletionStage<HttpResponse> shards(Call call) {
        return answered(call, service::shards, NodeJson::write);
    }

    private CompletionStage<HttpResponse> down(Call call) {
        JsonBody body = call.json("address", "ended");
        String address = body.text("address").orElseThrow(() -> body.missing("address"));
        boolean ended = body.flag("ended");
        return answered(
                call, () -> down(address, ended), downed -> NodeJson.object().put("address", downed));
    }

    private String down(String address, boolean ended) {
        List<String> known =
                service.members().stream().map(member -> member.address()).toList();
        if (!known.contains(address)) {
            throw new HttpProblem(
                    404,
                    "not-found",
                    "no member '" + address + "'; the members are " + String.join(", ", known),
                    "address",
                    null);
        }
        service.down(address, ended);
        return address;
    }

    private CompletionStage<HttpResponse> ready(Call call) {
        return health(call, new Health(false, true, List.of("the health check did not answer")), Health::ready);
    }

    /** A check that hangs says that the node is not ready; restarting it for that would only make things worse. */
    private CompletionStage<HttpResponse> alive(Call call) {
        return health(call, new Health(false, true, List.of("the health check did not answer")), Health::alive);
    }

    private CompletionStage<HttpResponse> health(Call call, Health otherwise, Function<Health, Boolean> good) {
        call.query();
        return probes.call(limits.health(), service::health)
                .exceptionally(failure -> otherwise)
                .thenApply(health -> json(good.apply(health) ? 200 : 503, NodeJson.write(health)));
    }

    private CompletionStage<HttpResponse> scrape(Call call) {
        call.query();
        return known(service::runs)
                .thenCompose(runs -> known(service::members)
                        .thenCompose(
                                members -> known(service::here).thenApply(here -> metrics.scrape(runs, members, here))))
                .thenApply(text -> text(200, PROMETHEUS, text));
    }

    private <T> CompletionStage<Optional<T>> known(Supplier<T> question) {
        return probes.call(limits.health().dividedBy(2), question)
                .thenApply(Optional::of)
                .exceptionally(failure -> Optional.empty());
    }

    private CompletionStage<HttpResponse> description(Call call) {
        call.query();
        return calls.call(limits.call(), () -> text(200, ContentTypes.APPLICATION_JSON, OpenApi.text()));
    }

    private RunStatus existing(Call call) {
        String id = call.path("id");
        return service.run(id).orElseThrow(() -> HttpProblem.noRun(id));
    }

    private <T> CompletionStage<HttpResponse> answered(Call call, Supplier<T> question, Function<T, JsonNode> shape) {
        call.query();
        return calls.call(limits.call(), question).thenApply(answer -> json(200, shape.apply(answer)));
    }

    static HttpResponse json(int status, JsonNode json) {
        return HttpResponse.create()
                .withStatus(status)
                .addHeader(RawHeader.create("Cache-Control", "no-store"))
                .withEntity(ContentTypes.APPLICATION_JSON, NodeJson.bytes(json));
    }

    private static HttpResponse text(int status, ContentType type, String text) {
        return HttpResponse.create().withStatus(status).withEntity(type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The published description. */
    static final class OpenApi {
        private static final String RESOURCE = "openapi.json";

        private OpenApi() {}

        static String text() {
            try (InputStream in = Objects.requireNonNull(NodeRoutes.class.getResourceAsStream(RESOURCE), RESOURCE)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + RESOURCE, e);
            }
        }
    }
}
