package io.backstop.node.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.backstop.node.http.Route.Access;
import io.backstop.node.http.Route.Input;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.server.NodeService;
import io.backstop.node.server.NodeSettings;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.RequestEntity;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's HTTP server. It runs in an actor system of its own: a cascade in the node's does not keep health checks waiting, and
 * a node that has left its cluster can still say so.
 */
public final class HttpApi implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
    private static final int CALL_THREADS = 8;
    private static final int PROBE_THREADS = 3;
    private static final long DRAINED_BYTES = 128L << 20;
    private static final Duration LINGER = Duration.ofMillis(200);

    private static final byte[] NO_BODY = new byte[0];

    private static final Config CONFIG = ConfigFactory.parseString("""
            pekko {
              loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
              logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
              loglevel = WARNING
              stdout-loglevel = OFF
              log-dead-letters = off
              log-dead-letters-during-shutdown = off
              coordinated-shutdown.run-by-jvm-shutdown-hook = off
              coordinated-shutdown.exit-jvm = off
              jvm-shutdown-hooks = off
              actor {
                provider = local
                allow-java-serialization = off
                default-dispatcher.fork-join-executor { parallelism-min = 2, parallelism-max = 2 }
                internal-dispatcher.fork-join-executor { parallelism-min = 1, parallelism-max = 1 }
              }
              http.server {
                server-header = ""
                transparent-head-requests = on
                max-connections = 256
                idle-timeout = 60s
                # Only a last resort: the routes have time-outs of their own, with an answer that says so.
                request-timeout = 180s
                parsing {
                  illegal-header-warnings = off
                  error-handler = "io.backstop.node.http.ParsingFailures"
                }
              }
            }
            """);

    private final ActorSystem<Void> system;
    private final Metrics metrics;
    private final HttpLimits limits;
    private final Gate gate;
    private final BlockingCalls calls = new BlockingCalls("http-call", CALL_THREADS);
    private final BlockingCalls probes = new BlockingCalls("http-probe", PROBE_THREADS);
    private final SharedKillSwitch streams = KillSwitches.shared("progress");
    private final List<Route> routes;
    private final Router router;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean closing;

    private @Nullable ServerBinding binding;

    private HttpApi(ActorSystem<Void> system, Gate gate, NodeService service, Metrics metrics, HttpLimits limits) {
        this.system = system;
        this.gate = gate;
        this.metrics = metrics;
        this.limits = limits;
        EventWait events = new EventWait(system, service, calls, limits, () -> closing);
        ProgressStream progress = new ProgressStream(service, calls, limits, streams);
        routes = new NodeRoutes(service, metrics, calls, probes, events, progress, limits).all();
        router = new Router(routes);
    }

    /**
     * Serves a node until {@link #close}.
     *
     * @param metrics is read, and told of each request; it stays open
     * @throws CommandFailure if the port is taken, the host is not this machine's, or strangers could ask without a token
     */
    public static HttpApi start(NodeSettings.Http http, NodeService service, Metrics metrics) {
        return start(http, service, metrics, HttpLimits.DEFAULT);
    }

    static HttpApi start(NodeSettings.Http http, NodeService service, Metrics metrics, HttpLimits limits) {
        Gate gate = Gate.of(http);
        ActorSystem<Void> system =
                ActorSystem.create(Behaviors.empty(), "backstop-http", CONFIG.withFallback(ConfigFactory.load()));
        HttpApi api = new HttpApi(system, gate, service, metrics, limits);
        try {
            api.bind(http);
            return api;
        } catch (CommandFailure failure) {
            api.close();
            throw failure;
        }
    }

    private void bind(NodeSettings.Http http) {
        try {
            binding = Http.get(system)
                    .newServerAt(http.host(), http.port())
                    .bind(this::handle)
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw CommandFailure.atRunTime(
                    "http: cannot listen on " + http.host() + ":" + http.port() + ": " + innermost(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.atRunTime("http: interrupted before it could listen", e);
        }
    }

    /** Where it listens; the port is the one taken if any was allowed. */
    public InetSocketAddress address() {
        ServerBinding bound = binding;
        if (bound == null) {
            throw new IllegalStateException("not bound");
        }
        return bound.localAddress();
    }

    /** What clients of this machine connect to, such as {@code http://127.0.0.1:8001}. */
    public URI uri() {
        return uri(address().getAddress().getHostAddress());
    }

    /**
     * What clients anywhere connect to.
     *
     * @param machine what others call this machine; counts if the node listens on all of its addresses
     */
    public URI uriFor(String machine) {
        return address().getAddress().isAnyLocalAddress() ? uri(machine) : uri();
    }

    private URI uri(String host) {
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + address().getPort());
    }

    List<Route> routes() {
        return routes;
    }

    private CompletionStage<HttpResponse> handle(HttpRequest request) {
        long began = System.nanoTime();
        List<String> segments = new ArrayList<>();
        request.getUri().pathSegments().forEach(segments::add);
        Router.Match match = router.find(request.method().value(), segments);
        String route = match instanceof Router.Found found ? found.route().name() : "none";
        underWay.incrementAndGet();
        return answer(request, match).exceptionally(HttpApi::problem).thenApply(response -> {
            underWay.decrementAndGet();
            metrics.answered(route, response.status().intValue(), Duration.ofNanos(System.nanoTime() - began));
            return response;
        });
    }

    private CompletionStage<HttpResponse> answer(HttpRequest request, Router.Match match) {
        boolean open = match instanceof Router.Found found && found.route().access() == Access.ANYONE;
        HttpProblem refusal = open ? null : gate.refusal(request).orElse(null);
        if (refusal != null) {
            dispose(request.entity());
            return CompletableFuture.failedStage(refusal);
        }
        if (closing) {
            dispose(request.entity());
            return CompletableFuture.failedStage(HttpProblem.closing());
        }
        return switch (match) {
            case Router.Found(Route route, var parameters) ->
                body(request.entity(), route.input())
                        .thenCompose(body -> route.handler().answer(new Call(request.getUri(), parameters, body)));
            case Router.WrongMethod(List<String> allowed) -> {
                dispose(request.entity());
                String methods = String.join(", ", allowed);
                HttpProblem problem = new HttpProblem(
                        405,
                        "method-not-allowed",
                        request.method().value() + " is not for this path; expected " + methods,
                        null,
                        null);
                yield CompletableFuture.completedStage(problem(problem).addHeader(RawHeader.create("Allow", methods)));
            }
            case Router.Nowhere nowhere -> {
                dispose(request.entity());
                yield CompletableFuture.failedStage(
                        HttpProblem.notFound("nothing is at this path; GET /openapi.json lists what there is"));
            }
        };
    }

    private CompletionStage<byte[]> body(RequestEntity entity, Input input) {
        if (input == Input.NONE) {
            dispose(entity);
            return CompletableFuture.completedStage(NO_BODY);
        }
        long limit = input == Input.SUBMISSION ? limits.submissionBytes() : limits.bodyBytes();
        OptionalLong declared = declaredBytes(entity);
        if (declared.isPresent() && declared.getAsLong() > limit) {
            dispose(entity);
            return CompletableFuture.failedStage(HttpProblem.tooLarge(limit, null));
        }
        if (!entity.getContentType().mediaType().toString().equals("application/json")) {
            dispose(entity);
            return CompletableFuture.failedStage(
                    new HttpProblem(415, "not-json", "expected Content-Type: application/json", null, null));
        }
        return entity.withSizeLimit(limit)
                .getDataBytes()
                .completionTimeout(limits.body())
                .runWith(Sink.fold(ByteString.emptyByteString(), ByteString::concat), system)
                .thenApply(bytes -> bytes.toArray())
                .exceptionally(failure -> {
                    throw failedBody(failure);
                });
    }

    private static HttpProblem failedBody(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof TimeoutException
                ? new HttpProblem(408, "body-too-slow", "the body did not come in time", null, cause)
                : HttpProblem.of(cause);
    }

    /** Reads on where that is cheaper than cutting the connection, so that the client sees the answer. */
    private void dispose(RequestEntity entity) {
        OptionalLong declared = declaredBytes(entity);
        if (declared.isPresent() && declared.getAsLong() <= DRAINED_BYTES) {
            entity.withoutSizeLimit().discardBytes(system);
        } else {
            entity.getDataBytes().runWith(Sink.cancelled(), system);
        }
    }

    private static OptionalLong declaredBytes(HttpEntity entity) {
        return entity.getContentLengthOption();
    }

    private static HttpResponse problem(Throwable failure) {
        HttpProblem problem = HttpProblem.of(failure);
        if (problem.isUnforeseen()) {
            LOG.warn("a request failed", failure);
        }
        HttpResponse response = NodeRoutes.json(problem.status(), problem.toJson());
        return problem.status() == 401 ? response.addHeader(RawHeader.create("WWW-Authenticate", "Bearer")) : response;
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    /** Takes no more connections, ends streams, waits a little for answers under way, then cuts what is left. */
    @Override
    public void close() {
        if (system.getWhenTerminated().toCompletableFuture().isDone()) {
            return;
        }
        closing = true;
        ServerBinding bound = binding;
        if (bound != null) {
            await(bound.unbind(), limits.drain());
            streams.shutdown();
            drain();
            await(bound.terminate(LINGER), limits.drain());
        }
        calls.close();
        probes.close();
        system.terminate();
        await(system.getWhenTerminated(), Duration.ofSeconds(5));
    }

    /** Waits for answers under way and then a little more: the server can tell that it has given one away, not that it has been sent. */
    private void drain() {
        long until = System.nanoTime() + limits.drain().toNanos();
        try {
            while (underWay.get() > 0 && System.nanoTime() - until < 0) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            TimeUnit.MILLISECONDS.sleep(LINGER.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CompletionStage<?> stage, Duration limit) {
        try {
            stage.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("http did not end in time: {}", innermost(e));
        }
    }
}
