package io.backstop.kernel.inprocess;

/** A run does not end, though nothing goes wrong any more. */
public final class NoLiveness extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says where it waits. */
    NoLiveness(String message) {
        super(message);
    }
}
