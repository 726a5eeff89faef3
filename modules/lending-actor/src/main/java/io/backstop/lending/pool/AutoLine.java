package io.backstop.lending.pool;

/**
 * A debt ceiling that follows the debt: {@code min(maxLine, debt + gap)}; it rises at most once in {@code ttl}, falls at once, and
 * changes at most once in a block (MakerDAO {@code dss-auto-line}, {@code exec}).
 *
 * @param maxLine the ceiling's ceiling, micro-dollars
 * @param gap room above the debt, micro-dollars
 * @param ttlMillis least time between two rises
 */
public record AutoLine(long maxLine, long gap, long ttlMillis) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public AutoLine {
        if (maxLine < 0 || gap < 0 || ttlMillis < 0) {
            throw new IllegalArgumentException(
                    "auto-line must not be negative: " + maxLine + ", " + gap + ", " + ttlMillis);
        }
    }

    /**
     * A ceiling and when it changed.
     *
     * @param line micro-dollars
     * @param raisedAt milliseconds of the last rise
     * @param changedInBlock block (here: tick) of the last change, -1 for none
     */
    public record Ceiling(long line, long raisedAt, long changedInBlock) {}

    /**
     * The ceiling after a look at the debt.
     *
     * @param debt micro-dollars
     * @param now milliseconds
     * @param block of now
     * @throws ArithmeticException on overflow
     */
    public Ceiling adjusted(Ceiling ceiling, long debt, long now, long block) {
        long line = Math.min(maxLine, Math.addExact(debt, gap));
        boolean isRise = line > ceiling.line();
        boolean isTooEarly = isRise && now - ceiling.raisedAt() < ttlMillis;
        if (line == ceiling.line() || ceiling.changedInBlock() == block || isTooEarly) {
            return ceiling;
        }
        return new Ceiling(line, isRise ? now : ceiling.raisedAt(), block);
    }
}
