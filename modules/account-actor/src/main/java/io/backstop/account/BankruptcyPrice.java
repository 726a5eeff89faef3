package io.backstop.account;

import io.backstop.model.Rational;

/**
 * The price at which an isolated position has lost its margin, by published formulas; exact. Sides are 1 for a long, -1 for a short.
 *
 * <p>Only conformance checks them: a run posts amounts in cross margin, {@link BankruptcyValue}, and has no inverse contracts.
 */
public final class BankruptcyPrice {
    private BankruptcyPrice() {}

    /**
     * Linear contract: {@code max(0, price - side * equity / size)}.
     *
     * @param price mark price now
     * @param equity of the position at that price
     * @param size without sign, positive
     * @throws ArithmeticException if the size is 0
     */
    public static Rational linear(Rational price, Rational equity, int side, Rational size) {
        return price.minus(equity.dividedBy(size).times(side)).max(Rational.ZERO);
    }

    /**
     * Inverse contract (margined in the coin): {@code entry * L / (L + side)} (Bybit, What is ADL).
     *
     * @param entry entry price
     * @param leverage L, above 1 for a short
     * @throws ArithmeticException if it is a short of leverage 1, which has no bankruptcy price
     */
    public static Rational inverse(Rational entry, Rational leverage, int side) {
        return entry.times(leverage).dividedBy(leverage.plus(Rational.of(side)));
    }

    /**
     * Inverse contract, liquidation price: {@code entry * L / (L + side * (1 - L * rate))} (Bybit, inverse contracts).
     *
     * @param entry entry price
     * @param leverage L
     * @param rate maintenance rate
     * @throws ArithmeticException if a short's leverage and rate leave no such price
     */
    public static Rational inverseLiquidation(Rational entry, Rational leverage, int side, Rational rate) {
        Rational margin = Rational.ONE.minus(leverage.times(rate)).times(side);
        return entry.times(leverage).dividedBy(leverage.plus(margin));
    }
}
