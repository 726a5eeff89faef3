package io.backstop.conformance;

import java.io.Serial;

/** A file that cannot be read, or is not a list of vectors; the message names it. */
public final class UnreadableVectors extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnreadableVectors(String message) {
        super(message);
    }
}
