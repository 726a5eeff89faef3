package io.backstop.lending.agent;

import io.backstop.model.FixedPoint;
import io.backstop.model.Ratio;
import io.backstop.model.Rounding;

/**
 * Suppliers who leave when the pool looks bad: utilisation at a level, or a deficit that shows. They ask for a share of what they
 * have; the pool's cash and its redemption rule decide what they get.
 *
 * @param utilisation from which they leave, of 1
 * @param onDeficit whether a deficit makes them leave
 * @param share of the claim that is asked for in a tick, above 0 to 1
 */
public record WithdrawalRun(Ratio utilisation, boolean onDeficit, Ratio share) {
    /**
     * Checks the share.
     *
     * @throws IllegalArgumentException if it is not in (0, 1]
     */
    public WithdrawalRun {
        if (share.compareTo(Ratio.ZERO) <= 0 || share.compareTo(Ratio.ONE) > 0) {
            throw new IllegalArgumentException("share must be above 0 and at most 1: " + share);
        }
    }

    /**
     * What a supplier asks for, rounded up; 0 if nothing frightens it.
     *
     * @param claim the supplier's, in the asset's units
     * @param lent what the pool has lent out, 0 or more
     * @param lendable cash and debt together
     * @param deficit of the pool
     */
    public long wanted(long claim, long lent, long lendable, long deficit) {
        boolean isFull = lendable > 0
                && FixedPoint.compareRatios(lent, lendable, utilisation.numerator(), utilisation.denominator()) >= 0;
        return isFull || (onDeficit && deficit > 0) ? share.times(claim, Rounding.CEILING) : 0;
    }
}
