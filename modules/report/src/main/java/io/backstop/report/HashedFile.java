package io.backstop.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file under a name of its own, written from the beginning, that knows its length and SHA-256 without being read again. */
final class HashedFile extends OutputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final String name;
    private final OutputStream file;
    private final MessageDigest digest;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int buffered;
    private long bytes;

    HashedFile(Path folder, String name) throws IOException {
        this.name = name;
        this.file = Files.newOutputStream(folder.resolve(name));
        this.digest = sha256();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        if (buffered == BUFFER_BYTES) {
            drain();
        }
        buffer[buffered++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        if (length > BUFFER_BYTES - buffered) {
            drain();
        }
        if (length >= BUFFER_BYTES) {
            put(source, offset, length);
            return;
        }
        System.arraycopy(source, offset, buffer, buffered, length);
        buffered += length;
    }

    private void drain() throws IOException {
        int length = buffered;
        buffered = 0;
        put(buffer, 0, length);
    }

    private void put(byte[] source, int offset, int length) throws IOException {
        digest.update(source, offset, length);
        bytes += length;
        file.write(source, offset, length);
    }

    @Override
    public void flush() throws IOException {
        drain();
    }

    @Override
    public void close() throws IOException {
        try (file) {
            drain();
        }
    }

    /** Closes the file and says what was written. */
    FileHash finish() throws IOException {
        close();
        return new FileHash(name, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    /** What a finished file holds. */
    record FileHash(String name, long bytes, String sha256) {}
}
