package io.backstop.conformance;

import java.io.Serial;

/** A file that is not a list of vectors. */
final class UnreadableVectors extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnreadableVectors(String message) {
        super(message);
    }
}
