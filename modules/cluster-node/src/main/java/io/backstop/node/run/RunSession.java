package io.backstop.node.run;

import io.backstop.audit.Invariants;
import io.backstop.kernel.Recorded;
import io.backstop.kernel.Workflow;
import io.backstop.report.Channel;
import io.backstop.report.RunEnd;
import io.backstop.report.RunFolder;
import io.backstop.report.RunInfo;
import io.backstop.report.RunSummary;
import io.backstop.scenario.Partitioning;
import io.backstop.simulation.Fact;
import io.backstop.simulation.FactSink;
import io.backstop.simulation.Rules;
import io.backstop.simulation.RunEvent;
import io.backstop.simulation.RunWorkflow;
import io.backstop.simulation.Venue;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** One run from its plan to its folder: runtime, journal, paired run, progress, and one clear line if it fails. */
public final class RunSession {
    private static final double MILLIS = 1000;

    private final RunPlan plan;
    private final String version;
    private final Instant started = Instant.now();
    private final Invariants invariants = new Invariants();
    private final Whereabouts whereabouts = new Whereabouts();
    private @Nullable PrintWriter terminal;
    private FactSink observer = fact -> {};
    private Runnable announcement = () -> {};
    private volatile @Nullable Runner runner;
    private volatile boolean stopped;

    /**
     * A session.
     *
     * @param version of this build
     */
    public RunSession(RunPlan plan, String version) {
        this.plan = plan;
        this.version = version;
    }

    /** Shows progress there. */
    public RunSession showingProgress(PrintWriter there) {
        terminal = there;
        return this;
    }

    /** Says that the run begins, once its folder is open. */
    public RunSession announcing(Runnable there) {
        announcement = there;
        return this;
    }

    /** Tells the observer every fact as it comes. */
    public RunSession telling(FactSink there) {
        observer = there;
        return this;
    }

    /**
     * Runs to the end, or goes on to it.
     *
     * @throws CommandFailure with one line for the person
     */
    public RunResult run() {
        try {
            if (plan.resumed()) {
                FailureLog.clear(plan.folder());
            }
            return execute();
        } catch (CancellationException e) {
            throw CommandFailure.atRunTime("interrupted at tick " + whereabouts.tick() + "; " + howToGoOn(), e);
        } catch (RuntimeException e) {
            CommandFailure failure = Failures.of(e, whereabouts);
            throw failure.isAtRunTime() ? failure.adding(FailureLog.write(plan.folder(), e)) : failure;
        }
    }

    private String howToGoOn() {
        if (plan.cluster() != null) {
            return "the cluster goes on with it; follow it by the same command with another --out";
        }
        return plan.isDurable()
                ? "go on with: backstop run --resume " + plan.folder()
                : "its journal was in memory, so start it anew";
    }

    /** Ends {@link #run} early; the folder stays without a manifest. */
    public void stop() {
        stopped = true;
        Runner running = runner;
        if (running != null) {
            running.stop();
        }
    }

    private RunResult execute() {
        try (RunFolder folder = folder();
                PairedRun paired = plan.paired() ? PairedRun.start(plan) : null) {
            announcement.run();
            if (!plan.resumed()) {
                RunDescriptor.of(plan, version, started).write(plan);
            }
            long events = run(folder);
            List<Channel> channels = paired == null ? List.of() : paired.await();
            long peak = PeakHeap.bytes();
            RunSummary summary = folder.complete(
                    CheckedBooks.of(invariants),
                    channels.isEmpty() ? null : channels.getFirst().without(),
                    channels.isEmpty() ? channels : channels.subList(1, channels.size()),
                    new RunEnd(started, Instant.now(), events, peak));
            double wall = Duration.between(started, Instant.now()).toMillis() / MILLIS;
            return new RunResult(summary, plan.folder(), events, wall, peak);
        }
    }

    private RunFolder folder() {
        RunInfo info = new RunInfo(
                version,
                Rules.VERSION,
                plan.runtime().toString(),
                plan.journal().toString(),
                plan.partitions(),
                plan.command());
        return plan.resumed()
                ? RunFolder.recreate(plan.folder(), plan.scenario(), plan.sourceText(), plan.resolvedYaml(), info)
                : RunFolder.create(plan.folder(), plan.scenario(), plan.sourceText(), plan.resolvedYaml(), info);
    }

    private long run(RunFolder folder) {
        Venue venue = new Venue(plan.id(), plan.scenario(), plan.openings(), new Partitioning(plan.partitions()));
        try (Scribe scribe = Scribe.start(folder);
                Runner running = runner(venue);
                RunProgress progress = progress(running)) {
            runner = running;
            if (stopped) {
                throw new CancellationException("stopped");
            }
            FactSink audit = plan.resumed() ? invariants.replaying(venue) : fact -> {};
            return running.run(recorded -> take(recorded, audit, scribe, progress));
        }
    }

    private Runner runner(Venue venue) {
        RunPlan.ClusterTarget cluster = plan.cluster();
        if (cluster != null) {
            return new SubmittedRunner(plan, cluster);
        }
        return switch (plan.runtime()) {
            case IN_PROCESS -> new InProcessRunner(venue, workflow(venue));
            case CLUSTER -> new ClusterRunner(plan, venue, () -> workflow(venue));
        };
    }

    private Workflow<?, ?, ?> workflow(Venue venue) {
        return whereabouts.watch(new RunWorkflow(venue, invariants));
    }

    private @Nullable RunProgress progress(Runner running) {
        PrintWriter there = terminal;
        return there == null ? null : RunProgress.start(plan.scenario(), whereabouts, running::events, there);
    }

    private void take(Recorded recorded, FactSink audit, Scribe scribe, @Nullable RunProgress progress) {
        List<Fact> facts = ((RunEvent.Advanced) recorded.event()).facts();
        facts.forEach(audit::accept);
        scribe.accept(facts);
        for (Fact fact : facts) {
            observer.accept(fact);
            if (progress != null) {
                progress.accept(fact);
            }
        }
        // The journal of a run is not marked complete before its rows are written.
        if (facts.getLast() instanceof Fact.RunClosed) {
            scribe.end();
        }
    }
}
