package io.backstop.conformance;

import io.backstop.model.Rational;
import io.backstop.model.Rounding;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * The integer units of a vector whose tolerance is finer than micro-dollars: amounts are scaled by the least power of ten at which
 * the roundings stay within half the tolerance, as far as 64 bits allow. All amounts are scaled alike, limits and fees too, so that
 * the rules stay the same.
 *
 * @param scale units of sizes and money
 * @param note how the amounts were scaled, or that they could not be
 */
record ScaledAmounts(Scale scale, String note) {
    private static final int MICROS = 6;
    private static final int MOST_DECIMALS = 16;
    private static final Rational ROUNDINGS = Rational.of(8);
    private static final Rational LIMIT = Rational.of(Long.MAX_VALUE / 16);

    /**
     * Units for a vector.
     *
     * @param sizes that size times price turns into money; each moves by a rounding of one size unit
     * @param prices in dollars
     * @param amounts in dollars
     */
    static ScaledAmounts of(CheckValue vector, List<Rational> sizes, List<Rational> prices, List<Rational> amounts) {
        Rational price = largest(prices).max(Rational.ONE);
        Rational largest = largest(amounts).max(largest(sizes).times(price));
        Rational tolerance = tolerance(vector);
        int priceDecimals = decimals(prices);
        int sizeDecimals = Math.max(decimals(sizes), MICROS - priceDecimals);
        while (isTooCoarse(sizeDecimals, price, tolerance)
                && fits(largest, sizeDecimals + 1 + priceDecimals)
                && sizeDecimals < MOST_DECIMALS) {
            sizeDecimals++;
        }
        Scale scale = new Scale(sizeDecimals, sizeDecimals + priceDecimals);
        return new ScaledAmounts(scale, describe(scale, isTooCoarse(sizeDecimals, price, tolerance), tolerance));
    }

    /** The outcome with a note if the amounts are not plain micro-dollars. */
    Outcome noted(Outcome outcome) {
        return note.isEmpty() ? outcome : outcome.note(note);
    }

    private static Rational tolerance(CheckValue vector) {
        Rational stated = Numbers.parse(vector.tolerance());
        return stated == null ? Rational.ZERO : stated;
    }

    /** A tolerance of zero asks for the vector's own grid, on which its results lie. */
    private static boolean isTooCoarse(int sizeDecimals, Rational price, Rational tolerance) {
        Rational unit = Rational.of(BigDecimal.ONE.movePointLeft(sizeDecimals));
        return tolerance.signum() > 0 && unit.times(price).times(ROUNDINGS).compareTo(tolerance) > 0;
    }

    private static boolean fits(Rational amount, int decimals) {
        return amount.times(Rational.of(BigDecimal.ONE.movePointRight(decimals)))
                        .compareTo(LIMIT)
                < 0;
    }

    private static String describe(Scale scale, boolean isTooCoarse, Rational tolerance) {
        String stated = String.format(Locale.ROOT, "%.1e", tolerance.toDecimal(MOST_DECIMALS, Rounding.HALF_EVEN));
        if (isTooCoarse) {
            return "amounts overflow 64 bits below units of 10^-" + scale.moneyDecimals()
                    + ", so rounding may exceed the tolerance " + stated;
        }
        return scale.moneyDecimals() == MICROS
                ? ""
                : "amounts scaled by 10^" + (scale.moneyDecimals() - MICROS) + ", to units of 10^-"
                        + scale.moneyDecimals() + "; rounding is below the tolerance " + stated;
    }

    private static Rational largest(List<Rational> values) {
        Rational largest = Rational.ZERO;
        for (Rational value : values) {
            largest = largest.max(value.abs());
        }
        return largest;
    }

    private static int decimals(List<Rational> values) {
        int most = 0;
        for (Rational value : values) {
            most = Math.max(most, Numbers.decimals(value));
        }
        return most;
    }
}
