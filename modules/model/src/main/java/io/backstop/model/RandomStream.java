package io.backstop.model;

import java.nio.charset.StandardCharsets;

/**
 * A stream of random numbers that belongs to one (seed, name, tick, purpose) and to nobody else, so that no draw depends on
 * another entity, on placement, or on order.
 *
 * <p>SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) over a key mixed from the four parts; the name and the purpose enter by
 * FNV-1a over their UTF-8 bytes. Not for cryptography.
 */
public final class RandomStream {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private RandomStream(long state) {
        this.state = state;
    }

    /** The stream of the key. */
    public static RandomStream of(long seed, String name, long tick, String purpose) {
        return of(seed, hash(name), tick, hash(purpose));
    }

    /** The stream of a key whose name and purpose are already {@linkplain #hash hashed}. */
    public static RandomStream of(long seed, long nameHash, long tick, long purposeHash) {
        long key = mix(seed + GOLDEN_GAMMA);
        key = mix(key ^ nameHash) + GOLDEN_GAMMA;
        key = mix(key ^ tick) + GOLDEN_GAMMA;
        return new RandomStream(mix(key ^ purposeHash));
    }

    /** FNV-1a, 64 bits, of the text's UTF-8 bytes. */
    public static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return hash;
    }

    /** The next 64 bits. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1), a multiple of 2^-53. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /** Standard normal (Box and Muller 1958, the cosine branch; two uniforms for each). */
    public double nextGaussian() {
        double radius = StrictMath.sqrt(-2.0 * StrictMath.log(1.0 - nextDouble()));
        return radius * StrictMath.cos(2.0 * StrictMath.PI * nextDouble());
    }

    /** SplitMix64's finaliser: a bijection of 64 bits. */
    public static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
