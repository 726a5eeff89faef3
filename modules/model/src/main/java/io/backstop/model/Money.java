package io.backstop.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts of money: a {@code long} of micro-dollars (1 USD = 1,000,000), and how it is read and written. */
public final class Money {
    /** Micro-dollars in a dollar. */
    public static final long MICROS = 1_000_000L;

    private static final int DECIMALS = 6;

    private Money() {}

    /** Micro-dollars of whole dollars. */
    public static long ofDollars(long dollars) {
        return Math.multiplyExact(dollars, MICROS);
    }

    /**
     * Micro-dollars of a decimal number of dollars.
     *
     * @throws ArithmeticException if it has more than six decimals or does not fit
     */
    public static long ofDollars(BigDecimal dollars) {
        return dollars.movePointRight(DECIMALS)
                .setScale(0, RoundingMode.UNNECESSARY)
                .longValueExact();
    }

    /** The amount as a plain decimal string of dollars without trailing zeros, such as {@code -12.5}. */
    public static String format(long micros) {
        return decimal(micros, DECIMALS);
    }

    /** {@code units} with the point moved left by {@code decimals}, without trailing zeros. */
    public static String decimal(long units, int decimals) {
        if (units == 0) {
            return "0";
        }
        return BigDecimal.valueOf(units, decimals).stripTrailingZeros().toPlainString();
    }
}
