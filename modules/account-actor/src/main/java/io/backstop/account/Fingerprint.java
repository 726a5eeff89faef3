package io.backstop.account;

import io.backstop.model.RandomStream;

/** A 64-bit mix of all fields of an account, taken field by field: from {@link #start} over its parts in order to {@link #end}. */
public final class Fingerprint {
    private Fingerprint() {}

    /** Begins with the account's key and cash. */
    public static long start(long key, long cash) {
        return RandomStream.mix(RandomStream.mix(key + 1) ^ cash);
    }

    /** Goes on with a position; positions come in ascending market number. */
    public static long position(long hash, int market, long size, long openCost) {
        long mixed = RandomStream.mix(hash + market);
        mixed = RandomStream.mix(mixed ^ size);
        return RandomStream.mix(mixed ^ openCost);
    }

    /** Goes on with the units of the next collateral asset; all assets of the scenario come, after the positions. */
    public static long collateral(long hash, long units) {
        return RandomStream.mix(hash ^ units);
    }

    /** Ends with what is left. */
    public static long end(long hash, long coolDownUntil, boolean writtenOff) {
        return RandomStream.mix(RandomStream.mix(hash ^ coolDownUntil) + (writtenOff ? 1 : 0));
    }
}
