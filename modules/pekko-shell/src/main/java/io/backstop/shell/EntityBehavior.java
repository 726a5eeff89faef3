package io.backstop.shell;

import io.backstop.kernel.Effect.Ignore;
import io.backstop.kernel.Effect.Persist;
import io.backstop.kernel.Effect.Send;
import io.backstop.kernel.EntityCell;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.JournalDamaged;
import io.backstop.kernel.Message;
import io.backstop.shell.ShellCommand.Delivery;
import io.backstop.shell.ShellCommand.Found;
import io.backstop.shell.ShellCommand.Inquiry;
import io.backstop.shell.ShellCommand.NotFound;
import io.backstop.shell.ShellCommand.Ping;
import io.backstop.shell.ShellCommand.Proceed;
import io.backstop.shell.ShellCommand.Repeat;
import io.backstop.shell.ShellCommand.Resend;
import io.backstop.shell.ShellCommand.Retire;
import io.backstop.shell.ShellCommand.WirePart;
import io.backstop.shell.codec.KryoTable;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.persistence.typed.JournalPersistFailed;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.RecoveryFailed;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.jspecify.annotations.Nullable;

/**
 * The actor around an {@link EntityCell}: makes its events durable, then sends what follows, and decides nothing.
 *
 * <p>When the journal fails the actor stops; the shard starts it again, from the journal, with the next message. There is no
 * supervision, since the state of a cell is not made anew by a restart.
 */
public final class EntityBehavior extends EventSourcedBehavior<ShellCommand, Envelope, EntityCell<?, ?>> {
    private final ActorContext<ShellCommand> context;
    private final EntityCell<?, ?> cell;
    private final EntityId id;
    private final History history;
    private final Parts parts;
    private final Router router;
    private final ShellListener listener;
    private final Residents residents;
    private final Inquiries inquiries;
    private boolean broken;
    private boolean persisting;
    /** The actor of a cell in its opening state. */
    public EntityBehavior(
            ActorContext<ShellCommand> context, EntityCell<?, ?> cell, KryoTable table, Router router, HostedRun run) {
        super(PersistenceId.ofUniqueId(cell.id().path()));
        this.context = context;
        this.cell = cell;
        this.id = cell.id();
        this.history = new History(id, table);
        this.parts = new Parts(table);
        this.router = router;
        this.listener = run.listener();
        this.residents = run.residents();
        this.inquiries = new Inquiries(context.getSystem());
        residents.moveIn(id, context.getSelf());
    }

    @Override
    public EntityCell<?, ?> emptyState() {
        return cell;
    }

    @Override
    public CommandHandler<ShellCommand, Envelope, EntityCell<?, ?>> commandHandler() {
        return (state, command) -> onCommand(command);
    }

    @Override
    public EventHandler<EntityCell<?, ?>, Envelope> eventHandler() {
        return (state, envelope) -> {
            try {
                state.apply(history.accept(envelope));
                return state;
            } catch (RuntimeException e) {
                fail(e);
                throw e;
            }
        };
    }

    private Effect<Envelope, EntityCell<?, ?>> onCommand(ShellCommand command) {
        if (broken) {
            return Effect().stop();
        }
        try {
            if (command instanceof Retire) {
                return Effect().stop();
            }
            Message message = message(command);
            return message == null ? Effect().none() : receive(message);
        } catch (JournalDamaged e) {
            if (residents.stillMissing(id, cell.events())) {
                fail(e);
            }
            return Effect().stop();
        } catch (RuntimeException e) {
            fail(e);
            return Effect().stop();
        }
    }

    private @Nullable Message message(ShellCommand command) {
        return switch (command) {
            case Delivery delivery -> delivery.message();
            case WirePart part -> parts.join(part);
            case Inquiry inquiry -> {
                inquiries.answer(inquiry, history);
                yield null;
            }
            case Ping ping -> null;
            case Repeat repeat -> null;
            case Proceed proceed -> null;
            case Resend resend -> null;
            case Retire retire -> null;
            case Found found -> null;
            case NotFound none -> null;
        };
    }

    private Effect<Envelope, EntityCell<?, ?>> receive(Message message) {
        long ignored = cell.ignored();
        io.backstop.kernel.Effect effect = cell.receive(message);
        if (cell.ignored() != ignored) {
            listener.duplicate(id);
        }
        return switch (effect) {
            case Ignore ignore -> Effect().none();
            case Send send -> {
                router.send(send.messages(), residents);
                yield Effect().none();
            }
            case Persist persist -> {
                persisting = true;
                yield Effect().persist(history.seal(persist.recorded())).thenRun(state -> afterPersist());
            }
        };
    }

    private void afterPersist() {
        persisting = false;
        listener.persisted(id);
        try {
            router.send(cell.afterPersist(), residents);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void fail(RuntimeException cause) {
        broken = true;
        listener.failed(id, cause);
    }

    @Override
    public SignalHandler<EntityCell<?, ?>> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.class, (state, signal) -> recovered())
                .onSignal(
                        RecoveryFailed.class,
                        (state, signal) -> JournalFault.report(listener, history, signal.getFailure()))
                .onSignal(JournalPersistFailed.class, (state, signal) -> refused(signal.failure()))
                .onSignal(PostStop.class, (state, signal) -> stopped())
                .build();
    }

    private void recovered() {
        try {
            history.ends(lastSequenceNumber(context));
        } catch (JournalDamaged e) {
            fail(e);
        }
    }

    private void refused(Throwable failure) {
        if (JournalFault.isStale(failure)) {
            persisting = false;
            listener.staleWriteRefused(id);
        }
    }

    private void stopped() {
        residents.moveOut(id, context.getSelf());
        if (persisting) {
            listener.journalUnavailable(id, "an event was not stored, or its storing was not confirmed");
        }
    }
}
