package io.backstop.account;

import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;

/**
 * How a loss is shared over gains in proportion (Vega, 0002-STTL), by who bears the dust: what rounding leaves, fewer
 * micro-dollars than there are gains.
 */
public enum LossSharing {
    /**
     * The loss is split: each holder pays {@code floor(gain * loss / gains)}, the last also pays the dust. No holder's charge then
     * depends on another's, so each is charged where it lives.
     */
    LAST_PAYS_DUST(Rounding.FLOOR),
    /**
     * What was collected is split (Vega): each holder is paid {@code floor(gain * collected / gains)} with {@code collected = gains -
     * loss}, so it pays {@code ceil(gain * loss / gains)}; the last is also paid the dust.
     */
    LAST_IS_PAID_DUST(Rounding.CEILING);

    private final Rounding rounding;

    LossSharing(Rounding rounding) {
        this.rounding = rounding;
    }

    /**
     * What a holder pays, before dust.
     *
     * @param gain of the holder, micro-dollars, 0 or more
     * @param loss micro-dollars to share, 0 to {@code gains}
     * @param gains of all holders, micro-dollars, positive
     * @return micro-dollars, 0 to {@code gain}
     * @throws ArithmeticException if there are no gains
     */
    public long charge(long gain, long loss, long gains) {
        return FixedPoint.multiplyDivide(gain, loss, gains, rounding);
    }

    /**
     * What is left of the loss when all have paid, for the last holder to pay: 0 or more if it pays the dust, 0 or less if it is paid.
     *
     * @param loss micro-dollars that were shared
     * @param charged sum of all holders' charges, micro-dollars
     * @throws ArithmeticException on overflow
     */
    public static long dust(long loss, long charged) {
        return Math.subtractExact(loss, charged);
    }
}
