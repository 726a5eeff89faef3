package io.backstop.node.runtime;

/** The journal's database cannot be reached, or refuses. */
public final class JournalUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what was tried and what came back. */
    public JournalUnavailable(String message) {
        super(message);
    }

    /** Says what was tried and what came back. */
    public JournalUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
