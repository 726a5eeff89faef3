package io.backstop.kernel.inprocess;

import io.backstop.kernel.Cell;
import io.backstop.kernel.Effect;
import io.backstop.kernel.EntityFactory;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Message;
import io.backstop.kernel.Recorded;
import io.backstop.kernel.Root;
import io.backstop.kernel.Workflow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a tree of entities to its end on one thread, without actors: for sweeps, and as the oracle of every test.
 *
 * <p>With {@link Faults} it reorders, delays, duplicates and loses messages, and crashes cells, which recover from their
 * events; every schedule must end in the same events.
 */
public final class InProcessRuntime {
    private final Cells cellsFrom;
    private final EntityId rootId;
    private final Options options;
    private final Mailroom mail = new Mailroom();
    private final Map<EntityId, Cell> cells = new LinkedHashMap<>();
    private final Map<EntityId, List<Recorded>> journal = new LinkedHashMap<>();
    private final EnumMap<FaultPoint, Long> wentWrong = new EnumMap<>(FaultPoint.class);
    private final FaultSource faults;
    private boolean faulty;
    private Root root;
    private long delivered;
    private long events;
    private long resends;

    /** A runtime for one run; use it once. */
    public InProcessRuntime(EntityFactory factory, Workflow<?, ?, ?> workflow, EntityId root, Options options) {
        this(Cells.of(factory, workflow, root), options);
    }

    /** A runtime for one run of these cells; use it once. */
    public InProcessRuntime(Cells cells, Options options) {
        this.cellsFrom = cells;
        this.options = options;
        this.faults = FaultSource.of(options);
        this.faulty = options.isFaulty();
        this.root = cells.root();
        this.rootId = root.id();
    }

    /**
     * Runs until the root has finished. With faults the messages that are then still on their way are delivered too, since they
     * must change nothing.
     *
     * @param rootEvents gets each event of the root once, in order, when it is recorded
     * @throws IllegalStateException if no message is on its way and the root still waits
     * @throws NoLiveness if it takes more messages and repetitions than the options allow
     */
    public Counts run(Consumer<Recorded> rootEvents) {
        performRoot(root.start(), null, rootEvents);
        while (!root.finished()) {
            Message message = mail.next();
            if (message == null) {
                resend();
            } else {
                deliver(message, rootEvents);
            }
            if (delivered + resends > options.mostDeliveries()) {
                throw new NoLiveness(rootId + " waits at step " + root.step() + " after " + delivered + " messages and "
                        + resends + " repetitions");
            }
        }
        if (options.isFaulty()) {
            deliverTheRest(rootEvents);
        }
        return counts();
    }

    private void resend() {
        if (!options.isFaulty() || root.outstanding().isEmpty()) {
            throw new IllegalStateException(rootId + " waits at step " + root.step() + " and nobody will answer");
        }
        resends++;
        send(root.outstanding());
    }

    private void deliverTheRest(Consumer<Recorded> rootEvents) {
        faulty = false;
        for (Message message = mail.last(); message != null; message = mail.last()) {
            deliver(message, rootEvents);
        }
    }

    private void deliver(Message message, Consumer<Recorded> rootEvents) {
        delivered++;
        EntityId id = message.receiver();
        boolean crash = goesWrong(FaultPoint.CRASH_BEFORE_MESSAGE, id, message.step(), message);
        if (id.equals(rootId)) {
            if (crash) {
                performRoot(recoverRoot(), null, rootEvents);
            }
            performRoot(root.receive(message), message, rootEvents);
            return;
        }
        Cell cell = cells.get(id);
        if (cell == null || crash) {
            cell = recover(id);
        }
        perform(cell, cell.receive(message), message);
    }

    private void perform(Cell cell, Effect effect, Message message) {
        EntityId id = cell.id();
        switch (effect) {
            case Effect.Ignore ignore -> {}
            case Effect.Send send -> {
                send(send.messages());
                crashAfterSend(id, message.step(), message);
            }
            case Effect.Persist persist -> {
                Recorded recorded = persist.recorded();
                if (goesWrong(FaultPoint.CRASH_BEFORE_PERSIST, id, recorded.step(), null)) {
                    recover(id);
                    return;
                }
                record(id, recorded);
                if (goesWrong(FaultPoint.CRASH_AFTER_PERSIST, id, recorded.step(), null)) {
                    recover(id);
                    return;
                }
                cell.apply(recorded);
                send(cell.afterPersist());
                crashAfterSend(id, recorded.step(), null);
            }
        }
    }

    private void crashAfterSend(EntityId id, long step, @Nullable Message message) {
        if (goesWrong(FaultPoint.CRASH_AFTER_SEND, id, step, message)) {
            recover(id);
        }
    }

    private void performRoot(Effect effect, @Nullable Message message, Consumer<Recorded> rootEvents) {
        Effect next = effect;
        Message inHand = message;
        while (!(next instanceof Effect.Ignore)) {
            switch (next) {
                case Effect.Ignore ignore -> {}
                case Effect.Send send -> {
                    send(send.messages());
                    next = goesWrong(FaultPoint.CRASH_AFTER_SEND, rootId, root.step(), inHand)
                            ? recoverRoot()
                            : new Effect.Ignore();
                }
                case Effect.Persist persist -> next = persistRoot(persist.recorded(), rootEvents);
            }
            inHand = null;
        }
    }

    private Effect persistRoot(Recorded recorded, Consumer<Recorded> rootEvents) {
        if (goesWrong(FaultPoint.CRASH_BEFORE_PERSIST, rootId, recorded.step(), null)) {
            return recoverRoot();
        }
        record(rootId, recorded);
        rootEvents.accept(recorded);
        if (goesWrong(FaultPoint.CRASH_AFTER_PERSIST, rootId, recorded.step(), null)) {
            return recoverRoot();
        }
        root.apply(recorded);
        return root.afterPersist();
    }

    private boolean goesWrong(FaultPoint point, EntityId id, long step, @Nullable Message message) {
        return late(point, id, step, message) > 0;
    }

    private int late(FaultPoint point, EntityId id, long step, @Nullable Message message) {
        int late = faulty ? faults.at(point, id, step, message) : 0;
        if (late > 0) {
            wentWrong.merge(point, 1L, Long::sum);
        }
        return late;
    }

    private void record(EntityId id, Recorded recorded) {
        events++;
        if (options.keepsJournal()) {
            journal.computeIfAbsent(id, key -> new ArrayList<>()).add(recorded);
        }
    }

    private Cell recover(EntityId id) {
        Cell cell = cellsFrom.child(id);
        for (Recorded recorded : journal.getOrDefault(id, List.of())) {
            cell.apply(recorded);
        }
        cells.put(id, cell);
        return cell;
    }

    private Effect recoverRoot() {
        root = cellsFrom.root();
        for (Recorded recorded : journal.getOrDefault(rootId, List.of())) {
            root.apply(recorded);
        }
        return root.start();
    }

    private void send(List<Message> messages) {
        Consumer<Message> observer = options.sent();
        for (Message message : messages) {
            if (observer != null) {
                observer.accept(message);
            }
            if (faulty) {
                sendOrLose(message);
            } else {
                mail.send(message);
            }
        }
    }

    private void sendOrLose(Message message) {
        if (late(FaultPoint.DROPPED, message) > 0) {
            return;
        }
        int copy = late(FaultPoint.DUPLICATED, message);
        if (copy > 0) {
            mail.sendLate(message, copy);
        }
        int delay = late(FaultPoint.DELAYED, message);
        int late = delay > 0 ? delay : late(FaultPoint.REORDERED, message);
        if (late > 0) {
            mail.sendLate(message, late);
        } else {
            mail.send(message);
        }
    }

    private int late(FaultPoint point, Message message) {
        return late(point, message.receiver(), message.step(), message);
    }

    /** What happened so far. */
    public Counts counts() {
        return new Counts(delivered, events, cells.size(), resends, Collections.unmodifiableMap(wentWrong));
    }

    /** Every entity's events, the root's included, in the order of their first event; empty unless the options keep it. */
    public Map<EntityId, List<Recorded>> journal() {
        return Collections.unmodifiableMap(journal);
    }

    /** The states of all entities that got a message, in that order; the root's last. */
    public Map<EntityId, Object> states() {
        Map<EntityId, Object> states = new LinkedHashMap<>();
        for (Cell cell : cells.values()) {
            states.put(cell.id(), cell.state());
        }
        states.put(rootId, root.state());
        return states;
    }
}
