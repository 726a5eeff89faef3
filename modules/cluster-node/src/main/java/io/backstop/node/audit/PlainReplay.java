package io.backstop.node.audit;

import io.backstop.audit.EventAudit;
import io.backstop.audit.Findings;
import io.backstop.audit.Findings.Break;
import io.backstop.audit.Guarantee;
import io.backstop.kernel.Answer;
import io.backstop.kernel.Command;
import io.backstop.kernel.Entity;
import io.backstop.kernel.Entity.ChildWrite;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.kernel.Event;
import io.backstop.kernel.Query;
import io.backstop.kernel.Recorded;
import io.backstop.lending.book.LendingPool;
import io.backstop.lending.book.PoolAnswer;
import io.backstop.lending.book.PoolQuery;
import io.backstop.margin.MarginAnswer;
import io.backstop.margin.MarginQuery;
import io.backstop.shell.codec.KryoTable;
import io.backstop.simulation.Books;
import io.backstop.simulation.Fact;
import io.backstop.simulation.RunEvent;
import io.backstop.simulation.RunState;
import io.backstop.simulation.RunWorkflow;
import io.backstop.simulation.Venue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * R2, R3 and R6 by doing it again in one thread: each event of a parent says what it asked of whom, and the entity that was asked,
 * replayed up to then, must decide the very bytes that it stored. So nothing can have happened that was not asked for, or twice,
 * or otherwise; and before a parent went on all that it asked must be there.
 *
 * <p>An entity that once differed is moved on by what it stored and not asked again. Where it is unknown who asked what, the replay
 * stops, since what follows cannot be held against anything.
 */
final class PlainReplay {
    private final Venue venue;
    private final KryoTable table;
    private final Findings findings;
    private final Histories histories;
    private final EventAudit audit;
    private final RunWorkflow workflow;
    private final EntityId root;
    private final Map<EntityId, Cell<?, ?>> cells = new HashMap<>();
    private final Map<EntityId, ChildWrite> asked = new LinkedHashMap<>();
    private RunState state;
    private long step;
    private boolean stopped;
    private @Nullable EntityId lostAnswer;

    PlainReplay(Venue venue, KryoTable table, Findings findings, Histories histories) {
        this.venue = venue;
        this.table = table;
        this.findings = findings;
        this.histories = histories;
        this.workflow = new RunWorkflow(venue, Books.Check.NONE);
        this.root = venue.runId();
        this.state = workflow.opening(root);
        this.audit = new EventAudit(venue, this::pool, findings);
    }

    /** What the events themselves came to so far. */
    EventAudit audit() {
        return audit;
    }

    /** Whether something was found after which nothing can be followed. */
    boolean stopped() {
        return stopped;
    }

    /** An entity's state machine and state. */
    private static final class Cell<S, E extends Event> {
        private final Entity<S, E> entity;
        private S state;
        private boolean diverged;

        Cell(Entity<S, E> entity, EntityId id) {
            this.entity = entity;
            this.state = entity.opening(id);
        }

        static <S, E extends Event> Cell<S, E> of(Entity<S, E> entity, EntityId id) {
            return new Cell<>(entity, id);
        }
    }

    /** A row that cannot be read ends the replay; what came before it stands. */
    void unreadable() {
        stopped = true;
    }

    /** Takes the next event as it was stored. */
    void take(EntityId id, Recorded recorded) {
        if (stopped) {
            return;
        }
        try {
            if (id.kind() == EntityKind.RUN) {
                root(recorded);
            } else {
                child(id, recorded);
            }
        } catch (RuntimeException e) {
            stop(Guarantee.R6, id, recorded.number(), "cannot be replayed: " + e.getMessage(), 0);
        }
    }

    private void stop(Guarantee guarantee, EntityId id, long number, String what, long amount) {
        stopped = true;
        findings.broken(guarantee, new Break(audit.tick(), id.path(), number, what, amount));
    }

    // the run

    private void root(Recorded recorded) {
        if (!asked.isEmpty()) {
            EntityId missing = asked.keySet().iterator().next();
            lostAnswer = missing;
            stop(
                    Guarantee.R3,
                    missing,
                    histories.events(missing) + 1,
                    "not stored when the run went on, which had its answer in step " + step,
                    0);
            return;
        }
        step = recorded.step();
        RunEvent.Advanced event = (RunEvent.Advanced) recorded.event();
        audit.root(recorded.number(), event);
        state = workflow.evolve(state, event);
        for (ChildWrite write : workflow.requests(state, event)) {
            ask(write);
        }
        findings.checked(Guarantee.R6, "events", 1);
        if (event.facts().getLast() instanceof Fact.RunClosed closed) {
            table(recorded.number(), closed);
        }
    }

    /** All accounts as the engines ended with them. */
    private void table(long number, Fact.RunClosed closed) {
        long[] sums = new long[2];
        for (int partition = 0; partition < venue.partitioning().count(); partition++) {
            MarginAnswer.Fingerprints part =
                    (MarginAnswer.Fingerprints) answer(cell(venue.engine(partition)), new MarginQuery.Fingerprints());
            sums[0] += part.sums()[0];
            sums[1] += part.sums()[1];
        }
        HexFormat hex = HexFormat.of();
        String replayed = hex.toHexDigits(sums[0]) + hex.toHexDigits(sums[1]);
        if (!replayed.equals(closed.table())) {
            stop(Guarantee.R6, root, number, "digest of all accounts, which is " + replayed, 0);
        }
    }

    private void ask(ChildWrite write) {
        asked.put(write.child(), write);
        long held = histories.events(write.child());
        if (held > write.knownEvents()) {
            stop(
                    Guarantee.R2,
                    write.child(),
                    write.knownEvents() + 1,
                    "nobody asked for it, its parent knows of " + write.knownEvents() + " events",
                    0);
        }
    }

    // everyone else

    private void child(EntityId id, Recorded recorded) {
        ChildWrite write = asked.remove(id);
        if (write == null) {
            unasked(id, recorded);
            return;
        }
        if (recorded.step() != step) {
            stop(Guarantee.R2, id, recorded.number(), "made in step " + recorded.step() + ", asked in " + step, 0);
            return;
        }
        findings.checked(Guarantee.R3, "answers", 1);
        findings.checked(Guarantee.R6, "events", 1);
        replay(cell(id), id, recorded, write);
        if (!stopped) {
            audit.child(id, recorded.number(), recorded.event());
        }
    }

    private void unasked(EntityId id, Recorded recorded) {
        if (recorded.step() > step) {
            lost(root, "missing, though " + id + " was asked in step " + recorded.step());
            return;
        }
        for (EntityId parent : asked.keySet()) {
            boolean asksAccounts =
                    parent.kind() == EntityKind.MARGIN_ENGINE || parent.kind() == EntityKind.DEBT_REGISTER;
            if (asksAccounts
                    && parent.partition() == id.partition()
                    && parent.protocol().equals(id.protocol())) {
                lost(parent, "missing, though it asked " + id);
                return;
            }
        }
        stop(Guarantee.R2, id, recorded.number(), "nobody asked for it in step " + recorded.step(), 0);
    }

    private void lost(EntityId id, String what) {
        stop(Guarantee.R4, id, histories.events(id) + 1, what, 0);
    }

    private Cell<?, ?> cell(EntityId id) {
        return cells.computeIfAbsent(id, key -> Cell.of(venue.entity(key), key));
    }

    @SuppressWarnings("unchecked")
    private <S, E extends Event> void replay(Cell<S, E> cell, EntityId id, Recorded recorded, ChildWrite write) {
        E event = (E) recorded.event();
        if (!cell.diverged) {
            String difference = difference(cell, event, write.command());
            if (difference != null) {
                cell.diverged = true;
                findings.broken(Guarantee.R6, new Break(audit.tick(), id.path(), recorded.number(), difference, 0));
            }
        }
        cell.state = cell.entity.evolve(cell.state, event);
        for (ChildWrite next : cell.entity.requests(cell.state, event)) {
            ask(next);
        }
    }

    /** How the stored event differs from what the entity decides when it is asked again; null if it does not. */
    private <S, E extends Event> @Nullable String difference(Cell<S, E> cell, E stored, Command command) {
        try {
            E decided = cell.entity.decide(cell.state, command);
            return table.manifest(decided).equals(table.manifest(stored))
                            && Arrays.equals(table.write(decided), table.write(stored))
                    ? null
                    : "not what it decides when asked again";
        } catch (IllegalStateException refused) {
            return "it refuses when asked again: " + refused.getMessage();
        }
    }

    private static <S, E extends Event> Answer answer(Cell<S, E> cell, Query query) {
        return cell.entity.answer(cell.state, query);
    }

    private LendingPool pool(int protocol, long now) {
        return ((PoolAnswer.View) answer(cell(venue.pool(protocol)), new PoolQuery.View(now))).pool();
    }

    // the end

    /** The last step: what it still waits for is no loss, the run may go on with it. */
    void end() {
        EntityId lost = lostAnswer;
        if (lost != null && !findings.isBroken(Guarantee.R4)) {
            lost(lost, "missing at the end, although the run went on with its answer");
        }
        if (!stopped && asked.isEmpty()) {
            audit.stepDone();
        }
    }
}
