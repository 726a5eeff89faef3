package io.backstop.model;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact rational number of any size, in lowest terms: for prices that are shown and compared but never posted, such as a
 * liquidation price. Amounts that are posted are {@code long}s and use {@link FixedPoint}.
 *
 * @param numerator any sign
 * @param denominator positive
 */
public record Rational(BigInteger numerator, BigInteger denominator) implements Comparable<Rational> {
    /** Zero. */
    public static final Rational ZERO = of(0);

    /** One. */
    public static final Rational ONE = of(1);

    /**
     * Reduces to lowest terms with a positive denominator.
     *
     * @throws ArithmeticException if the denominator is zero
     */
    public Rational {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("division by zero: " + numerator + " / 0");
        }
        BigInteger divisor = numerator.gcd(denominator);
        if (denominator.signum() < 0) {
            divisor = divisor.negate();
        }
        numerator = numerator.divide(divisor);
        denominator = denominator.divide(divisor);
    }

    /** An integer. */
    public static Rational of(long value) {
        return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
    }

    /**
     * A fraction.
     *
     * @throws ArithmeticException if the denominator is zero
     */
    public static Rational of(long numerator, long denominator) {
        return new Rational(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /** The exact value of a decimal number. */
    public static Rational of(BigDecimal value) {
        return value.scale() <= 0
                ? new Rational(value.toBigIntegerExact(), BigInteger.ONE)
                : new Rational(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
    }

    /** The exact value of a ratio. */
    public static Rational of(Ratio ratio) {
        return of(ratio.numerator(), ratio.denominator());
    }

    /** The sum. */
    public Rational plus(Rational other) {
        return new Rational(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    /** The difference. */
    public Rational minus(Rational other) {
        return plus(other.negate());
    }

    /** The product. */
    public Rational times(Rational other) {
        return new Rational(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** The product with an integer. */
    public Rational times(long other) {
        return times(of(other));
    }

    /**
     * The quotient.
     *
     * @throws ArithmeticException if {@code other} is zero
     */
    public Rational dividedBy(Rational other) {
        return new Rational(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    /** The number with the other sign. */
    public Rational negate() {
        return new Rational(numerator.negate(), denominator);
    }

    /** The number without its sign. */
    public Rational abs() {
        return signum() < 0 ? negate() : this;
    }

    /** -1, 0 or 1. */
    public int signum() {
        return numerator.signum();
    }

    /** The smaller of the two. */
    public Rational min(Rational other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** The larger of the two. */
    public Rational max(Rational other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** This number, but at least {@code low} and at most {@code high}. */
    public Rational clamp(Rational low, Rational high) {
        return max(low).min(high);
    }

    /**
     * The nearest integer in the named direction.
     *
     * @throws ArithmeticException if it does not fit 64 bits
     */
    public long round(Rounding rounding) {
        return FixedPoint.divide(numerator, denominator, rounding).longValueExact();
    }

    /** The number rounded to so many decimals. */
    public BigDecimal toDecimal(int decimals, Rounding rounding) {
        return new BigDecimal(
                FixedPoint.divide(numerator.multiply(BigInteger.TEN.pow(decimals)), denominator, rounding), decimals);
    }

    @Override
    public int compareTo(Rational other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    @Override
    public String toString() {
        return denominator.equals(BigInteger.ONE) ? numerator.toString() : numerator + "/" + denominator;
    }
}
