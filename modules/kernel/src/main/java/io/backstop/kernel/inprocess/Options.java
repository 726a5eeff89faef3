package io.backstop.kernel.inprocess;

import io.backstop.kernel.Message;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to run.
 *
 * @param faults what goes wrong; {@code null} for nothing but what is listed
 * @param listed exactly what goes wrong, instead of faults; {@code null} for none
 * @param journal whether to keep every entity's events; always kept with faults, since a crash recovers from them
 * @param mostDeliveries after so many messages and repetitions the run counts as stuck
 * @param sent sees every message as it is sent, before any fault; {@code null} for nobody
 * @param noted is told each fault that was drawn, in order; {@code null} for nobody
 */
public record Options(
        @Nullable Faults faults,
        @Nullable List<Fault> listed,
        boolean journal,
        long mostDeliveries,
        @Nullable Consumer<Message> sent,
        @Nullable Consumer<Fault> noted) {
    /** First in, first out; nothing kept. */
    public static Options plain() {
        return new Options(null, null, false, Long.MAX_VALUE, null, null);
    }

    /** First in, first out, with the journal of every entity. */
    public static Options journaled() {
        return new Options(null, null, true, Long.MAX_VALUE, null, null);
    }

    /** With faults. */
    public static Options faulty(Faults faults) {
        return new Options(faults, null, true, Long.MAX_VALUE, null, null);
    }

    /** With exactly these faults. */
    public static Options listed(List<Fault> faults) {
        return new Options(null, faults, true, Long.MAX_VALUE, null, null);
    }

    /** The same, with an observer of sent messages. */
    public Options watching(Consumer<Message> observer) {
        return new Options(faults, listed, journal, mostDeliveries, observer, noted);
    }

    /** The same, with somebody who is told each fault that was drawn. */
    public Options noting(Consumer<Fault> observer) {
        return new Options(faults, listed, journal, mostDeliveries, sent, observer);
    }

    /** The same, stuck after so many messages and repetitions. */
    public Options within(long deliveries) {
        return new Options(faults, listed, journal, deliveries, sent, noted);
    }

    boolean isFaulty() {
        return faults != null || listed != null;
    }

    boolean keepsJournal() {
        return journal || isFaulty();
    }
}
