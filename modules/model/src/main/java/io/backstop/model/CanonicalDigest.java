package io.backstop.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over facts written field by field, each with its name, so that a digest says what it covers and never depends on
 * how a record prints itself. Text is length-prefixed UTF-8, numbers are eight bytes big-endian.
 */
public final class CanonicalDigest {
    /** Most facts are shorter, and a new digest clears its buffer. */
    private static final int BUFFER = 1024;

    private final MessageDigest sha;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;

    /** An empty digest. */
    public CanonicalDigest() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Adds a named number. */
    public CanonicalDigest field(String name, long value) {
        text(name);
        number(value);
        return this;
    }

    /** Adds a named text. */
    public CanonicalDigest field(String name, String value) {
        text(name);
        text(value);
        return this;
    }

    /** Adds a named array of numbers. */
    public CanonicalDigest field(String name, long[] values) {
        text(name);
        number(values.length);
        for (long value : values) {
            number(value);
        }
        return this;
    }

    /** The digest in lower-case hexadecimal; the object starts again from empty. */
    public String hex() {
        sha.update(buffer, 0, filled);
        filled = 0;
        return HexFormat.of().formatHex(sha.digest());
    }

    private void text(String value) {
        int length = value.length();
        if (length * 3 + 8 > buffer.length) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            number(bytes.length);
            sha.update(buffer, 0, filled);
            filled = 0;
            sha.update(bytes);
            return;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, filled, bytes.length);
        filled += bytes.length;
    }

    private void number(long value) {
        room(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[filled++] = (byte) (value >>> shift);
        }
    }

    private void room(int bytes) {
        if (filled + bytes > buffer.length) {
            sha.update(buffer, 0, filled);
            filled = 0;
        }
    }
}
