package io.backstop.shell.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** A codec made of a writer and a reader of fields. */
record FieldCodec<T>(
        int id, String manifest, Class<T> type, boolean writes, Codec.Writer<T> writer, Codec.Reader<T> reader)
        implements Codec<T> {
    FieldCodec {
        if (id < KryoTable.FIRST_ID) {
            throw new IllegalArgumentException(manifest + ": ids start at " + KryoTable.FIRST_ID + ", is " + id);
        }
        if (!manifest.matches("[a-z][a-zA-Z0-9.-]*:[1-9][0-9]*")) {
            throw new IllegalArgumentException("not a name and a version: " + manifest);
        }
    }

    @Override
    public void write(Output out, T value) {
        writer.write(out, value);
    }

    @Override
    public T read(Input in) {
        return reader.read(in);
    }
}
