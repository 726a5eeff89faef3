package io.backstop.lending.rate;

import io.backstop.model.FixedPoint;
import io.backstop.model.Ratio;
import io.backstop.model.Rounding;

/** The price of borrowing as a function of utilisation. Rates a year and utilisations are integers over {@link Index#SCALE}. */
public sealed interface RateCurve permits KinkedCurve, SegmentedCurve {

    /**
     * The borrow rate.
     *
     * @param utilisation 0 to {@link Index#SCALE}
     * @throws IllegalArgumentException if it is outside
     */
    long borrowRate(long utilisation);

    /**
     * The part of all loanable assets that is lent out, rounded down; 0 for an empty pool.
     *
     * @param debt what is lent out, 0 or more
     * @param total what could be lent, with the debt and, for suppliers, with what is unbacked; at least the debt
     */
    static long utilisation(long debt, long total) {
        return total == 0 ? 0 : FixedPoint.multiplyDivide(debt, Index.SCALE, total, Rounding.FLOOR);
    }

    /**
     * The supply rate {@code borrowRate * utilisation * (1 - reserveFactor)}, rounded down (Aave v3
     * {@code DefaultReserveInterestRateStrategyV2}).
     *
     * @param supplyUtilisation with unbacked supply and deficit in the denominator
     * @param reserveFactor 0 to 1
     */
    static long supplyRate(long borrowRate, long supplyUtilisation, Ratio reserveFactor) {
        long gross = FixedPoint.multiplyDivide(borrowRate, supplyUtilisation, Index.SCALE, Rounding.FLOOR);
        long kept = reserveFactor.denominator() - reserveFactor.numerator();
        return FixedPoint.multiplyDivide(gross, kept, reserveFactor.denominator(), Rounding.FLOOR);
    }

    /**
     * A utilisation, checked.
     *
     * @throws IllegalArgumentException if it is below 0 or above {@link Index#SCALE}
     */
    static long checked(long utilisation) {
        if (utilisation < 0 || utilisation > Index.SCALE) {
            throw new IllegalArgumentException("utilisation must be from 0 to 1: " + utilisation + "e-15");
        }
        return utilisation;
    }
}
