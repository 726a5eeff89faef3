package io.backstop.adl;

import java.math.BigInteger;

/**
 * A ranking score as an exact fraction, the product of three numerators over the product of three denominators, with a
 * {@code double} beside it.
 *
 * <p>The double comes from six conversions, four products and one quotient, eleven roundings of at most 2^-53 each (the
 * magnitudes lie between 2^-189 and 2^189, far from underflow), so it is within a factor 1 +/- 2^-49 of the fraction. Two scores
 * whose doubles differ by more than 2^-48 of the larger are in the order of their doubles; only nearer ones are multiplied out.
 */
public final class Score implements Comparable<Score> {
    /** Zero. */
    public static final Score ZERO = of(0, 1);

    private static final double RELATIVE_ERROR = 0x1p-48;

    private final double approximation;
    private final long numerator1;
    private final long numerator2;
    private final long numerator3;
    private final long denominator1;
    private final long denominator2;
    private final long denominator3;

    private Score(
            long numerator1,
            long numerator2,
            long numerator3,
            long denominator1,
            long denominator2,
            long denominator3) {
        if (denominator1 <= 0 || denominator2 <= 0 || denominator3 <= 0) {
            throw new IllegalArgumentException(
                    "denominators must be positive: " + denominator1 + ", " + denominator2 + ", " + denominator3);
        }
        this.numerator1 = numerator1;
        this.numerator2 = numerator2;
        this.numerator3 = numerator3;
        this.denominator1 = denominator1;
        this.denominator2 = denominator2;
        this.denominator3 = denominator3;
        this.approximation =
                ((double) numerator1 * numerator2 * numerator3) / ((double) denominator1 * denominator2 * denominator3);
    }

    /**
     * {@code numerator / denominator}.
     *
     * @param denominator positive
     */
    public static Score of(long numerator, long denominator) {
        return new Score(numerator, 1, 1, denominator, 1, 1);
    }

    /**
     * {@code n1 * n2 / (d1 * d2)}.
     *
     * @param d1 positive
     * @param d2 positive
     */
    public static Score of(long n1, long n2, long d1, long d2) {
        return new Score(n1, n2, 1, d1, d2, 1);
    }

    /**
     * {@code n1 * n2 * n3 / (d1 * d2 * d3)}.
     *
     * @param d1 positive
     * @param d2 positive
     * @param d3 positive
     */
    public static Score of(long n1, long n2, long n3, long d1, long d2, long d3) {
        return new Score(n1, n2, n3, d1, d2, d3);
    }

    /** The score for display and for a first cut, within 2^-49 of itself. */
    public double toDouble() {
        return approximation;
    }

    /** The exact order of the fractions. */
    @Override
    public int compareTo(Score other) {
        double difference = approximation - other.approximation;
        double error =
                RELATIVE_ERROR * StrictMath.max(StrictMath.abs(approximation), StrictMath.abs(other.approximation));
        if (difference > error) {
            return 1;
        }
        if (difference < -error) {
            return -1;
        }
        return product(numerator1, numerator2, numerator3, other.denominator1, other.denominator2, other.denominator3)
                .compareTo(product(
                        other.numerator1,
                        other.numerator2,
                        other.numerator3,
                        denominator1,
                        denominator2,
                        denominator3));
    }

    private static BigInteger product(long a, long b, long c, long d, long e, long f) {
        return BigInteger.valueOf(a)
                .multiply(BigInteger.valueOf(b))
                .multiply(BigInteger.valueOf(c))
                .multiply(BigInteger.valueOf(d))
                .multiply(BigInteger.valueOf(e))
                .multiply(BigInteger.valueOf(f));
    }
}
