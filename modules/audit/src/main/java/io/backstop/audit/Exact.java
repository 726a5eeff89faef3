package io.backstop.audit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Products divided and rounded once, by a way of its own. */
final class Exact {
    private Exact() {}

    /** {@code a * b / divisor}, rounded half to even. */
    static long halfEven(long a, long b, long divisor) {
        return quotient(a, b, divisor, RoundingMode.HALF_EVEN);
    }

    /** {@code a * b / divisor}, rounded toward minus infinity. */
    static long floor(long a, long b, long divisor) {
        return quotient(a, b, divisor, RoundingMode.FLOOR);
    }

    /** {@code a * b / divisor}, rounded toward plus infinity. */
    static long ceiling(long a, long b, long divisor) {
        return quotient(a, b, divisor, RoundingMode.CEILING);
    }

    private static long quotient(long a, long b, long divisor, RoundingMode mode) {
        BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
        return new BigDecimal(product)
                .divide(BigDecimal.valueOf(divisor), 0, mode)
                .longValueExact();
    }
}
