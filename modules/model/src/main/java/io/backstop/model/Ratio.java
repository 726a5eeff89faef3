package io.backstop.model;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact rational number in lowest terms: a margin rate of 1/80, a fee of 5 basis points, two thirds of maintenance.
 *
 * @param numerator any sign
 * @param denominator positive
 */
public record Ratio(long numerator, long denominator) implements Comparable<Ratio> {
    /** Zero. */
    public static final Ratio ZERO = new Ratio(0, 1);

    /** One. */
    public static final Ratio ONE = new Ratio(1, 1);

    /**
     * Reduces to lowest terms.
     *
     * @throws IllegalArgumentException if the denominator is not positive
     */
    public Ratio {
        if (denominator <= 0) {
            throw new IllegalArgumentException("denominator must be positive: " + numerator + "/" + denominator);
        }
        long divisor = BigInteger.valueOf(numerator)
                .gcd(BigInteger.valueOf(denominator))
                .longValueExact();
        numerator /= divisor;
        denominator /= divisor;
    }

    /** The ratio of two integers. */
    public static Ratio of(long numerator, long denominator) {
        return denominator < 0
                ? new Ratio(Math.negateExact(numerator), Math.negateExact(denominator))
                : new Ratio(numerator, denominator);
    }

    /**
     * The exact value of a decimal number.
     *
     * @throws ArithmeticException if it does not fit
     */
    public static Ratio of(BigDecimal value) {
        return value.scale() <= 0
                ? new Ratio(value.longValueExact(), 1)
                : new Ratio(value.unscaledValue().longValueExact(), FixedPoint.powerOfTen(value.scale()));
    }

    /** {@code amount} times this, rounded once. */
    public long times(long amount, Rounding rounding) {
        return FixedPoint.multiplyDivide(amount, numerator, denominator, rounding);
    }

    /** The nearest {@code double}. */
    public double toDouble() {
        return (double) numerator / denominator;
    }

    @Override
    public int compareTo(Ratio other) {
        return FixedPoint.compareRatios(numerator, denominator, other.numerator, other.denominator);
    }

    @Override
    public String toString() {
        return denominator == 1 ? Long.toString(numerator) : numerator + "/" + denominator;
    }
}
