package io.backstop.account;

/**
 * When an account may be liquidated (dYdX v4 {@code IsLiquidatable}; economics N5).
 *
 * <p>Equality is safe. Without a position there is no requirement and nothing to liquidate: negative equity is then already bad
 * debt.
 */
public final class LiquidationPredicate {
    private LiquidationPredicate() {}

    /**
     * Whether the maintenance margin is positive and above the equity.
     *
     * @param equity micro-dollars
     * @param maintenance micro-dollars, 0 or more
     */
    public static boolean isLiquidatable(long equity, long maintenance) {
        return maintenance > 0 && equity < maintenance;
    }
}
