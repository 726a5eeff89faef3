package io.backstop.adl;

/**
 * What an ADL fill costs its target: at once, against the mark of the fill, and later, by what the closed position would have earned
 * (autodeleveraging-analysis, markout identity). The two add up to the markout at the later mark.
 *
 * <p>Amounts are micro-dollars from the target's side, below 0 when it loses. The haircut of the reports is the negative of
 * {@link #immediate}.
 *
 * <p>A published formula that only conformance checks: a run decides nothing by it, and the reports compute from facts alone.
 */
public final class AdlCost {
    private AdlCost() {}

    /**
     * Value of the fill against mark: {@code q * mark - consideration}, with q the size that the target takes over.
     *
     * @param size signed size units, above 0 when the target buys
     * @param mark on the grid
     * @param consideration signed micro-dollars, {@code size * price}
     * @throws ArithmeticException on overflow
     */
    public static long immediate(long size, long mark, long consideration) {
        return Math.subtractExact(Math.multiplyExact(size, mark), consideration);
    }

    /**
     * The earnings of the position from one mark to a later one: {@code q * (later - mark)}.
     *
     * @param size signed size units
     * @param mark at the fill, on the grid
     * @param later mark afterwards, on the grid
     * @throws ArithmeticException on overflow
     */
    public static long opportunity(long size, long mark, long later) {
        return Math.multiplyExact(size, Math.subtractExact(later, mark));
    }
}
