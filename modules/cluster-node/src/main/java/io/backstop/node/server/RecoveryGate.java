package io.backstop.node.server;

import io.backstop.kernel.EntityId;
import io.backstop.kernel.JournalDamaged;
import io.backstop.kernel.Recorded;
import io.backstop.node.runtime.ClusterStore;
import io.backstop.node.runtime.Rows.Row;
import io.backstop.shell.Gate;
import io.backstop.shell.ShellSerializer;
import io.backstop.shell.codec.KryoTable;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a root that came back from the journal go on only if none of its last events is missing. A shorter history looks sound by
 * itself, and a root of it would ask entities that are ahead of it: but what was stored last in the run was asked for in a step
 * that the root must know.
 */
final class RecoveryGate implements Gate {
    private static final Logger LOG = LoggerFactory.getLogger(RecoveryGate.class);
    private static final long LOOK_AGAIN_MILLIS = 500;

    private final EntityId root;
    private final ClusterStore store;
    private final KryoTable table;
    private final Gate next;
    private final ScheduledExecutorService threads;
    private final Consumer<JournalDamaged> damaged;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long events;
    private volatile long step;
    private volatile boolean sound;

    /**
     * A gate before another.
     *
     * @param damaged hears what is missing; the gate then stays shut
     */
    RecoveryGate(
            EntityId root,
            ClusterStore store,
            KryoTable table,
            Gate next,
            ScheduledExecutorService threads,
            Consumer<JournalDamaged> damaged) {
        this.root = root;
        this.store = store;
        this.table = table;
        this.next = next;
        this.threads = threads;
        this.damaged = damaged;
    }

    /** Hears each event of the root, those that it recovers from too: the first of them says that it starts. */
    void recorded(Recorded recorded) {
        if (recorded.number() == 1) {
            sound = false;
        }
        step = recorded.step();
        events = recorded.number();
    }

    @Override
    public boolean open() {
        if (sound) {
            return next.open();
        }
        look(0);
        return false;
    }

    private void look(long waitMillis) {
        if (looking.compareAndSet(false, true)) {
            // Ends with its executor.
            ScheduledFuture<?> unused = threads.schedule(this::compare, waitMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void compare() {
        try {
            Optional<JournalDamaged> missing = missing();
            if (missing.isPresent()) {
                // Nobody looks again: the run has failed.
                damaged.accept(missing.get());
                return;
            }
            sound = true;
            looking.set(false);
        } catch (RuntimeException e) {
            // Of the database, as a rule; whatever it is, nobody else would look again.
            LOG.warn("run {} waits until the database says what was stored last: {}", root.run(), e.getMessage());
            looking.set(false);
            look(LOOK_AGAIN_MILLIS);
        }
    }

    private Optional<JournalDamaged> missing() {
        Optional<Row> last = store.lastStoredBut(root.run(), root.path());
        if (last.isEmpty()) {
            return Optional.empty();
        }
        Recorded recorded = ShellSerializer.open(
                        table, last.get().manifest(), last.get().bytes())
                .recorded();
        // One that cannot be read is for its own entity to name.
        if (recorded == null || recorded.step() <= step) {
            return Optional.empty();
        }
        // A root that was replaced while it still wrote is refused its next event, and comes back with all of them.
        return store.lastEvent(root.path()) > events
                ? Optional.empty()
                : Optional.of(new JournalDamaged(
                        root.path(),
                        events + 1,
                        "missing at the end, " + last.get().persistenceId() + " was already asked in step "
                                + recorded.step()));
    }
}
