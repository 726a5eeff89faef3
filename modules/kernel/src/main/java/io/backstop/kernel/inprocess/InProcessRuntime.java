package io.backstop.kernel.inprocess;

import io.backstop.kernel.Effect;
import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityCell;
import io.backstop.kernel.EntityFactory;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Event;
import io.backstop.kernel.Message;
import io.backstop.kernel.Recorded;
import io.backstop.kernel.RootCell;
import io.backstop.kernel.Workflow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs a tree of entities to its end on one thread, without actors: for sweeps, and as the oracle of every test.
 *
 * <p>With {@link Faults} it delivers in any order, duplicates and loses messages, and crashes cells, which recover from their
 * events; every schedule must end in the same events.
 */
public final class InProcessRuntime {
    private final EntityFactory factory;
    private final Workflow<?, ?, ?> workflow;
    private final EntityId rootId;
    private final Options options;
    private final Mailroom mail;
    private final Map<EntityId, EntityCell<?, ?>> cells = new LinkedHashMap<>();
    private final Map<EntityId, List<Recorded>> journal = new LinkedHashMap<>();
    private RootCell<?, ?, ?> root;
    private long delivered;
    private long events;
    private long crashes;
    private long resends;

    /** A runtime for one run; use it once. */
    public InProcessRuntime(EntityFactory factory, Workflow<?, ?, ?> workflow, EntityId root, Options options) {
        this.factory = factory;
        this.workflow = workflow;
        this.rootId = root;
        this.options = options;
        Faults faults = options.faults();
        this.mail = faults == null ? new Mailroom.Fifo() : new Mailroom.Faulty(faults);
        this.root = rootCell(workflow, root);
    }

    /**
     * Runs until the root has finished.
     *
     * @param rootEvents gets each event of the root once, in order, when it is recorded
     * @throws IllegalStateException if no message is on its way and the root still waits
     */
    public Counts run(Consumer<Recorded> rootEvents) {
        performRoot(root.start(), rootEvents);
        while (!root.finished()) {
            Message message = mail.next();
            if (message == null) {
                resend();
            } else {
                deliver(message, rootEvents);
            }
        }
        return counts();
    }

    private void resend() {
        if (options.faults() == null || root.outstanding().isEmpty()) {
            throw new IllegalStateException(rootId + " waits at step " + root.step() + " and nobody will answer");
        }
        resends++;
        send(root.outstanding());
    }

    private void deliver(Message message, Consumer<Recorded> rootEvents) {
        delivered++;
        if (message.receiver().equals(rootId)) {
            if (mail.crashes()) {
                performRoot(recoverRoot(), rootEvents);
            }
            performRoot(root.receive(message), rootEvents);
            return;
        }
        EntityCell<?, ?> cell = cells.get(message.receiver());
        if (cell == null || mail.crashes()) {
            cell = recover(message.receiver(), cell != null);
        }
        perform(cell, cell.receive(message));
    }

    private void perform(EntityCell<?, ?> cell, Effect effect) {
        switch (effect) {
            case Effect.Ignore ignore -> {}
            case Effect.Send send -> send(send.messages());
            case Effect.Persist persist -> {
                boolean crash = mail.crashes();
                if (crash && mail.losesEvent()) {
                    recover(cell.id(), true);
                    return;
                }
                record(cell.id(), persist.recorded());
                if (crash) {
                    recover(cell.id(), true);
                    return;
                }
                cell.apply(persist.recorded());
                send(cell.afterPersist());
            }
        }
    }

    private void performRoot(Effect effect, Consumer<Recorded> rootEvents) {
        Effect next = effect;
        while (next instanceof Effect.Persist persist) {
            boolean crash = mail.crashes();
            if (crash && mail.losesEvent()) {
                next = recoverRoot();
                continue;
            }
            record(rootId, persist.recorded());
            rootEvents.accept(persist.recorded());
            if (crash) {
                next = recoverRoot();
            } else {
                root.apply(persist.recorded());
                next = root.afterPersist();
            }
        }
        if (next instanceof Effect.Send send) {
            send(send.messages());
        }
    }

    private void record(EntityId id, Recorded recorded) {
        events++;
        if (options.keepsJournal()) {
            journal.computeIfAbsent(id, key -> new ArrayList<>()).add(recorded);
        }
    }

    private EntityCell<?, ?> recover(EntityId id, boolean afterCrash) {
        if (afterCrash) {
            crashes++;
        }
        EntityCell<?, ?> cell = cell(factory.entity(id), id, factory.window(id));
        for (Recorded recorded : journal.getOrDefault(id, List.of())) {
            cell.apply(recorded);
        }
        cells.put(id, cell);
        return cell;
    }

    private Effect recoverRoot() {
        crashes++;
        root = rootCell(workflow, rootId);
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
            mail.send(message);
        }
    }

    /** What happened so far. */
    public Counts counts() {
        return switch (mail) {
            case Mailroom.Fifo fifo -> new Counts(delivered, events, cells.size(), 0, 0, 0, 0);
            case Mailroom.Faulty faulty ->
                new Counts(delivered, events, cells.size(), faulty.duplicated(), faulty.dropped(), crashes, resends);
        };
    }

    /** Every entity's events, the root's included, in the order of their first event; empty unless the options keep it. */
    public Map<EntityId, List<Recorded>> journal() {
        return Collections.unmodifiableMap(journal);
    }

    /** The states of all entities that got a message, in that order; the root's last. */
    public Map<EntityId, Object> states() {
        Map<EntityId, Object> states = new LinkedHashMap<>();
        for (EntityCell<?, ?> cell : cells.values()) {
            states.put(cell.id(), cell.state());
        }
        states.put(rootId, root.state());
        return states;
    }

    private static <S, E extends Event> EntityCell<S, E> cell(Entity<S, E> entity, EntityId id, int window) {
        return new EntityCell<>(entity, id, window);
    }

    private static <S, E extends Event, T> RootCell<S, E, T> rootCell(Workflow<S, E, T> workflow, EntityId id) {
        return new RootCell<>(workflow, id);
    }
}
