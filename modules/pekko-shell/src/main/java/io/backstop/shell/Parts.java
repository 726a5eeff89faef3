package io.backstop.shell;

import io.backstop.kernel.Message;
import io.backstop.shell.ShellCommand.WirePart;
import io.backstop.shell.codec.CodecException;
import io.backstop.shell.codec.KryoTable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins the parts of messages that were cut. Parts may come in any order, twice, or not at all: a message that stays
 * incomplete is sent again with the same bytes, and the oldest is forgotten when too many are open.
 */
final class Parts {
    private static final int OPEN = 512;

    private final KryoTable table;
    private final Map<String, Pieces> open = new LinkedHashMap<>();

    Parts(KryoTable table) {
        this.table = table;
    }

    /**
     * The message that the part completes, or {@code null}.
     *
     * @throws CodecException if the joined bytes are not a message
     */
    @Nullable
    Message join(WirePart part) {
        if (part.count() == 1) {
            return read(part.manifest(), part.bytes());
        }
        Pieces pieces = open.get(part.key());
        if (pieces == null || !pieces.fits(part)) {
            pieces = new Pieces(new byte[part.count()][], 0);
        }
        pieces = pieces.with(part);
        open.remove(part.key());
        if (pieces.arrived() == part.count()) {
            return read(part.manifest(), pieces.joined());
        }
        open.put(part.key(), pieces);
        if (open.size() > OPEN) {
            open.remove(open.keySet().iterator().next());
        }
        return null;
    }

    private Message read(String manifest, byte[] bytes) {
        if (table.read(manifest, bytes, 0) instanceof Message message) {
            return message;
        }
        throw new CodecException(manifest + " is not a message");
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pieces(byte[][] bytes, int arrived) {
        boolean fits(WirePart part) {
            return bytes.length == part.count() && part.index() >= 0 && part.index() < bytes.length;
        }

        Pieces with(WirePart part) {
            boolean fresh = bytes[part.index()] == null;
            bytes[part.index()] = part.bytes();
            return fresh ? new Pieces(bytes, arrived + 1) : this;
        }

        byte[] joined() {
            int length = 0;
            for (byte[] piece : bytes) {
                length += piece.length;
            }
            byte[] joined = new byte[length];
            int at = 0;
            for (byte[] piece : bytes) {
                System.arraycopy(piece, 0, joined, at, piece.length);
                at += piece.length;
            }
            return joined;
        }
    }
}
