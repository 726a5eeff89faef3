package io.backstop.conformance;

import io.backstop.model.Rational;
import io.backstop.model.Rounding;
import java.math.BigDecimal;

/**
 * The integer units of one vector: size units of {@code 10^-sizeDecimals}, money of {@code 10^-moneyDecimals} dollars, and prices
 * such that size times price is money.
 */
record Scale(int sizeDecimals, int moneyDecimals) {
    /** Micro-dollars, as everywhere in the simulation; finer only where a size times a price would not fit. */
    static Scale of(Iterable<Rational> sizes, Iterable<Rational> prices) {
        int sizeDecimals = most(sizes);
        return new Scale(sizeDecimals, Math.max(6, sizeDecimals + most(prices)));
    }

    private static int most(Iterable<Rational> values) {
        int most = 0;
        for (Rational value : values) {
            most = Math.max(most, Numbers.decimals(value));
        }
        return most;
    }

    /** Money as an integer, half-even where it is off the grid. */
    long money(Rational value) {
        return units(value, moneyDecimals);
    }

    /** A size as an integer. */
    long size(Rational value) {
        return units(value, sizeDecimals);
    }

    /** A price as an integer. */
    long price(Rational value) {
        return units(value, moneyDecimals - sizeDecimals);
    }

    /** The dollars of an integer amount. */
    Rational dollars(long money) {
        return value(money, moneyDecimals);
    }

    /** The size of an integer number of units. */
    Rational sizeOf(long units) {
        return value(units, sizeDecimals);
    }

    private static long units(Rational value, int decimals) {
        return value.times(Rational.of(BigDecimal.ONE.movePointRight(decimals))).round(Rounding.HALF_EVEN);
    }

    private static Rational value(long units, int decimals) {
        return Rational.of(BigDecimal.valueOf(units, decimals));
    }
}
