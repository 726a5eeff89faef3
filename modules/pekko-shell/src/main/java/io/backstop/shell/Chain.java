package io.backstop.shell;

import io.backstop.kernel.EntityId;
import io.backstop.model.RandomStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hash that ties an event to the one before it: 64 bits, SplitMix64's finaliser over words of eight bytes.
 *
 * <p>Each step is a bijection of what came before, so a change of one word always changes the result; larger changes go
 * unnoticed once in 2^64. It finds accidents, not forgers: whoever can rewrite rows can also compute hashes.
 */
final class Chain {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private Chain() {}

    /** The hash before an entity's first event; different for each entity, so that rows of another do not fit. */
    static long start(EntityId id) {
        return RandomStream.mix(RandomStream.hash(id.path()));
    }

    /** The hash of the bytes from {@code offset} on, stored under the manifest. */
    static long hash(String manifest, byte[] bytes, int offset) {
        long hash = RandomStream.mix(RandomStream.hash(manifest) + bytes.length);
        int at = offset;
        for (; at + 8 <= bytes.length; at += 8) {
            hash = step(hash, (long) WORD.get(bytes, at));
        }
        long rest = 0;
        for (; at < bytes.length; at++) {
            rest = rest << 8 | (bytes[at] & 0xFF);
        }
        return step(hash, rest);
    }

    private static long step(long hash, long word) {
        return RandomStream.mix((hash ^ word) + GOLDEN_GAMMA);
    }
}
