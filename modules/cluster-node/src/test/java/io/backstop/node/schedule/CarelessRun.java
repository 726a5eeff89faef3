package io.backstop.node.schedule;

import io.backstop.kernel.Effect;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Message;
import io.backstop.kernel.Recorded;
import io.backstop.kernel.Root;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sound root behind one careless habit, planted to be found. */
final class CarelessRun implements Root {
    /** What it does wrong. */
    enum Habit {
        /** Takes a reply of any step for the one it waits for. */
        TAKES_ANY_REPLY,
        /** Sends what follows from an event first, and records the event when all have answered. */
        ACTS_BEFORE_PERSISTING
    }

    private final Root sound;
    private final Habit habit;
    private @Nullable Recorded unrecorded;
    private @Nullable Recorded recording;
    private Effect afterwards = new Effect.Ignore();

    CarelessRun(Root sound, Habit habit) {
        this.sound = sound;
        this.habit = habit;
    }

    @Override
    public Effect start() {
        return acted(sound.start());
    }

    @Override
    public Effect receive(Message message) {
        if (habit == Habit.TAKES_ANY_REPLY && message instanceof Message.Reply reply) {
            return sound.receive(new Message.Reply(reply.receiver(), reply.sender(), sound.step(), reply.answer()));
        }
        long step = sound.step();
        Effect effect = sound.receive(message);
        boolean answered = effect instanceof Effect.Persist || sound.step() != step;
        return answered && unrecorded != null ? record(unrecorded, effect) : acted(effect);
    }

    private Effect record(Recorded recorded, Effect next) {
        recording = recorded;
        unrecorded = null;
        afterwards = next;
        return new Effect.Persist(recorded);
    }

    private Effect acted(Effect effect) {
        if (habit != Habit.ACTS_BEFORE_PERSISTING || !(effect instanceof Effect.Persist persist)) {
            return effect;
        }
        sound.apply(persist.recorded());
        Effect next = sound.afterPersist();
        if (sound.outstanding().isEmpty() || sound.step() != persist.recorded().step()) {
            return record(persist.recorded(), next);
        }
        unrecorded = persist.recorded();
        return next;
    }

    @Override
    public void apply(Recorded recorded) {
        if (!recorded.equals(recording)) {
            sound.apply(recorded);
        }
    }

    @Override
    public Effect afterPersist() {
        if (recording == null) {
            return sound.afterPersist();
        }
        recording = null;
        return acted(afterwards);
    }

    @Override
    public List<Message> outstanding() {
        return sound.outstanding();
    }

    @Override
    public boolean finished() {
        return sound.finished() && recording == null;
    }

    @Override
    public Object state() {
        return sound.state();
    }

    @Override
    public long step() {
        return sound.step();
    }

    @Override
    public EntityId id() {
        return sound.id();
    }
}
