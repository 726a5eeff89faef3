package io.backstop.shell;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.backstop.kernel.Event;
import io.backstop.kernel.Recorded;
import io.backstop.shell.codec.CodecException;
import io.backstop.shell.codec.KryoTable;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An event as the journal holds it. The bytes: format (1), CRC32C of manifest and all that follows (4, big endian), hash of the
 * event before (8, big endian), number and step (variable), the event's fields. The event's hash covers the manifest and
 * everything from the hash before on.
 *
 * <p>Opening never throws: what is wrong with the bytes is kept, and told by the entity that knows its name and number.
 */
public final class Envelope {
    private static final byte FORMAT = 1;
    private static final int AFTER_FORMAT = 1;
    private static final int AFTER_CHECKSUM = 5;

    private final String manifest;
    private final byte[] bytes;
    private final long previous;
    private final long hash;
    private final @Nullable Recorded recorded;
    private final String damage;

    private Envelope(
            String manifest, byte[] bytes, long previous, long hash, @Nullable Recorded recorded, String damage) {
        this.manifest = manifest;
        this.bytes = bytes;
        this.previous = previous;
        this.hash = hash;
        this.recorded = recorded;
        this.damage = damage;
    }

    /**
     * Makes the bytes of a new event.
     *
     * @param previous the hash of the event before
     */
    public static Envelope seal(KryoTable table, long previous, Recorded recorded) {
        Event event = recorded.event();
        KryoTable.Written written = table.written(event, out -> writeHeader(out, previous, recorded));
        String manifest = written.manifest();
        byte[] bytes = written.bytes();
        int checksum = checksum(manifest, bytes);
        bytes[AFTER_FORMAT] = (byte) (checksum >>> 24);
        bytes[AFTER_FORMAT + 1] = (byte) (checksum >>> 16);
        bytes[AFTER_FORMAT + 2] = (byte) (checksum >>> 8);
        bytes[AFTER_FORMAT + 3] = (byte) checksum;
        return new Envelope(manifest, bytes, previous, Chain.hash(manifest, bytes, AFTER_CHECKSUM), recorded, "");
    }

    private static void writeHeader(Output out, long previous, Recorded recorded) {
        out.writeByte(FORMAT);
        out.writeInt(0);
        out.writeLong(Long.reverseBytes(previous));
        out.writeVarLong(recorded.number(), true);
        out.writeVarLong(recorded.step(), true);
    }

    /** Reads the bytes of a stored event. */
    public static Envelope open(KryoTable table, String manifest, byte[] bytes) {
        if (bytes.length < AFTER_CHECKSUM + 10) {
            return damaged(manifest, bytes, "only " + bytes.length + " bytes");
        }
        if (bytes[0] != FORMAT) {
            return damaged(manifest, bytes, "format " + bytes[0] + " is unknown");
        }
        if (storedChecksum(bytes) != checksum(manifest, bytes)) {
            return damaged(manifest, bytes, "the checksum does not fit, a byte was changed");
        }
        try (Input in = new Input(bytes, AFTER_CHECKSUM, bytes.length - AFTER_CHECKSUM)) {
            long previous = Long.reverseBytes(in.readLong());
            long number = in.readVarLong(true);
            long step = in.readVarLong(true);
            Object event = table.read(manifest, bytes, in.position());
            if (!(event instanceof Event known)) {
                return damaged(manifest, bytes, manifest + " is not an event");
            }
            long hash = Chain.hash(manifest, bytes, AFTER_CHECKSUM);
            return new Envelope(manifest, bytes, previous, hash, new Recorded(number, step, known), "");
        } catch (CodecException e) {
            return damaged(manifest, bytes, String.valueOf(e.getMessage()));
        }
    }

    private static Envelope damaged(String manifest, byte[] bytes, String what) {
        return new Envelope(manifest, bytes, 0, 0, null, what);
    }

    private static int storedChecksum(byte[] bytes) {
        return bytes[AFTER_FORMAT] << 24
                | (bytes[AFTER_FORMAT + 1] & 0xFF) << 16
                | (bytes[AFTER_FORMAT + 2] & 0xFF) << 8
                | (bytes[AFTER_FORMAT + 3] & 0xFF);
    }

    private static int checksum(String manifest, byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(manifest.getBytes(StandardCharsets.UTF_8));
        crc.update(bytes, AFTER_CHECKSUM, bytes.length - AFTER_CHECKSUM);
        return (int) crc.getValue();
    }

    /** The event's type and version. */
    public String manifest() {
        return manifest;
    }

    /** The bytes, not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** The hash of the event before, as stored. */
    public long previous() {
        return previous;
    }

    /** The event's own hash. */
    public long hash() {
        return hash;
    }

    /** The event with its number and step; {@code null} if the bytes are damaged. */
    public @Nullable Recorded recorded() {
        return recorded;
    }

    /** What is wrong with the bytes; empty if nothing. */
    String damage() {
        return damage;
    }
}
