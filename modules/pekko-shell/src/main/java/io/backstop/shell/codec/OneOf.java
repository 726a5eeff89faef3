package io.backstop.shell.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A field that holds one of several types: its codec's id, then its fields. For sealed types inside events: a changed layout of one is
 * a new version of the event, with a field of its own.
 *
 * @param <T> what the types have in common
 */
public final class OneOf<T> {
    private final Map<Class<?>, Codec<? extends T>> byType = new LinkedHashMap<>();
    private final Map<Integer, Codec<? extends T>> byId = new LinkedHashMap<>();

    /** A field for these; the ids need to be unique here only, but keep them apart from the table's all the same. */
    public OneOf(List<? extends Codec<? extends T>> codecs) {
        for (Codec<? extends T> codec : codecs) {
            if (byId.put(codec.id(), codec) != null) {
                throw new IllegalArgumentException("id " + codec.id() + " is used twice");
            }
            if (codec.writes() && byType.put(codec.type(), codec) != null) {
                throw new IllegalArgumentException(codec.type().getName() + " has two codecs that write");
            }
        }
    }

    /** Writes the value with its type's codec. */
    public void write(Output out, T value) {
        Codec<? extends T> codec = byType.get(value.getClass());
        if (codec == null) {
            throw new CodecException("no codec for " + value.getClass().getName());
        }
        out.writeVarInt(codec.id(), true);
        writeAs(codec, out, value);
    }

    private static <U> void writeAs(Codec<U> codec, Output out, Object value) {
        codec.write(out, codec.type().cast(value));
    }

    /** Reads a value. */
    public T read(Input in) {
        int id = in.readVarInt(true);
        Codec<? extends T> codec = byId.get(id);
        if (codec == null) {
            throw new CodecException("no codec has the id " + id);
        }
        return codec.read(in);
    }
}
