package io.backstop.node.run;

import io.backstop.kernel.Recorded;
import io.backstop.kernel.Workflow;
import io.backstop.kernel.inprocess.InProcessRuntime;
import io.backstop.kernel.inprocess.Options;
import io.backstop.simulation.Venue;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** A run on this thread. */
final class InProcessRunner implements Runner {
    private final InProcessRuntime runtime;
    private volatile long events;
    private volatile boolean stopped;

    InProcessRunner(Venue venue, Workflow<?, ?, ?> workflow) {
        runtime = new InProcessRuntime(venue, workflow, venue.runId(), Options.plain());
    }

    @Override
    public long run(Consumer<Recorded> rootEvents) {
        return runtime.run(recorded -> {
                    if (stopped) {
                        throw new CancellationException("stopped");
                    }
                    rootEvents.accept(recorded);
                    events = runtime.counts().events();
                })
                .events();
    }

    @Override
    public long events() {
        return events;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void close() {
        stop();
    }
}
