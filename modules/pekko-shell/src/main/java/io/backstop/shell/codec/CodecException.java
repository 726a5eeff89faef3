package io.backstop.shell.codec;

/** Bytes that no codec of this version can read, or a type that none can write. */
public final class CodecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what cannot be read or written. */
    public CodecException(String message) {
        super(message);
    }

    /** Says what cannot be read or written, and why. */
    public CodecException(String message, Throwable cause) {
        super(message, cause);
    }
}
