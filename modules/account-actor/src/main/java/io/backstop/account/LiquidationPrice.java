package io.backstop.account;

import io.backstop.model.Ratio;
import io.backstop.model.Rational;

/**
 * The mark price at which an account reaches its maintenance margin, by each venue's published formula. Only conformance checks
 * them: a run decides a breach by {@link LiquidationPredicate} from amounts, never from these prices.
 *
 * <p>Sides are 1 for a long, -1 for a short; sizes are without sign. All results are exact.
 */
public final class LiquidationPrice {
    private LiquidationPrice() {}

    /**
     * Binance USD-M, tiered and cross margin:
     * {@code (WB + uPnL_other - MM_other + deduction - side * q * entry) / (q * rate - side * q)}.
     *
     * @param wallet wallet balance
     * @param otherUnrealised unrealised profit of the other legs
     * @param otherMaintenance maintenance margin of the other legs
     * @param deduction of the leg's tier
     * @param rate of the leg's tier
     * @throws ArithmeticException if the size is 0, or a long's rate is 1
     */
    public static Rational binance(
            Rational wallet,
            Rational otherUnrealised,
            Rational otherMaintenance,
            Rational deduction,
            int side,
            Rational size,
            Rational entry,
            Rational rate) {
        Rational signedSize = size.times(side);
        Rational numerator = wallet.plus(otherUnrealised)
                .minus(otherMaintenance)
                .plus(deduction)
                .minus(signedSize.times(entry));
        return numerator.dividedBy(size.times(rate).minus(signedSize));
    }

    /**
     * OKX and Gate: {@code (entry - side * margin / q) / (1 - side * (rate + fee))}.
     *
     * @param margin of the position
     * @throws ArithmeticException if the size is 0, or a long's rate and fee add up to 1
     */
    public static Rational okx(
            Rational margin, int side, Rational size, Rational entry, Rational rate, Rational takerFee) {
        Rational base = entry.minus(margin.dividedBy(size).times(side));
        return base.dividedBy(Rational.ONE.minus(rate.plus(takerFee).times(side)));
    }

    /**
     * Bybit, isolated: {@code entry * (1 - side / leverage + side * rate)}.
     *
     * @throws ArithmeticException if the leverage is 0
     */
    public static Rational bybit(int side, Rational entry, Rational leverage, Rational rate) {
        Rational distance = Rational.ONE.dividedBy(leverage).minus(rate).times(side);
        return entry.times(Rational.ONE.minus(distance));
    }

    /**
     * Hyperliquid: {@code price - side * available / q / (1 - rate * side)}.
     *
     * @param price the mark price now
     * @param available equity less maintenance margin at that price
     * @param rate maintenance rate at that size
     * @throws ArithmeticException if the size is 0, or a long's rate is 1
     */
    public static Rational hyperliquid(Rational price, Rational available, int side, Rational size, Rational rate) {
        Rational distance = available.dividedBy(size).dividedBy(Rational.ONE.minus(rate.times(side)));
        return price.minus(distance.times(side));
    }

    /**
     * Of an isolated position from its bankruptcy price: {@code bankruptcy / (1 - side * rate)}.
     *
     * @throws ArithmeticException if a long's rate is 1
     */
    public static Rational fromBankruptcyPrice(Rational bankruptcyPrice, int side, Ratio rate) {
        return bankruptcyPrice.dividedBy(Rational.ONE.minus(Rational.of(rate).times(side)));
    }
}
