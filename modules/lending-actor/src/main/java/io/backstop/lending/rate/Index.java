package io.backstop.lending.rate;

import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;

/**
 * Growth of a debt or a deposit since the pool opened, as a fixed-point number of {@link #SCALE}: holders keep scaled units and
 * nobody is written to when interest accrues (Aave's ray, here with 15 decimals so that it fits 64 bits).
 *
 * <p>Debts are rounded up and claims down, so that the pool never owes more than it is owed.
 */
public final class Index {
    /** One: index, rate a year and utilisation are integers over this. */
    public static final long SCALE = 1_000_000_000_000_000L;

    /** Milliseconds of a year of 365 days, as in Aave's {@code SECONDS_PER_YEAR}. */
    public static final long YEAR_MILLIS = 31_536_000_000L;

    private Index() {}

    /** What scaled debt amounts to, rounded up. */
    public static long debt(long scaled, long index) {
        return FixedPoint.multiplyDivide(scaled, index, SCALE, Rounding.CEILING);
    }

    /** What scaled supply amounts to, rounded down. */
    public static long supply(long scaled, long index) {
        return FixedPoint.multiplyDivide(scaled, index, SCALE, Rounding.FLOOR);
    }

    /** Scaled units that are worth at least an amount: of new debt, or of supply that is withdrawn. */
    public static long scaledUp(long amount, long index) {
        return FixedPoint.multiplyDivide(amount, SCALE, index, Rounding.CEILING);
    }

    /** Scaled units that are worth at most an amount: of new supply, or of debt that is repaid. */
    public static long scaledDown(long amount, long index) {
        return FixedPoint.multiplyDivide(amount, SCALE, index, Rounding.FLOOR);
    }

    /**
     * By how much a supply index falls so that suppliers bear a loss: {@code ceil(index * loss / supply)}, 0 if nobody supplies
     * (Drift v2 {@code calculate_cumulative_deposit_interest_delta_to_resolve_bankruptcy}). They lose at least the loss.
     *
     * @param index in any fixed point
     * @param loss 0 or more, at most the supply unless that is 0
     */
    public static long lossDelta(long index, long loss, long supply) {
        return supply == 0 ? 0 : FixedPoint.multiplyDivide(index, loss, supply, Rounding.CEILING);
    }

    /**
     * An index after simple interest: {@code index * (1 + rate * time)}, rounded down (Aave {@code calculateLinearInterest}, the
     * supply index).
     *
     * @param rate a year, in {@link #SCALE}
     * @param millis 0 or more
     * @throws ArithmeticException if it outgrows 64 bits
     */
    public static long linear(long index, long rate, long millis) {
        long growth = FixedPoint.multiplyDivide(rate, millis, YEAR_MILLIS, Rounding.FLOOR);
        return FixedPoint.multiplyDivide(index, Math.addExact(SCALE, growth), SCALE, Rounding.FLOOR);
    }

    /**
     * An index after compound interest: {@code index * (1 + x + x^2/2 + x^3/6)} with {@code x = rate * time}, Aave's approximation
     * of {@code e^x} ({@code calculateCompoundedInterest}, the borrow index); products half-even, the index rounded up.
     *
     * @param rate a year, in {@link #SCALE}
     * @param millis 0 or more
     * @throws ArithmeticException if it outgrows 64 bits
     */
    public static long compound(long index, long rate, long millis) {
        long x = FixedPoint.multiplyDivide(rate, millis, YEAR_MILLIS, Rounding.FLOOR);
        long inner = Math.addExact(x / 2, FixedPoint.multiplyDivide(x, x / 6, SCALE, Rounding.HALF_EVEN));
        long higher = FixedPoint.multiplyDivide(x, inner, SCALE, Rounding.HALF_EVEN);
        long growth = Math.addExact(Math.addExact(SCALE, x), higher);
        return FixedPoint.multiplyDivide(index, growth, SCALE, Rounding.CEILING);
    }
}
