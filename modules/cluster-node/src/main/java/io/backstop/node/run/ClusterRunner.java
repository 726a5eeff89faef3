package io.backstop.node.run;

import io.backstop.kernel.Recorded;
import io.backstop.kernel.Workflow;
import io.backstop.node.runtime.ClusterOptions;
import io.backstop.node.runtime.ClusterRuntime;
import io.backstop.node.runtime.Codecs;
import io.backstop.node.runtime.Journal;
import io.backstop.node.runtime.JournalInspection;
import io.backstop.node.runtime.JournalStore;
import io.backstop.node.runtime.JournalStore.State;
import io.backstop.node.runtime.JournalUnavailable;
import io.backstop.shell.codec.KryoTable;
import io.backstop.simulation.Rules;
import io.backstop.simulation.Venue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A run on a cluster of this one node, with its journal. */
final class ClusterRunner implements Runner {
    private static final long FULL_DISK = 64 * 1024;
    private static final Duration PATIENCE_WITH_OURS = Duration.ofSeconds(5);

    private final RunPlan plan;
    private final KryoTable table = Codecs.table();
    private final RunJournal database;
    private final ClusterRuntime runtime;
    private final @Nullable JournalStore store;
    private final LongAdder rootEvents = new LongAdder();

    /**
     * Opens the journal; one that a run goes on from is read through first.
     *
     * @param workflows gives a workflow of the run, each time a new one
     */
    ClusterRunner(RunPlan plan, Venue venue, Supplier<Workflow<?, ?, ?>> workflows) {
        this.plan = plan;
        this.database = RunJournal.open(plan);
        Journal journal = database.journal();
        try {
            this.store = journal instanceof Journal.Database tables ? store(tables) : null;
            if (plan.resumed() && journal instanceof Journal.Database tables) {
                new JournalInspection(venue, workflows.get(), venue.runId(), table).verify(tables);
            }
            this.runtime = new ClusterRuntime(venue, workflows.get(), venue.runId(), table, options(journal));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** A server of others may come back; nobody but us starts ours again. */
    private ClusterOptions options(Journal journal) {
        ClusterOptions options = ClusterOptions.lone(journal);
        return plan.jdbc() == null ? options.patient(PATIENCE_WITH_OURS) : options;
    }

    private JournalStore store(Journal.Database tables) {
        JournalStore made = new JournalStore(tables);
        if (plan.resumed() && made.find(plan.id()).isPresent()) {
            return made;
        }
        made.create(new JournalStore.Stored(
                plan.id(),
                plan.sha256(),
                plan.resolvedYaml().getBytes(StandardCharsets.UTF_8),
                Rules.VERSION,
                table.lines(),
                State.RUNNING));
        return made;
    }

    @Override
    public long run(Consumer<Recorded> events) {
        long persisted = untilTheEnd(recorded -> {
            rootEvents.increment();
            events.accept(recorded);
        });
        JournalStore stored = store;
        if (stored == null) {
            return persisted + rootEvents.sum();
        }
        stored.mark(plan.id(), State.COMPLETE);
        return stored.events(plan.id());
    }

    /** A failure that no retry mends is noted where other nodes look for runs to go on with. */
    private long untilTheEnd(Consumer<Recorded> events) {
        try {
            return runtime.run(events);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            RuntimeException failure = e instanceof JournalUnavailable refused ? withReason(refused) : e;
            markFailed(failure);
            throw failure;
        }
    }

    /** H2 closes itself when it cannot write, and then only says that it is closed. */
    private JournalUnavailable withReason(JournalUnavailable refused) {
        Path folder = plan.journalFolder();
        return plan.isDurable() && plan.jdbc() == null && folder.toFile().getUsableSpace() < FULL_DISK
                ? new JournalUnavailable("the disk of " + folder + " is full, and the journal stops there", refused)
                : refused;
    }

    private void markFailed(RuntimeException failure) {
        JournalStore stored = store;
        if (stored == null) {
            return;
        }
        try {
            stored.mark(plan.id(), State.FAILED);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public long events() {
        return runtime.persisted() + rootEvents.sum();
    }

    @Override
    public void stop() {
        runtime.stop();
    }

    @Override
    public void close() {
        try {
            runtime.close();
        } finally {
            database.close();
        }
    }
}
