package io.backstop.shell;

import io.backstop.kernel.Effect.Ignore;
import io.backstop.kernel.Effect.Persist;
import io.backstop.kernel.Effect.Send;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Message;
import io.backstop.kernel.Recorded;
import io.backstop.kernel.RootCell;
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
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
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
 * The actor around a {@link RootCell}: starts by itself once it has recovered, and repeats outstanding requests when nothing
 * moved for a while. The only timer of a run.
 */
public final class RootBehavior extends EventSourcedBehavior<ShellCommand, Envelope, RootCell<?, ?, ?>> {
    private static final String TIMER = "resend";
    private static final String HELD = "held";
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final ActorContext<ShellCommand> context;
    private final TimerScheduler<ShellCommand> timers;
    private final RootCell<?, ?, ?> cell;
    private final EntityId id;
    private final History history;
    private final Parts parts;
    private final Router router;
    private final ShellListener listener;
    private final Gate gate;
    private final Residents residents;
    private final Inquiries inquiries;
    private final Backoff backoff;
    private io.backstop.kernel.@Nullable Effect held;
    private boolean recovered;
    private boolean broken;
    private boolean persisting;
    private int attempts;
    private long seenStep;
    private int seenOutstanding;

    /** The actor of a root in its opening state. */
    public RootBehavior(
            ActorContext<ShellCommand> context,
            TimerScheduler<ShellCommand> timers,
            RootCell<?, ?, ?> cell,
            KryoTable table,
            Router router,
            HostedRun run,
            Backoff backoff) {
        super(PersistenceId.ofUniqueId(cell.id().path()));
        this.context = context;
        this.timers = timers;
        this.cell = cell;
        this.id = cell.id();
        this.history = new History(id, table);
        this.parts = new Parts(table);
        this.router = router;
        this.listener = run.listener();
        this.gate = run.gate();
        this.residents = run.residents();
        this.inquiries = new Inquiries(context.getSystem());
        this.backoff = backoff;
        residents.moveIn(id, context.getSelf());
    }

    @Override
    public RootCell<?, ?, ?> emptyState() {
        return cell;
    }

    @Override
    public CommandHandler<ShellCommand, Envelope, RootCell<?, ?, ?>> commandHandler() {
        return (state, command) -> onCommand(command);
    }

    @Override
    public EventHandler<RootCell<?, ?, ?>, Envelope> eventHandler() {
        return (state, envelope) -> {
            try {
                Recorded recorded = history.accept(envelope);
                state.apply(recorded);
                if (!recovered) {
                    listener.recorded(id, recorded);
                }
                return state;
            } catch (RuntimeException e) {
                fail(e);
                throw e;
            }
        };
    }

    private Effect<Envelope, RootCell<?, ?, ?>> onCommand(ShellCommand command) {
        if (broken) {
            return Effect().stop();
        }
        try {
            return switch (command) {
                case Delivery delivery -> perform(cell.receive(delivery.message()));
                case WirePart part -> {
                    Message message = parts.join(part);
                    yield message == null ? Effect().none() : perform(cell.receive(message));
                }
                case Proceed proceed -> perform(proceed.effect());
                case Resend resend -> {
                    resend();
                    yield Effect().none();
                }
                case Repeat repeat -> {
                    repeat();
                    yield Effect().none();
                }
                case Inquiry inquiry -> {
                    inquiries.answer(inquiry, history);
                    yield Effect().none();
                }
                case Retire retire -> Effect().stop();
                case Ping ping -> Effect().none();
                case Found found -> Effect().none();
                case NotFound none -> Effect().none();
            };
        } catch (RuntimeException e) {
            fail(e);
            return Effect().stop();
        }
    }

    private Effect<Envelope, RootCell<?, ?, ?>> perform(io.backstop.kernel.Effect effect) {
        if (!(effect instanceof Ignore) && !gate.open()) {
            held = effect;
            timers.startSingleTimer(HELD, new Proceed(id, effect), LOOK_AGAIN);
            return Effect().none();
        }
        held = null;
        return switch (effect) {
            case Ignore ignore -> {
                finish();
                yield Effect().none();
            }
            case Send send -> {
                router.send(send.messages(), residents);
                yield Effect().none();
            }
            case Persist persist -> {
                persisting = true;
                yield Effect().persist(history.seal(persist.recorded())).thenRun(state -> durable(persist.recorded()));
            }
        };
    }

    private void durable(Recorded recorded) {
        persisting = false;
        listener.persisted(id);
        try {
            listener.recorded(id, recorded);
            proceed(cell.afterPersist());
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void proceed(io.backstop.kernel.Effect effect) {
        context.getSelf().tell(new Proceed(id, effect));
    }

    private void finish() {
        if (cell.finished()) {
            timers.cancel(TIMER);
            listener.finished(id);
        }
    }

    private void resend() {
        List<Message> outstanding = cell.outstanding();
        boolean moved = cell.step() != seenStep || outstanding.size() != seenOutstanding;
        seenStep = cell.step();
        seenOutstanding = outstanding.size();
        if (moved || held != null) {
            attempts = 0;
        } else {
            attempts++;
            repeat();
        }
        schedule();
    }

    private void repeat() {
        List<Message> outstanding = cell.outstanding();
        if (held == null && !outstanding.isEmpty()) {
            listener.repeated(id, outstanding.size());
            router.send(outstanding, residents);
        }
    }

    private void schedule() {
        if (!cell.finished()) {
            timers.startSingleTimer(TIMER, new Resend(id), backoff.wait(attempts));
        }
    }

    private void fail(RuntimeException cause) {
        broken = true;
        listener.failed(id, cause);
    }

    @Override
    public SignalHandler<RootCell<?, ?, ?>> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.class, (state, signal) -> onRecovered())
                .onSignal(
                        RecoveryFailed.class,
                        (state, signal) -> JournalFault.report(listener, history, signal.getFailure()))
                .onSignal(JournalPersistFailed.class, (state, signal) -> refused(signal.failure()))
                .onSignal(PostStop.class, (state, signal) -> stopped())
                .build();
    }

    private void onRecovered() {
        try {
            recovered = true;
            history.ends(lastSequenceNumber(context));
            proceed(cell.start());
            schedule();
        } catch (RuntimeException e) {
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
