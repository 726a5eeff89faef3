package io.backstop.shell.codec;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * The codes of an enum, one byte each. Codes are given by hand, so the order of the constants may change; a code is never used
 * again for something else.
 *
 * @param <E> the enum
 */
public final class Codes<E extends Enum<E>> {
    private final String what;
    private final ToIntFunction<E> code;
    private final Map<Integer, E> byCode = new TreeMap<>();

    /**
     * The codes of all constants.
     *
     * @param what names the enum in messages
     * @param code of each constant, 0 to 127; a {@code switch} without default, so that none is forgotten
     * @throws IllegalArgumentException if two constants have one code, or a code is out of range
     */
    public Codes(String what, Class<E> type, ToIntFunction<E> code) {
        this.what = what;
        this.code = code;
        for (E constant : type.getEnumConstants()) {
            int number = code.applyAsInt(constant);
            if (number < 0 || number > Byte.MAX_VALUE || byCode.put(number, constant) != null) {
                throw new IllegalArgumentException(
                        "code " + number + " of " + constant + " is used twice or not from 0 to 127");
            }
        }
    }

    /** Writes the code. */
    public void write(Output out, E value) {
        out.writeByte(code.applyAsInt(value));
    }

    /** Reads the constant. */
    public E read(Input in) {
        int number = in.readByte();
        E constant = byCode.get(number);
        if (constant == null) {
            throw new CodecException("no " + what + " has the code " + number);
        }
        return constant;
    }
}
