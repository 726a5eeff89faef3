package io.backstop.shell.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.Pool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

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
    /** Those that can write, by type, the newest version first. */
    private final Map<Class<?>, List<Codec<?>>> writers = new LinkedHashMap<>();

    private final Map<String, Codec<?>> byManifest = new LinkedHashMap<>();
    private volatile Writing writing;

    /**
     * What is written now.
     *
     * @param byType of each type the one codec that writes it
     * @param pool of buffers and Kryos that know this
     */
    private record Writing(Map<Class<?>, Codec<?>> byType, Pool<Scratch> pool) {}

    /**
     * A value as it was written.
     *
     * @param manifest under which it is read again
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Written(String manifest, byte[] bytes) {}

    /**
     * The table of these modules; the shell's own codecs are always part of it. Each type is written in its newest version until nodes
     * {@link #agree}.
     *
     * @throws IllegalArgumentException if an id or a manifest is there twice, or a type is written under two names or none
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
            if (codec.writes()) {
                writers.computeIfAbsent(codec.type(), type -> new ArrayList<>()).add(codec);
            }
        }
        for (Codec<?> codec : codecs) {
            require(writers.containsKey(codec.type()), codec.type().getName() + " has no codec that writes");
        }
        writers.forEach((type, versions) -> {
            versions.sort(Comparator.<Codec<?>>comparingInt(KryoTable::version).reversed());
            require(
                    versions.stream().map(KryoTable::name).distinct().count() == 1,
                    type.getName() + " is written under two names");
        });
        this.writing = writing(codec -> true);
    }

    private static String name(Codec<?> codec) {
        return codec.manifest().substring(0, codec.manifest().indexOf(':'));
    }

    private static int version(Codec<?> codec) {
        return Integer.parseInt(codec.manifest().substring(codec.manifest().indexOf(':') + 1));
    }

    /** Each type in its newest version that may be used, or in its oldest if none may. */
    private Writing writing(Predicate<Codec<?>> usable) {
        Map<Class<?>, Codec<?>> byType = new LinkedHashMap<>();
        writers.forEach((type, versions) ->
                byType.put(type, versions.stream().filter(usable).findFirst().orElse(versions.getLast())));
        return new Writing(byType, new Pool<>(true, false, POOLED) {
            @Override
            protected Scratch create() {
                return new Scratch(kryo(byType));
            }
        });
    }

    /**
     * From now on writes nothing that one of the nodes cannot read: each type in the newest version that all of them have.
     *
     * @param lines what the tables of all nodes have in common; see {@link #lines}
     */
    public synchronized void agree(Collection<String> lines) {
        Writing agreed = writing(codec -> lines.contains(line(codec)));
        if (!agreed.byType.equals(writing.byType)) {
            writing = agreed;
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private Kryo kryo(Map<Class<?>, Codec<?>> byType) {
        Kryo kryo = new Kryo();
        kryo.setRegistrationRequired(true);
        kryo.setReferences(false);
        codecs.forEach(codec -> kryo.register(registration(codec)));
        // The last registration of a type is the one that writes it.
        byType.values().forEach(codec -> kryo.register(registration(codec)));
        return kryo;
    }

    private static <T> Registration registration(Codec<T> codec) {
        return new Registration(codec.type(), new CodecSerializer<>(codec), codec.id());
    }

    /**
     * The manifest under which the value would be written now.
     *
     * @throws CodecException if its type is not in the table
     */
    public String manifest(Object value) {
        return codecOf(writing, value.getClass()).manifest();
    }

    private static Codec<?> codecOf(Writing now, Class<?> type) {
        Codec<?> codec = now.byType.get(type);
        if (codec == null) {
            throw new CodecException("no codec for " + type.getName());
        }
        return codec;
    }

    /** Writes the value's fields after a header. */
    public Written written(Object value, Consumer<Output> header) {
        Writing now = writing;
        Codec<?> codec = codecOf(now, value.getClass());
        return new Written(codec.manifest(), scratch(now, scratch -> {
            scratch.output.reset();
            header.accept(scratch.output);
            writeAs(codec, scratch.output, value, scratch.kryo);
            return scratch.output.toBytes();
        }));
    }

    /** Writes the value's fields. */
    public Written written(Object value) {
        return written(value, out -> {});
    }

    /** Writes the value's fields; the reader is told the {@link #manifest}. */
    public byte[] write(Object value) {
        return written(value).bytes();
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
        return scratch(writing, scratch -> {
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

    private static <R> R scratch(Writing now, Function<Scratch, R> work) {
        Scratch scratch = now.pool.obtain();
        R result = work.apply(scratch);
        if (scratch.output.getBuffer().length <= LARGEST_KEPT_BUFFER) {
            now.pool.free(scratch);
        }
        return result;
    }

    /** One line for each codec, by id: what the golden file pins and what nodes compare when they join. */
    public List<String> lines() {
        return codecs.stream().map(KryoTable::line).toList();
    }

    private static String line(Codec<?> codec) {
        return codec.id() + " " + codec.manifest();
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
