package io.backstop.lending.agent;

import io.backstop.model.FixedPoint;
import io.backstop.model.Ratio;
import io.backstop.model.Rounding;

/**
 * A borrower who keeps the collateral ratio C/D inside a band: below {@code low} it tops up collateral from its cash, or sells {@code
 * s = (D * target - C) / (target - 1)} of collateral and repays; above {@code high} it may borrow more (the deleveraging spiral of
 * Klages-Mundt and Minca 2021).
 *
 * @param low below which it acts, above 1
 * @param target to which it returns
 * @param high above which it acts
 * @param topsUp whether cash is used before collateral is sold
 * @param releverages whether it borrows and buys collateral above {@code high}
 */
public record DebtBand(Ratio low, Ratio target, Ratio high, boolean topsUp, boolean releverages) {
    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException unless {@code 1 < low <= target <= high}
     */
    public DebtBand {
        if (low.compareTo(Ratio.ONE) <= 0 || target.compareTo(low) < 0 || high.compareTo(target) < 0) {
            throw new IllegalArgumentException("need 1 < low " + low + " <= target " + target + " <= high " + high);
        }
    }

    /**
     * What a borrower plans, in micro-dollars; zeros if nothing.
     *
     * @param topUp cash that becomes collateral
     * @param sale value of collateral to sell, whose proceeds repay debt
     * @param draw debt to draw, whose proceeds buy collateral
     */
    public record Plan(long topUp, long sale, long draw) {
        /** To do nothing. */
        public static final Plan NONE = new Plan(0, 0, 0);
    }

    /**
     * The plan for a position; top-up and sale are rounded up, so that they suffice, and draws down.
     *
     * @param collateral value C, micro-dollars
     * @param debt D, micro-dollars
     * @param cash of the borrower, micro-dollars
     */
    public Plan plan(long collateral, long debt, long cash) {
        if (debt == 0) {
            return Plan.NONE;
        }
        if (compare(collateral, debt, low) < 0) {
            return restore(collateral, debt, cash);
        }
        boolean draws = releverages && compare(collateral, debt, high) > 0;
        return draws
                ? new Plan(0, 0, toTarget(collateral - required(debt, Rounding.CEILING), Rounding.FLOOR))
                : Plan.NONE;
    }

    private Plan restore(long collateral, long debt, long cash) {
        long missing = required(debt, Rounding.CEILING) - collateral;
        long topUp = topsUp ? Math.min(Math.max(0, cash), missing) : 0;
        long sale = toTarget(missing - topUp, Rounding.CEILING);
        // target = 1 is excluded, yet an account under water may need more than it has
        return new Plan(topUp, Math.min(sale, Math.min(debt, Math.addExact(collateral, topUp))), 0);
    }

    private long required(long debt, Rounding rounding) {
        return target.times(debt, rounding);
    }

    private long toTarget(long distance, Rounding rounding) {
        return FixedPoint.multiplyDivide(
                distance, target.denominator(), target.numerator() - target.denominator(), rounding);
    }

    private static int compare(long collateral, long debt, Ratio ratio) {
        return FixedPoint.compareRatios(collateral, debt, ratio.numerator(), ratio.denominator());
    }
}
