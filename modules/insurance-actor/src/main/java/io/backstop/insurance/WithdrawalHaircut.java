package io.backstop.insurance;

import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;

/**
 * Paradex's socialised loss at withdrawal ("Socialized Losses" in its documentation): what the fund cannot cover of the negative
 * balances is a bankruptcy, and each withdrawal leaves a factor of itself in the fund.
 *
 * <p>The printed formula, {@code bankruptcy / (total + bankruptcy)}, conserves: total and bankruptcy together are the positive claims,
 * so {@code claims * (1 - factor)} is the money there is. The worked example divides by the total alone and over-collects.
 *
 * <p>A published formula that only conformance checks: no preset is Paradex's.
 *
 * @param bankruptcy negative balances that the fund cannot cover, micro-dollars
 * @param total all balances and the fund: the money there is, micro-dollars, 0 or more
 */
public record WithdrawalHaircut(long bankruptcy, long total) {

    /**
     * The haircut of a state.
     *
     * @param balances of all accounts with unrealised profit
     * @param fund 0 or more
     */
    public static WithdrawalHaircut of(long[] balances, long fund) {
        long negative = 0;
        long sum = fund;
        for (long balance : balances) {
            negative = Math.addExact(negative, Math.max(0, Math.negateExact(balance)));
            sum = Math.addExact(sum, balance);
        }
        return new WithdrawalHaircut(Math.max(0, negative - fund), sum);
    }

    /** The denominator of the factor that conserves money: the positive claims. */
    public long claims() {
        return Math.addExact(total, bankruptcy);
    }

    /**
     * What a withdrawal leaves in the fund, rounded up so that the fund never pays more than it has.
     *
     * @param amount that is withdrawn
     * @param denominator {@link #claims()}, or {@link #total()} as in the worked example
     */
    public long kept(long amount, long denominator) {
        return bankruptcy == 0
                ? 0
                : Math.min(amount, FixedPoint.multiplyDivide(amount, bankruptcy, denominator, Rounding.CEILING));
    }
}
