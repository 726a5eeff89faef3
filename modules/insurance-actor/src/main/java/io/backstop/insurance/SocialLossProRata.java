package io.backstop.insurance;

import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;

/**
 * Vega's loss socialisation: each winner is paid {@code floor(gain * collected / total gains)}; the units that the floors leave go to
 * the last payee, though never beyond its gain: the rest of them go to the payee before.
 *
 * <p>Parts of the loss are what a winner's gain lacks of that payment; they add up to the loss, or to all gains if the loss is more.
 */
public record SocialLossProRata() implements LossSharing {
    @Override
    public long[] share(long loss, long[] gain) {
        long total = sum(gain);
        long[] paid = pay(Math.max(0, total - loss), gain);
        long[] part = new long[gain.length];
        for (int i = 0; i < part.length; i++) {
            part[i] = gain[i] - paid[i];
        }
        return part;
    }

    /**
     * What the winners are paid of the money that was collected.
     *
     * @param collected micro-dollars, 0 or more, at most the sum of the gains
     * @param gain micro-dollars of each winner, 0 or more
     * @return micro-dollars of each winner; they add up to the collected amount
     */
    public static long[] pay(long collected, long[] gain) {
        long total = sum(gain);
        long[] paid = new long[gain.length];
        if (total == 0) {
            return paid;
        }
        long left = collected;
        for (int i = 0; i < gain.length; i++) {
            paid[i] = FixedPoint.multiplyDivide(gain[i], collected, total, Rounding.FLOOR);
            left -= paid[i];
        }
        for (int i = gain.length - 1; i >= 0 && left > 0; i--) {
            long dust = Math.min(left, gain[i] - paid[i]);
            paid[i] += dust;
            left -= dust;
        }
        return paid;
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum = Math.addExact(sum, value);
        }
        return sum;
    }
}
