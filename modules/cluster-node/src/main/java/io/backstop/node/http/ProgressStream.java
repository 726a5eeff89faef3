package io.backstop.node.http;

import io.backstop.node.server.NodeService;
import io.backstop.node.server.RunStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.japi.pf.PFBuilder;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * How far a run is, as server-sent events: {@code progress} each time it changed, {@code end} when it ended, {@code error} if
 * the node can no longer tell. The stream looks only as fast as its reader reads, and stops when the reader goes away.
 */
final class ProgressStream {
    private final NodeService service;
    private final BlockingCalls calls;
    private final HttpLimits limits;
    private final SharedKillSwitch closing;

    ProgressStream(NodeService service, BlockingCalls calls, HttpLimits limits, SharedKillSwitch closing) {
        this.service = service;
        this.calls = calls;
        this.limits = limits;
        this.closing = closing;
    }

    /** The answer that goes on until the run ends. */
    HttpResponse of(String run) {
        Source<ByteString, ?> events = Source.tick(Duration.ZERO, limits.poll(), NotUsed.getInstance())
                .mapAsync(
                        1,
                        tick -> calls.call(
                                limits.call(), () -> service.run(run).orElseThrow(() -> HttpProblem.noRun(run))))
                .statefulMapConcat(Changes::new)
                .takeWhile(event -> !event.last(), true)
                .map(Event::bytes)
                .recover(new PFBuilder<Throwable, ByteString>()
                        .matchAny(failure -> failed(failure).bytes())
                        .build())
                .keepAlive(limits.keepAlive(), () -> ByteString.fromString(": still here\n\n"))
                .via(closing.flow());
        return HttpResponse.create()
                .addHeader(RawHeader.create("Cache-Control", "no-store"))
                .withEntity(HttpEntities.create(ContentTypes.create(MediaTypes.TEXT_EVENT_STREAM), events));
    }

    private static Event failed(Throwable failure) {
        return new Event("error", NodeJson.bytes(HttpProblem.of(failure).toJson()));
    }

    /** Lets through what differs from what came before. */
    private static final class Changes implements org.apache.pekko.japi.function.Function<RunStatus, Iterable<Event>> {
        private static final long serialVersionUID = 1L;

        private final transient AtomicReference<RunStatus> last = new AtomicReference<>();

        @Override
        public Iterable<Event> apply(RunStatus now) {
            if (now.equals(last.getAndSet(now))) {
                return List.of();
            }
            Event progress = new Event("progress", NodeJson.bytes(NodeJson.write(now)));
            return now.state() == RunStatus.State.RUNNING
                    ? List.of(progress)
                    : List.of(progress, new Event("end", NodeJson.bytes(NodeJson.write(now))));
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    private record Event(String name, byte[] json) {
        boolean last() {
            return name.equals("end");
        }

        ByteString bytes() {
            return ByteString.fromString(
                    "event: " + name + "\ndata: " + new String(json, StandardCharsets.UTF_8) + "\n\n");
        }
    }
}
