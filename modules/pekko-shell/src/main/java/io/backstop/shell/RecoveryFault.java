package io.backstop.shell;

import io.backstop.kernel.JournalDamaged;
import java.io.NotSerializableException;
import org.jspecify.annotations.Nullable;

/** Tells a damaged history from a journal that cannot be reached. */
final class RecoveryFault {
    private RecoveryFault() {}

    /** Tells the listener why a recovery failed. */
    static void report(ShellListener listener, History history, Throwable failure) {
        JournalDamaged damaged = damage(history, failure);
        if (damaged == null) {
            listener.journalUnavailable(history.id(), String.valueOf(failure.getMessage()));
        } else {
            listener.failed(history.id(), damaged);
        }
    }

    private static @Nullable JournalDamaged damage(History history, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JournalDamaged damaged) {
                return damaged;
            }
            if (cause instanceof NotSerializableException || cause instanceof ClassCastException) {
                return new JournalDamaged(
                        history.id().path(), history.events() + 1, "cannot be read: " + cause.getMessage());
            }
        }
        return null;
    }
}
