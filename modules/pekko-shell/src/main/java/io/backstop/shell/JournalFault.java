package io.backstop.shell;

import io.backstop.kernel.JournalDamaged;
import java.io.NotSerializableException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells a damaged history, a journal that cannot be reached and a key that was taken from each other. */
public final class JournalFault {
    private static final String BROKEN_CONSTRAINT = "23";

    private JournalFault() {}

    /** Tells the listener why a recovery failed. */
    static void report(ShellListener listener, History history, Throwable failure) {
        JournalDamaged damaged = damage(history, failure);
        if (damaged == null) {
            listener.journalUnavailable(history.id(), String.valueOf(failure.getMessage()));
        } else {
            listener.failed(history.id(), damaged);
        }
    }

    /** Whether the journal refused a write because its key was taken. */
    static boolean isStale(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && isTaken(refused)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a statement failed because its key is taken: the class of SQL states for broken constraints. */
    public static boolean isTaken(SQLException failure) {
        return String.valueOf(failure.getSQLState()).startsWith(BROKEN_CONSTRAINT);
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
