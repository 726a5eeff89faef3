package io.backstop.shell;

import io.backstop.kernel.Message;
import io.backstop.shell.ShellCommand.Delivery;
import io.backstop.shell.ShellCommand.Inquiry;
import io.backstop.shell.ShellCommand.Ping;
import io.backstop.shell.ShellCommand.Repeat;
import io.backstop.shell.ShellCommand.WirePart;
import io.backstop.shell.codec.CodecException;
import io.backstop.shell.codec.KryoTable;
import java.io.NotSerializableException;
import java.util.List;
import org.apache.pekko.serialization.SerializationSetup;
import org.apache.pekko.serialization.SerializerDetails;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Pekko's view of the {@link KryoTable}: stored events and what travels between nodes. */
public final class ShellSerializer extends SerializerWithStringManifest {
    /** Stored with every row; never changes. */
    public static final int IDENTIFIER = 20_261;

    private static final String STORED = "event/";

    private final KryoTable table;
    private final WireMeter meter;

    /** A serializer with the node's table. */
    public ShellSerializer(KryoTable table, WireMeter meter) {
        this.table = table;
        this.meter = meter;
    }

    /** The actor system's setup with this serializer bound to the shell's types. */
    public static SerializationSetup setup(KryoTable table, WireMeter meter) {
        return SerializationSetup.create(system -> List.of(SerializerDetails.create(
                "backstop",
                new ShellSerializer(table, meter),
                List.of(
                        Envelope.class,
                        Delivery.class,
                        WirePart.class,
                        Ping.class,
                        Repeat.class,
                        Inquiry.class,
                        LastEvent.class))));
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    /** The manifest of a stored event's row. */
    public static String storedManifest(Envelope envelope) {
        return STORED + envelope.manifest();
    }

    /** Reads a stored row; damage is kept in the envelope, not thrown. */
    public static Envelope open(KryoTable table, String manifest, byte[] bytes) {
        String event = manifest.startsWith(STORED) ? manifest.substring(STORED.length()) : manifest;
        return Envelope.open(table, event, bytes);
    }

    @Override
    public String manifest(Object value) {
        return switch (value) {
            case Envelope envelope -> storedManifest(envelope);
            case Delivery delivery -> table.manifest(delivery.message());
            default -> table.manifest(value);
        };
    }

    @Override
    public byte[] toBinary(Object value) {
        return switch (value) {
            case Envelope envelope -> envelope.bytes();
            case Delivery delivery -> metered(delivery, table.write(delivery.message()));
            // Not of the run, so it does not count as what the run sends.
            case Inquiry inquiry -> table.write(inquiry);
            case ShellCommand command -> metered(command, table.write(command));
            default -> table.write(value);
        };
    }

    private byte[] metered(ShellCommand command, byte[] bytes) {
        meter.crossed(command.receiver().kind(), bytes.length);
        return bytes;
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        if (manifest.startsWith(STORED)) {
            return open(table, manifest, bytes);
        }
        try {
            Object value = table.read(manifest, bytes, 0);
            return value instanceof Message message ? new Delivery(message) : value;
        } catch (CodecException e) {
            throw new NotSerializableException(e.getMessage());
        }
    }
}
