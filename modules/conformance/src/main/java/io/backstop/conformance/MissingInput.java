package io.backstop.conformance;

import java.io.Serial;

/** A vector lacks a field that its mechanism needs. */
final class MissingInput extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    MissingInput(String field) {
        super("no input " + field);
    }
}
