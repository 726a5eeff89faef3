package io.backstop.account;

import io.backstop.model.FixedPoint;

/**
 * Which of two accounts is nearer to ruin (dYdX v4 {@code Risk.Cmp}; economics N5): equity over maintenance margin by cross
 * multiplication, smaller is riskier.
 *
 * <p>Ties: the larger maintenance margin is riskier; with no maintenance margin on either side, the smaller equity. An account
 * without maintenance margin is less risky than one with, if its equity is not negative, and riskier if it is.
 */
public final class RiskOrder {
    private RiskOrder() {}

    /**
     * Compares two accounts.
     *
     * @param equity of the first, micro-dollars
     * @param maintenance of the first, micro-dollars, 0 or more
     * @param otherEquity of the second
     * @param otherMaintenance of the second, 0 or more
     * @return above 0 if the first is riskier, below 0 if the second is, 0 if they are alike
     */
    public static int compare(long equity, long maintenance, long otherEquity, long otherMaintenance) {
        if (maintenance == 0 && otherMaintenance == 0) {
            return Long.compare(otherEquity, equity);
        }
        int byHealth = FixedPoint.compareRatios(otherEquity, otherMaintenance, equity, maintenance);
        return byHealth != 0 ? byHealth : Long.compare(maintenance, otherMaintenance);
    }
}
