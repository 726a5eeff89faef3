package io.backstop.report;

/** The run folder cannot be used or written: one message for the person, and the exit code. */
public final class RunFolderException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int BAD_INPUT = 2;
    private static final int RUN_TIME_FAILURE = 3;

    private final int exitCode;

    private RunFolderException(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    static RunFolderException badInput(String message) {
        return new RunFolderException(message, BAD_INPUT);
    }

    static RunFolderException failure(String message) {
        return new RunFolderException(message, RUN_TIME_FAILURE);
    }

    /** 2 if the folder was refused, 3 if writing failed later. */
    public int exitCode() {
        return exitCode;
    }
}
