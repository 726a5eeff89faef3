package io.backstop.contagion;

import io.backstop.model.Rational;

/**
 * Equity over assets, and the sale that restores it (Greenwood, Landier and Thesmar 2015; Cont and Schaanning 2017). A sale at the
 * current price that repays debt shrinks both sides and leaves equity as it is.
 */
public final class LeverageTarget {
    private LeverageTarget() {}

    /**
     * Equity over assets.
     *
     * @throws ArithmeticException if there are no assets
     */
    public static Rational ratio(Rational assets, Rational liabilities) {
        return assets.minus(liabilities).dividedBy(assets);
    }

    /**
     * Assets to sell so that equity is the target part of what is left: {@code A - E / target}, at least 0 and at most A.
     *
     * @param target above 0
     */
    public static Rational sale(Rational assets, Rational liabilities, Rational target) {
        Rational equity = assets.minus(liabilities);
        return assets.minus(equity.dividedBy(target)).clamp(Rational.ZERO, assets.max(Rational.ZERO));
    }
}
