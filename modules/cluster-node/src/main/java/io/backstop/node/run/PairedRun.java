package io.backstop.node.run;

import io.backstop.kernel.inprocess.InProcessRuntime;
import io.backstop.kernel.inprocess.Options;
import io.backstop.report.Channel;
import io.backstop.report.InvariantResults;
import io.backstop.report.RunMeasures;
import io.backstop.report.RunSummary;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.simulation.RunEvent;
import io.backstop.simulation.RunWorkflow;
import io.backstop.simulation.Venue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The same run without impact, and without each other way by which losses travel, one after the other, in process on a thread of
 * its own beside the main run; only the figures are kept.
 */
final class PairedRun implements AutoCloseable {
    private static final int PARTITIONS = 1;

    private final CompletableFuture<List<Channel>> channels = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean stopped;

    private PairedRun(RunPlan plan) {
        thread = new Thread(() -> complete(plan), "backstop-paired-run");
        thread.setDaemon(true);
    }

    /** Starts it. */
    static PairedRun start(RunPlan plan) {
        PairedRun paired = new PairedRun(plan);
        paired.thread.start();
        return paired;
    }

    private void complete(RunPlan plan) {
        try {
            List<Channel> without = new ArrayList<>();
            for (WithoutChannel pair : WithoutChannel.of(plan.scenario())) {
                without.add(new Channel(pair.channel(), run(plan, pair.scenario())));
            }
            channels.complete(without);
        } catch (Throwable e) {
            channels.completeExceptionally(e);
        }
    }

    private RunSummary run(RunPlan plan, ResolvedScenario scenario) {
        Venue venue = new Venue(plan.id(), scenario, new ScenarioOpenings(scenario), new Partitioning(PARTITIONS));
        RunMeasures measures = new RunMeasures(scenario);
        InProcessRuntime runtime =
                new InProcessRuntime(venue, RunWorkflow.figuresOnly(venue), venue.runId(), Options.plain());
        runtime.run(recorded -> {
            if (stopped) {
                throw new CancellationException("stopped");
            }
            ((RunEvent.Advanced) recorded.event()).facts().forEach(measures::accept);
        });
        return measures.summary(InvariantResults.notChecked());
    }

    /**
     * Waits for the figures, those without price impact first.
     *
     * @throws CommandFailure if it failed
     */
    List<Channel> await() {
        try {
            return channels.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw CommandFailure.atRunTime(
                    "a paired run failed: " + cause.getMessage() + " (--no-paired leaves it out)", cause);
        }
    }

    /** Stops it at its next event, if it has not ended. */
    @Override
    public void close() {
        stopped = true;
    }
}
