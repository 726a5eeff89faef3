package io.backstop.node.run;

import io.backstop.kernel.Recorded;
import io.backstop.node.http.EventPage;
import io.backstop.node.http.NodeClient;
import io.backstop.node.run.RunPlan.ClusterTarget;
import io.backstop.node.runtime.Codecs;
import io.backstop.node.server.RootEvent;
import io.backstop.node.server.RunStatus;
import io.backstop.node.server.Submission;
import io.backstop.shell.ShellSerializer;
import io.backstop.shell.codec.KryoTable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * A run that a cluster makes and this process follows. The events of its root are fetched from whichever node answers, each once, in
 * order, from the first one: from them the folder here comes out the same as of a run of this process's own.
 */
final class SubmittedRunner implements Runner {
    private static final int AT_ONCE = 200;
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RunPlan plan;
    private final ClusterTarget target;
    private final NodeClient client;
    private final KryoTable table = Codecs.table();
    private volatile long events;
    private volatile boolean stopped;

    SubmittedRunner(RunPlan plan, ClusterTarget target) {
        this.plan = plan;
        this.target = target;
        this.client = new NodeClient(target.nodes(), target.token());
    }

    @Override
    public long run(Consumer<Recorded> rootEvents) {
        String id = client.submit(new Submission(plan.resolvedYaml(), plan.partitions(), target.key(), List.of()))
                .run()
                .id();
        long answered = System.nanoTime();
        while (true) {
            if (stopped) {
                throw new CancellationException("stopped");
            }
            EventPage page;
            try {
                page = client.events(id, events, AT_ONCE, WAIT);
                answered = System.nanoTime();
            } catch (CommandFailure silent) {
                if (!silent.isAtRunTime() || System.nanoTime() - answered > PATIENCE.toNanos()) {
                    throw silent;
                }
                pause();
                continue;
            }
            page.events().forEach(event -> take(event, rootEvents));
            if (page.isEnd()) {
                return ended(client.status(id));
            }
        }
    }

    /** While nodes fail over, all of them may be silent for a moment. */
    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("stopped");
        }
    }

    private void take(RootEvent event, Consumer<Recorded> rootEvents) {
        Recorded recorded =
                ShellSerializer.open(table, event.manifest(), event.payload()).recorded();
        if (recorded == null || event.number() != events + 1) {
            throw CommandFailure.atRunTime(
                    "event " + (events + 1) + " of the run cannot be read from the cluster", null);
        }
        rootEvents.accept(recorded);
        events = event.number();
    }

    private long ended(RunStatus status) {
        if (status.state() == RunStatus.State.FAILED) {
            throw CommandFailure.atRunTime(
                    "the run " + status.id() + " failed in the cluster: " + status.failure(), null);
        }
        return status.eventsPersisted() == null ? events : status.eventsPersisted();
    }

    @Override
    public long events() {
        return events;
    }

    /** Stops following; the cluster goes on with the run. */
    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void close() {
        client.close();
    }
}
