package io.backstop.node.http;

import io.backstop.node.server.NodeService;
import io.backstop.node.server.RootEvent;
import io.backstop.node.server.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.pattern.Patterns;

/** Waits for events of a run without holding a thread: looks, and looks again a little later. */
final class EventWait {
    private static final long MOST_BYTES = 16L << 20;

    private final ActorSystem<?> system;
    private final NodeService service;
    private final BlockingCalls calls;
    private final HttpLimits limits;
    private final BooleanSupplier closing;

    EventWait(
            ActorSystem<?> system,
            NodeService service,
            BlockingCalls calls,
            HttpLimits limits,
            BooleanSupplier closing) {
        this.system = system;
        this.service = service;
        this.calls = calls;
        this.limits = limits;
        this.closing = closing;
    }

    /** Events after a number: as soon as there are some, or the run has ended, or the wait is over. */
    CompletionStage<EventPage> events(String run, long after, int limit, Duration wait) {
        long until = System.nanoTime() + wait.toNanos();
        return look(run, after, limit, until);
    }

    private CompletionStage<EventPage> look(String run, long after, int limit, long until) {
        return calls.call(limits.call(), () -> page(run, after, limit)).thenCompose(page -> {
            boolean answered = !page.events().isEmpty() || page.isEnd();
            if (answered || System.nanoTime() - until >= 0 || closing.getAsBoolean()) {
                return CompletableFuture.completedStage(page);
            }
            return Patterns.after(limits.poll(), system, () -> look(run, after, limit, until));
        });
    }

    /** The state first: what is there once a run has ended is all there will be. */
    private EventPage page(String run, long after, int limit) {
        RunStatus status = service.run(run).orElseThrow(() -> HttpProblem.noRun(run));
        return new EventPage(atMost(service.events(run, after, limit)), status.state());
    }

    private static List<RootEvent> atMost(List<RootEvent> events) {
        List<RootEvent> some = new ArrayList<>();
        long bytes = 0;
        for (RootEvent event : events) {
            bytes += event.payload().length;
            if (bytes > MOST_BYTES && !some.isEmpty()) {
                break;
            }
            some.add(event);
        }
        return List.copyOf(some);
    }
}
