package io.backstop.node.schedule;

import io.backstop.kernel.Cell;
import io.backstop.kernel.Effect;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Message;
import io.backstop.kernel.Recorded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sound cell behind one careless habit, planted to be found.
 *
 * <p>The sound cell counts steps in thousands, so that a step can be executed again as one between it and the next.
 */
final class CarelessChild implements Cell {
    private static final long STRIDE = 1_000;

    /** What it does wrong. */
    enum Habit {
        /** Executes a step again that it has executed. */
        FORGETS_ITS_REPLY,
        /** Executes a step although it has executed a later one. */
        IGNORES_THE_ORDER,
        /** Changes its state and records nothing. */
        RECORDS_NOTHING,
        /** Answers while its event is still in a buffer, which a crash loses. */
        ANSWERS_BEFORE_DURABLE,
        /** Asked again while it waits for its children, it does not ask them again. */
        ASKS_ONCE
    }

    private final Cell sound;
    private final Habit habit;
    private long lastStep;
    private @Nullable Recorded deciding;
    private @Nullable Recorded buffered;

    CarelessChild(Cell sound, Habit habit) {
        this.sound = sound;
        this.habit = habit;
    }

    @Override
    public Effect receive(Message message) {
        buffered = null;
        Effect effect = switch (message) {
            case Message.Read read ->
                sound.receive(new Message.Read(read.receiver(), read.sender(), read.step() * STRIDE, read.query()));
            case Message.Write write -> write(write);
            case Message.Reply reply ->
                sound.receive(new Message.Reply(
                        reply.receiver(),
                        reply.sender(),
                        reply.step() == lastStep / STRIDE ? lastStep : reply.step() * STRIDE,
                        reply.answer()));
        };
        deciding = effect instanceof Effect.Persist persist ? persist.recorded() : null;
        return effect instanceof Effect.Send send ? new Effect.Send(outward(send.messages())) : effect;
    }

    private Effect write(Message.Write write) {
        boolean repeated = write.step() == lastStep / STRIDE;
        boolean late = write.step() < lastStep / STRIDE;
        return switch (habit) {
            case FORGETS_ITS_REPLY -> ask(write, repeated ? lastStep + 1 : write.step() * STRIDE);
            case IGNORES_THE_ORDER -> ask(write, late ? lastStep + 1 : write.step() * STRIDE);
            case RECORDS_NOTHING -> unrecorded(ask(write, write.step() * STRIDE));
            case ANSWERS_BEFORE_DURABLE -> ask(write, write.step() * STRIDE);
            case ASKS_ONCE -> repeated ? new Effect.Ignore() : ask(write, write.step() * STRIDE);
        };
    }

    private Effect ask(Message.Write write, long step) {
        return sound.receive(
                new Message.Write(write.receiver(), write.sender(), step, write.knownEvents(), write.command()));
    }

    private Effect unrecorded(Effect effect) {
        if (!(effect instanceof Effect.Persist persist)) {
            return effect;
        }
        sound.apply(persist.recorded());
        return new Effect.Send(sound.afterPersist());
    }

    @Override
    public void apply(Recorded recorded) {
        if (habit == Habit.ANSWERS_BEFORE_DURABLE && !recorded.equals(deciding)) {
            replay(recorded);
        } else {
            applied(recorded);
        }
    }

    /** The last one replayed never is: it was not durable. */
    private void replay(Recorded recorded) {
        if (buffered != null) {
            applied(buffered);
        }
        buffered = recorded;
    }

    private void applied(Recorded recorded) {
        sound.apply(recorded);
        lastStep = recorded.step();
    }

    @Override
    public List<Message> afterPersist() {
        return outward(sound.afterPersist());
    }

    private static List<Message> outward(List<Message> messages) {
        return messages.stream().map(CarelessChild::outward).toList();
    }

    private static Message outward(Message message) {
        long step = message.step() / STRIDE;
        return switch (message) {
            case Message.Read read -> new Message.Read(read.receiver(), read.sender(), step, read.query());
            case Message.Write write ->
                new Message.Write(write.receiver(), write.sender(), step, write.knownEvents(), write.command());
            case Message.Reply reply -> new Message.Reply(reply.receiver(), reply.sender(), step, reply.answer());
        };
    }

    @Override
    public Object state() {
        return sound.state();
    }

    @Override
    public EntityId id() {
        return sound.id();
    }
}
