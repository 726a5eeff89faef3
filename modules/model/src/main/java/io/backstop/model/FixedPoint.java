package io.backstop.model;

import java.math.BigInteger;

/**
 * Exact integer arithmetic with 128-bit products: the one place where a product is divided and rounded.
 *
 * <p>Money is in micro-dollars; the decimals of a market's size and price make six together, so that size times grid
 * price is micro-dollars without a rounding.
 */
public final class FixedPoint {
    private FixedPoint() {}

    /**
     * {@code a * b / divisor}, the product in 128 bits, rounded once.
     *
     * @throws ArithmeticException if the divisor is zero or the result does not fit 64 bits
     */
    public static long multiplyDivide(long a, long b, long divisor, Rounding rounding) {
        if (divisor == 0) {
            throw new ArithmeticException("division by zero: " + a + " * " + b + " / 0");
        }
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        if (high == low >> 63) {
            return divide(low, divisor, rounding);
        }
        return divideWide(a, b, divisor, rounding);
    }

    /**
     * {@code dividend / divisor}, rounded.
     *
     * @throws ArithmeticException if the divisor is zero or the result does not fit 64 bits
     */
    public static long divide(long dividend, long divisor, Rounding rounding) {
        if (dividend == Long.MIN_VALUE && divisor == -1) {
            throw new ArithmeticException("overflow: " + dividend + " / " + divisor);
        }
        return switch (rounding) {
            case FLOOR -> Math.floorDiv(dividend, divisor);
            case CEILING -> Math.ceilDiv(dividend, divisor);
            case HALF_EVEN -> {
                long floor = Math.floorDiv(dividend, divisor);
                // rest has the divisor's sign and |rest| < |divisor|
                long rest = dividend - floor * divisor;
                long other = divisor - rest;
                int closer = divisor > 0 ? Long.compare(rest, other) : Long.compare(other, rest);
                yield closer < 0 || (closer == 0 && (floor & 1) == 0) ? floor : floor + 1;
            }
        };
    }

    private static long divideWide(long a, long b, long divisor, Rounding rounding) {
        return divide(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)), BigInteger.valueOf(divisor), rounding)
                .longValueExact();
    }

    /**
     * {@code dividend / divisor} of any size, rounded.
     *
     * @throws ArithmeticException if the divisor is zero
     */
    public static BigInteger divide(BigInteger dividend, BigInteger divisor, Rounding rounding) {
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        BigInteger quotient = parts[0];
        BigInteger rest = parts[1];
        if (rest.signum() == 0) {
            return quotient;
        }
        boolean negative = rest.signum() != divisor.signum();
        BigInteger floor = negative ? quotient.subtract(BigInteger.ONE) : quotient;
        return switch (rounding) {
            case FLOOR -> floor;
            case CEILING -> floor.add(BigInteger.ONE);
            case HALF_EVEN -> {
                BigInteger fromFloor = negative ? rest.add(divisor) : rest;
                int closer = fromFloor.abs().shiftLeft(1).compareTo(divisor.abs());
                yield closer < 0 || (closer == 0 && !floor.testBit(0)) ? floor : floor.add(BigInteger.ONE);
            }
        };
    }

    /**
     * Compares the fractions {@code a / b} and {@code c / d} exactly, by cross multiplication in 128 bits.
     *
     * @param b positive
     * @param d positive
     */
    public static int compareRatios(long a, long b, long c, long d) {
        long leftHigh = Math.multiplyHigh(a, d);
        long rightHigh = Math.multiplyHigh(c, b);
        return leftHigh != rightHigh ? Long.compare(leftHigh, rightHigh) : Long.compareUnsigned(a * d, c * b);
    }

    /**
     * Rounds a {@code double} half-even to a {@code long}.
     *
     * @throws ArithmeticException if it is not finite or does not fit
     */
    public static long round(double value) {
        double rounded = StrictMath.rint(value);
        if (!(rounded >= -0x1p63 && rounded < 0x1p63)) {
            throw new ArithmeticException("does not fit 64 bits: " + value);
        }
        return (long) rounded;
    }

    /** {@code 10^exponent}, for exponents 0 to 18. */
    public static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power = Math.multiplyExact(power, 10L);
        }
        return power;
    }
}
