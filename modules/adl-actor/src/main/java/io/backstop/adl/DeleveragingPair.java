package io.backstop.adl;

/**
 * Which two accounts may be closed against each other (dYdX v4 {@code ProcessDeleveraging}): the bankruptcy price of the long must
 * not be above that of the short, so whichever of the two bankruptcy values is posted, neither side is left below 0 by its own part.
 */
public final class DeleveragingPair {
    private DeleveragingPair() {}

    /**
     * Whether the two bankruptcy values of closing the same size overlap.
     *
     * @param liquidatedValue of the liquidated account's part, signed micro-dollars: above 0 for a sale
     * @param offsettingValue of the other account's part of the same size, of the other sign convention
     * @throws ArithmeticException on overflow
     */
    public static boolean isAllowed(long liquidatedValue, long offsettingValue) {
        return Math.addExact(liquidatedValue, offsettingValue) <= 0;
    }

    /**
     * The same for two accounts with one position each, of equal size and opposite sides: together they must not be insolvent.
     *
     * @param liquidatedEquity micro-dollars
     * @param offsettingEquity micro-dollars
     * @throws ArithmeticException on overflow
     */
    public static boolean mayClose(long liquidatedEquity, long offsettingEquity) {
        return Math.addExact(liquidatedEquity, offsettingEquity) >= 0;
    }

    /**
     * Whether an account may be deleveraged at its bankruptcy price at all: its equity is negative (dYdX v4
     * {@code CanDeleverageSubaccount}).
     *
     * @param equity micro-dollars
     */
    public static boolean isDeleveraged(long equity) {
        return equity < 0;
    }
}
