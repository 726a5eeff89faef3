package io.backstop.scenario.loader;

/** A scenario that cannot be used. The message is one line: the place, what is wrong, and what is expected. */
public final class ScenarioException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The exit code of every command that meets it: bad input. */
    public static final int EXIT_CODE = 2;

    private static final int LENGTH_LIMIT = 2000;

    /** With a message of one line. */
    public ScenarioException(String message) {
        super(oneLine(message));
    }

    /** With a message of one line and what led to it. */
    public ScenarioException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** This, with what led to it. */
    ScenarioException causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }

    private static String oneLine(String message) {
        String start = message.length() > LENGTH_LIMIT ? message.substring(0, LENGTH_LIMIT) + "..." : message;
        return start.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
