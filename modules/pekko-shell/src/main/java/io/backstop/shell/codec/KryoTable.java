package io.backstop.shell.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.Pool;
import io.backstop.model.RandomStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The one table of numbers: which codec has which id and manifest. Nothing outside it can be written or read; ids are fixed, so
 * the order of registration does not matter.
 *
 * <p>Ranges: 10 to 19 the shell, 20 to 39 the worked example, 100 and up events, commands, queries and answers of the modules.
 */
public final class KryoTable {
    /** Kryo itself uses the numbers below. */
    public static final int FIRST_ID = 10;

    private static final int POOLED = 64;
    private static final int LARGEST_KEPT_BUFFER = 1 << 20;

    private final List<Codec<?>> codecs;
    private final Map<Class<?>, Codec<?>> byType = new LinkedHashMap<>();
    private final Map<String, Codec<?>> byManifest = new LinkedHashMap<>();
    private final Pool<Scratch> pool;

    /**
     * The table of these modules; the shell's own codecs are always part of it.
     *
     * @throws IllegalArgumentException if an id, a manifest or a current type is there twice
     */
    public KryoTable(List<? extends CodecModule> modules) {
        List<Codec<?>> all = new ArrayList<>(new ShellCodecs().codecs());
        for (CodecModule module : modules) {
            all.addAll(module.codecs());
        }
        all.sort(Comparator.comparingInt(Codec::id));
        this.codecs = List.copyOf(all);
        Map<Integer, Codec<?>> byId = new TreeMap<>();
        for (Codec<?> codec : codecs) {
            require(byId.put(codec.id(), codec) == null, "id " + codec.id() + " is used twice");
            require(byManifest.put(codec.manifest(), codec) == null, codec.manifest() + " is used twice");
            if (codec.current()) {
                require(byType.put(codec.type(), codec) == null, codec.type().getName() + " has two current codecs");
            }
        }
        for (Codec<?> codec : codecs) {
            require(byType.containsKey(codec.type()), codec.type().getName() + " has no current codec");
        }
        this.pool = new Pool<>(true, false, POOLED) {
            @Override
            protected Scratch create() {
                return new Scratch(kryo());
            }
        };
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private Kryo kryo() {
        Kryo kryo = new Kryo();
        kryo.setRegistrationRequired(true);
        kryo.setReferences(false);
        for (Codec<?> codec : codecs) {
            if (!codec.current()) {
                kryo.register(registration(codec));
            }
        }
        for (Codec<?> codec : byType.values()) {
            kryo.register(registration(codec));
        }
        return kryo;
    }

    private static <T> Registration registration(Codec<T> codec) {
        return new Registration(codec.type(), new CodecSerializer<>(codec), codec.id());
    }

    /**
     * The manifest under which the value is stored.
     *
     * @throws CodecException if its type is not in the table
     */
    public String manifest(Object value) {
        return codecOf(value.getClass()).manifest();
    }

    private Codec<?> codecOf(Class<?> type) {
        Codec<?> codec = byType.get(type);
        if (codec == null) {
            throw new CodecException("no codec for " + type.getName());
        }
        return codec;
    }

    /** Writes the value's fields after a header; the reader is told the manifest. */
    public byte[] write(Object value, BiConsumer<Output, Object> header) {
        Codec<?> codec = codecOf(value.getClass());
        return scratch(scratch -> {
            scratch.output.reset();
            header.accept(scratch.output, value);
            scratch.kryo.getRegistration(codec.type());
            writeAs(codec, scratch.output, value, scratch.kryo);
            return scratch.output.toBytes();
        });
    }

    /** Writes the value's fields; the reader is told the manifest. */
    public byte[] write(Object value) {
        return write(value, (out, ignored) -> {});
    }

    private static <U> void writeAs(Codec<U> codec, Output out, Object value, Kryo kryo) {
        new CodecSerializer<>(codec).write(kryo, out, codec.type().cast(value));
    }

    /**
     * Reads a value that was written under the manifest.
     *
     * @param offset where its fields begin
     * @throws CodecException if the manifest is unknown to this version, or the bytes are not of it
     */
    public Object read(String manifest, byte[] bytes, int offset) {
        Codec<?> codec = byManifest.get(manifest);
        if (codec == null) {
            throw new CodecException("unknown type or version \"" + manifest + "\"");
        }
        return scratch(scratch -> {
            scratch.input.setBuffer(bytes, offset, bytes.length - offset);
            try {
                Object value = readAs(codec, scratch.input, scratch.kryo);
                if (scratch.input.position() != bytes.length) {
                    throw new CodecException(bytes.length - scratch.input.position() + " bytes too many");
                }
                return value;
            } catch (KryoException | CodecException | IllegalArgumentException e) {
                throw new CodecException("not a " + manifest + ": " + e.getMessage(), e);
            } finally {
                scratch.input.setBuffer(NOTHING);
            }
        });
    }

    private static <U> Object readAs(Codec<U> codec, Input in, Kryo kryo) {
        return new CodecSerializer<>(codec).read(kryo, in, codec.type());
    }

    private static final byte[] NOTHING = {};

    private <R> R scratch(Function<Scratch, R> work) {
        Scratch scratch = pool.obtain();
        R result = work.apply(scratch);
        if (scratch.output.getBuffer().length <= LARGEST_KEPT_BUFFER) {
            pool.free(scratch);
        }
        return result;
    }

    /** One line for each codec, by id: what the golden file pins and what nodes compare when they join. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(codecs.size());
        for (Codec<?> codec : codecs) {
            lines.add(codec.id() + " " + codec.manifest() + (codec.current() ? "" : " retired"));
        }
        return lines;
    }

    /** A number that differs when the table does. */
    public long fingerprint() {
        return RandomStream.hash(String.join("\n", lines()));
    }

    private static final class Scratch {
        private final Kryo kryo;
        private final Output output = new Output(1024, -1);
        private final Input input = new Input();

        private Scratch(Kryo kryo) {
            this.kryo = kryo;
        }
    }

    /** Kryo's view of a codec. */
    private static final class CodecSerializer<T> extends Serializer<T> {
        private final Codec<T> codec;

        private CodecSerializer(Codec<T> codec) {
            super(false, true);
            this.codec = codec;
        }

        @Override
        public void write(Kryo kryo, Output output, T value) {
            if (codec instanceof NestingCodec<T> nesting) {
                nesting.write(kryo, output, value);
            } else {
                codec.write(output, value);
            }
        }

        @Override
        public T read(Kryo kryo, Input input, Class<? extends T> type) {
            return codec instanceof NestingCodec<T> nesting ? nesting.read(kryo, input) : codec.read(input);
        }
    }
}
