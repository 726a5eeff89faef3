package io.backstop.insurance;

/** How a loss that nobody covers is spread over others. */
public sealed interface LossSharing permits DriftSocialLoss, SocialLossProRata {

    /**
     * Each party's part of a loss.
     *
     * @param loss micro-dollars, 0 or more
     * @param base of each party, 0 or more: profit or position size, as the rule says; in the order of account names
     * @return micro-dollars of each party, in the order of the inputs
     * @throws ArithmeticException if the sum of the bases overflows
     */
    long[] share(long loss, long[] base);
}
