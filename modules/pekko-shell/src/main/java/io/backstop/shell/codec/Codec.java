package io.backstop.shell.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/**
 * How one type at one version becomes bytes. Fields are written in order, by hand; numbers and manifests are never used again
 * for something else.
 *
 * <p>A changed layout is a new codec: a new id, the manifest with the next version. The old one stays: it goes on writing until
 * all nodes of a cluster can read the new one ({@link KryoTable#agree}), and reads what old journals hold. A later build may retire
 * it: then it only reads.
 *
 * @param <T> the type
 */
public interface Codec<T> {
    /** The number in the {@link KryoTable}, 10 or more. */
    int id();

    /** A stable short name and a version, as in {@code account.settled:1}. */
    String manifest();

    /** The exact class of the values. */
    Class<T> type();

    /** Whether it can write, or only reads what was written before. */
    boolean writes();

    /** Writes the fields. */
    void write(Output out, T value);

    /** Reads the fields in the order of {@link #write}. */
    T read(Input in);

    /** Writes one type's fields. */
    @FunctionalInterface
    interface Writer<T> {
        /** Writes the fields. */
        void write(Output out, T value);
    }

    /** Reads one type's fields. */
    @FunctionalInterface
    interface Reader<T> {
        /** Reads the fields. */
        T read(Input in);
    }

    /** A codec that writes and reads a type. */
    static <T> Codec<T> of(int id, String manifest, Class<T> type, Writer<T> writer, Reader<T> reader) {
        return new FieldCodec<>(id, manifest, type, true, writer, reader);
    }

    /** A codec that only reads what an older version wrote. */
    static <T> Codec<T> retired(int id, String manifest, Class<T> type, Reader<T> reader) {
        return new FieldCodec<>(
                id,
                manifest,
                type,
                false,
                (out, value) -> {
                    throw new CodecException(manifest + " is retired and only read");
                },
                reader);
    }

    /** A codec of a type that has no fields. */
    static <T> Codec<T> constant(int id, String manifest, Class<T> type, T value) {
        return of(id, manifest, type, (out, ignored) -> {}, in -> value);
    }
}
