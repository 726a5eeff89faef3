package io.backstop.shell.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields that codecs are made of. Numbers are variable in length and zig-zag coded, so small ones of either sign are short;
 * lengths are checked against the bytes that are left before anything is allocated.
 */
public final class Fields {
    private static final Codes<EntityKind> KIND =
            new Codes<>("kind of entity", EntityKind.class, kind -> switch (kind) {
                case RUN -> 0;
                case MARKET -> 1;
                case MARGIN_ENGINE -> 2;
                case INSURANCE_FUND -> 3;
                case ADL_COORDINATOR -> 4;
                case ACCOUNT -> 5;
                case LENDING_POOL -> 6;
                case DEBT_REGISTER -> 7;
            });

    private Fields() {}

    /** A signed number: 1 byte up to 63, 9 bytes at most. */
    public static void number(Output out, long value) {
        out.writeVarLong(value, false);
    }

    /** A signed number. */
    public static long number(Input in) {
        return in.readVarLong(false);
    }

    /** A signed number of 32 bits. */
    public static void integer(Output out, int value) {
        out.writeVarInt(value, false);
    }

    /** A signed number of 32 bits. */
    public static int integer(Input in) {
        return in.readVarInt(false);
    }

    /** Yes or no. */
    public static void flag(Output out, boolean value) {
        out.writeBoolean(value);
    }

    /** Yes or no. */
    public static boolean flag(Input in) {
        return in.readBoolean();
    }

    /** A double, bit for bit. */
    public static void real(Output out, double value) {
        out.writeLong(Double.doubleToRawLongBits(value));
    }

    /** A double, bit for bit. */
    public static double real(Input in) {
        return Double.longBitsToDouble(in.readLong());
    }

    /** A text. */
    public static void text(Output out, String value) {
        out.writeString(value);
    }

    /** A text. */
    public static String text(Input in) {
        String value = in.readString();
        if (value == null) {
            throw new CodecException("a text is missing");
        }
        return value;
    }

    /** Bytes with their length. */
    public static void bytes(Output out, byte[] value) {
        out.writeVarInt(value.length, true);
        out.writeBytes(value);
    }

    /** Bytes with their length. */
    public static byte[] bytes(Input in) {
        return in.readBytes(length(in));
    }

    /** Signed numbers with their count. */
    public static void numbers(Output out, long[] values) {
        out.writeVarInt(values.length, true);
        for (long value : values) {
            out.writeVarLong(value, false);
        }
    }

    /** Signed numbers with their count. */
    public static long[] numbers(Input in) {
        long[] values = new long[length(in)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readVarLong(false);
        }
        return values;
    }

    /** Signed numbers of 32 bits with their count. */
    public static void integers(Output out, int[] values) {
        out.writeVarInt(values.length, true);
        for (int value : values) {
            out.writeVarInt(value, false);
        }
    }

    /** Signed numbers of 32 bits with their count. */
    public static int[] integers(Input in) {
        int[] values = new int[length(in)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readVarInt(false);
        }
        return values;
    }

    /** A list with its length. */
    public static <T> void list(Output out, List<T> values, Codec.Writer<? super T> writer) {
        out.writeVarInt(values.size(), true);
        for (T value : values) {
            writer.write(out, value);
        }
    }

    /** A list with its length; each element takes at least one byte. */
    public static <T> List<T> list(Input in, Codec.Reader<? extends T> reader) {
        int length = length(in);
        List<T> values = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            values.add(reader.read(in));
        }
        return values;
    }

    /** A value that may be absent. */
    public static <T> void optional(Output out, @Nullable T value, Codec.Writer<? super T> writer) {
        out.writeBoolean(value != null);
        if (value != null) {
            writer.write(out, value);
        }
    }

    /** A value that may be absent. */
    public static <T> @Nullable T optional(Input in, Codec.Reader<? extends T> reader) {
        return in.readBoolean() ? reader.read(in) : null;
    }

    /** An address. */
    public static void address(Output out, EntityId id) {
        out.writeString(id.run());
        out.writeString(id.protocol());
        out.writeVarInt(id.partition(), true);
        KIND.write(out, id.kind());
        out.writeString(id.name());
    }

    /** An address. */
    public static EntityId address(Input in) {
        String run = text(in);
        String protocol = text(in);
        int partition = in.readVarInt(true);
        return new EntityId(run, protocol, partition, KIND.read(in), text(in));
    }

    private static int length(Input in) {
        int length = in.readVarInt(true);
        if (length < 0 || length > in.limit() - in.position()) {
            throw new CodecException("a length of " + length + " exceeds the bytes that are left");
        }
        return length;
    }
}
