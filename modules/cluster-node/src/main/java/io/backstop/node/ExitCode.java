package io.backstop.node;

/** How a verb ended, for scripts. */
public final class ExitCode {
    /** Done, and every check held. */
    public static final int DONE = 0;

    /** Done, but a check failed or {@code maxPasses} was reached. */
    public static final int CHECK_FAILED = 1;

    /** The command line or a file it names is wrong. */
    public static final int BAD_INPUT = 2;

    /** Something failed while running. */
    public static final int RUN_TIME_FAILURE = 3;

    private ExitCode() {}
}
