package io.backstop.report;

/**
 * Fixed-point numbers as plain decimals without trailing zeros, as {@link io.backstop.model.Money#decimal} writes them, but
 * without a {@code BigDecimal} for each: a run folder holds millions.
 */
final class Decimals {
    private static final int MONEY_DECIMALS = 6;
    private static final int LONGEST = 40;

    private final char[] buffer = new char[LONGEST];

    /** Micro-dollars as dollars. */
    String money(long micros) {
        return decimal(micros, MONEY_DECIMALS);
    }

    /** {@code units} with the point moved left by {@code decimals} (0 to 18). */
    String decimal(long units, int decimals) {
        if (units == Long.MIN_VALUE) {
            return io.backstop.model.Money.decimal(units, decimals);
        }
        long rest = Math.abs(units);
        int zeros = decimals;
        while (zeros > 0 && rest % 10 == 0) {
            rest /= 10;
            zeros--;
        }
        int at = LONGEST;
        for (int place = 0; place < zeros; place++) {
            buffer[--at] = (char) ('0' + rest % 10);
            rest /= 10;
        }
        if (zeros > 0) {
            buffer[--at] = '.';
        }
        do {
            buffer[--at] = (char) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        if (units < 0) {
            buffer[--at] = '-';
        }
        return new String(buffer, at, LONGEST - at);
    }
}
