package io.backstop.shell.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** A codec whose value holds another value of the table, whichever type it has: Kryo writes that one's id before it. */
record NestingCodec<T>(int id, String manifest, Class<T> type, Writer<T> writer, Reader<T> reader) implements Codec<T> {
    interface Writer<T> {
        void write(Kryo kryo, Output out, T value);
    }

    interface Reader<T> {
        T read(Kryo kryo, Input in);
    }

    @Override
    public boolean writes() {
        return true;
    }

    void write(Kryo kryo, Output out, T value) {
        writer.write(kryo, out, value);
    }

    T read(Kryo kryo, Input in) {
        return reader.read(kryo, in);
    }

    @Override
    public void write(Output out, T value) {
        throw new IllegalStateException(manifest + " holds another value and needs the table");
    }

    @Override
    public T read(Input in) {
        throw new IllegalStateException(manifest + " holds another value and needs the table");
    }
}
