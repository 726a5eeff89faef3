package io.backstop.node.run;

import org.jspecify.annotations.Nullable;

/** Why a verb ends early: one line for the person, and the exit code. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int BAD_INPUT = 2;
    private static final int RUN_TIME_FAILURE = 3;

    private final int exitCode;

    private CommandFailure(String message, int exitCode, @Nullable Throwable cause) {
        super(message.strip().replaceAll("\\s*\\R\\s*", " "), cause);
        this.exitCode = exitCode;
    }

    /** Something that the person gave is wrong. */
    public static CommandFailure badInput(String message, @Nullable Throwable cause) {
        return new CommandFailure(message, BAD_INPUT, cause);
    }

    /** Something that the person gave is wrong. */
    public static CommandFailure badInput(String message) {
        return badInput(message, null);
    }

    /** Something failed while running. */
    public static CommandFailure atRunTime(String message, @Nullable Throwable cause) {
        return new CommandFailure(message, RUN_TIME_FAILURE, cause);
    }

    /** 2 or 3. */
    public int exitCode() {
        return exitCode;
    }

    /** The same with more words at its end. */
    CommandFailure adding(String words) {
        String message = String.valueOf(getMessage());
        String open = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
        return new CommandFailure(open + words, exitCode, getCause());
    }

    boolean isAtRunTime() {
        return exitCode == RUN_TIME_FAILURE;
    }
}
