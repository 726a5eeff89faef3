package io.backstop.kernel.inprocess;

import io.backstop.kernel.Message;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to run.
 *
 * @param faults what goes wrong; {@code null} delivers in the order of sending, once
 * @param journal whether to keep every entity's events; always kept with faults, since a crash recovers from them
 * @param sent sees every message as it is sent, before any fault; {@code null} for nobody
 */
public record Options(
        @Nullable Faults faults, boolean journal, @Nullable Consumer<Message> sent) {
    /** First in, first out; nothing kept. */
    public static Options plain() {
        return new Options(null, false, null);
    }

    /** First in, first out, with the journal of every entity. */
    public static Options journaled() {
        return new Options(null, true, null);
    }

    /** With faults. */
    public static Options faulty(Faults faults) {
        return new Options(faults, true, null);
    }

    /** The same, with an observer of sent messages. */
    public Options watching(Consumer<Message> observer) {
        return new Options(faults, journal, observer);
    }

    boolean keepsJournal() {
        return journal || faults != null;
    }
}
