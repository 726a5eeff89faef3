package io.backstop.shell;

import io.backstop.kernel.Message;
import io.backstop.shell.ShellCommand.Delivery;
import io.backstop.shell.ShellCommand.WirePart;
import io.backstop.shell.codec.KryoTable;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Sends through the shard region. What stays on the node goes as it is, and past the region to an entity that is awake; what may
 * cross to another is written once and cut into parts, since the transport drops large frames.
 */
public final class ClusterRouter implements Router {
    /** The largest part: 64 KiB. */
    public static final int PART_BYTES = 64 * 1024;

    private final ActorRef<ShellCommand> region;
    private final KryoTable table;
    private final BooleanSupplier alone;

    /**
     * A router of one node.
     *
     * @param alone whether the cluster has no other node now
     */
    public ClusterRouter(ActorRef<ShellCommand> region, KryoTable table, BooleanSupplier alone) {
        this.region = region;
        this.table = table;
        this.alone = alone;
    }

    @Override
    public void send(List<Message> messages, Residents residents) {
        boolean local = alone.getAsBoolean();
        for (Message message : messages) {
            if (local || Placement.together(message.sender(), message.receiver())) {
                ActorRef<ShellCommand> resident = residents.find(message.receiver());
                (resident == null ? region : resident).tell(new Delivery(message));
            } else {
                sendInParts(message);
            }
        }
    }

    /** Sent again after nodes have agreed on another version, a message has other bytes: their parts must not mix. */
    private static String checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Long.toHexString(crc.getValue());
    }

    private void sendInParts(Message message) {
        KryoTable.Written written = table.written(message);
        byte[] bytes = written.bytes();
        String manifest = written.manifest();
        int count = Math.max(1, (bytes.length + PART_BYTES - 1) / PART_BYTES);
        String key = message.sender().path() + ' ' + message.step() + ' ' + manifest;
        if (count > 1) {
            key += ' ' + checksum(bytes);
        }
        for (int index = 0; index < count; index++) {
            byte[] part =
                    Arrays.copyOfRange(bytes, index * PART_BYTES, Math.min(bytes.length, (index + 1) * PART_BYTES));
            region.tell(new WirePart(message.receiver(), key, manifest, index, count, part));
        }
    }
}
