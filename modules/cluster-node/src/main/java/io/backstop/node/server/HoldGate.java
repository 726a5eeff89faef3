package io.backstop.node.server;

import io.backstop.node.run.Whereabouts;
import io.backstop.node.runtime.ClusterStore;
import io.backstop.node.runtime.Hold;
import io.backstop.node.runtime.JournalUnavailable;
import io.backstop.shell.Gate;
import io.backstop.simulation.RunPosition;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a run of a drill where its faults begin. Where it waits is in the database, so that it waits there too when its root starts
 * again on another node, and any node can let it go on.
 */
final class HoldGate implements Gate {
    private static final Logger LOG = LoggerFactory.getLogger(HoldGate.class);
    private static final long LOOK_MILLIS = 50;

    private final String run;
    private final ClusterStore store;
    private final Whereabouts whereabouts;
    private final ScheduledExecutorService looks;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile List<Hold> holds;

    HoldGate(
            String run, ClusterStore store, List<Hold> holds, Whereabouts whereabouts, ScheduledExecutorService looks) {
        this.run = run;
        this.store = store;
        this.holds = holds;
        this.whereabouts = whereabouts;
        this.looks = looks;
    }

    @Override
    public boolean open() {
        RunPosition position = whereabouts.position();
        for (Hold hold : holds) {
            boolean reached = position.compareTo(new RunPosition(hold.tick(), hold.pass(), "")) >= 0;
            if (reached && hold.state() != Hold.State.RELEASED) {
                look(hold);
                return false;
            }
        }
        return true;
    }

    /** Says that the run waits, and looks whether it may go on; on another thread, since it asks the database. */
    private void look(Hold hold) {
        if (looking.compareAndSet(false, true)) {
            // Ends with its executor.
            ScheduledFuture<?> unused = looks.schedule(() -> refresh(hold), LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void refresh(Hold hold) {
        try {
            store.move(run, hold.number(), Hold.State.AHEAD, Hold.State.WAITING);
            holds = store.holds(run);
        } catch (JournalUnavailable e) {
            LOG.warn(
                    "run {} waits at hold {}, and the database does not say whether on: {}", run, hold, e.getMessage());
        } finally {
            looking.set(false);
        }
    }
}
