package io.backstop.contagion;

import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;

/** A claim's floored share of what a class of claims is paid. */
final class ProRata {
    /** Below it an estimate in {@code double} is off by less than 32 units, so that the rest of the division fits 64 bits. */
    private static final long ESTIMATED_BELOW = 1L << 55;

    private ProRata() {}

    /**
     * {@code floor(budget * claim / total)}, the product in 128 bits.
     *
     * @param budget 0 to total
     * @param claim 0 to total
     * @param total positive
     */
    static long share(long budget, long claim, long total) {
        if (total >= ESTIMATED_BELOW) {
            return FixedPoint.multiplyDivide(budget, claim, total, Rounding.FLOOR);
        }
        long estimate = (long) ((double) budget / total * claim);
        // exact although both products wrap, since their difference is below 2^61
        long rest = budget * claim - estimate * total;
        return rest >= 0 && rest < total ? estimate : estimate + Math.floorDiv(rest, total);
    }

    /**
     * {@code ceil(flow * claim / total)}, the product in 128 bits.
     *
     * @param flow 0 or more
     * @param claim 0 to total
     * @param total positive
     */
    static long shareRoundedUp(long flow, long claim, long total) {
        if (total >= ESTIMATED_BELOW || flow >= ESTIMATED_BELOW) {
            return FixedPoint.multiplyDivide(flow, claim, total, Rounding.CEILING);
        }
        long estimate = (long) ((double) flow / total * claim);
        // exact although both products wrap, since their difference is below 2^61
        long rest = flow * claim - estimate * total;
        return estimate + Math.ceilDiv(rest, total);
    }
}
