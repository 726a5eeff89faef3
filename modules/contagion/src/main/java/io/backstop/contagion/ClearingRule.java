package io.backstop.contagion;

import io.backstop.model.FixedPoint;
import io.backstop.model.Ratio;
import io.backstop.model.Rounding;

/**
 * What a party in default can pay from (Rogers and Veraart 2013): the part alpha of its outside assets and the part beta of what the
 * network pays it. The rest is the cost of default. With both 1 it is Eisenberg and Noe (2001).
 *
 * @param alpha 0 to 1
 * @param beta 0 to 1
 */
public record ClearingRule(Ratio alpha, Ratio beta) {
    /** No cost of default. */
    public static final ClearingRule EISENBERG_NOE = new ClearingRule(Ratio.ONE, Ratio.ONE);

    /**
     * A rule.
     *
     * @throws IllegalArgumentException if a part is not in 0 to 1
     * @throws ArithmeticException if the product of the denominators does not fit 64 bits
     */
    public ClearingRule {
        requirePart(alpha);
        requirePart(beta);
        Math.multiplyExact(2, Math.multiplyExact(alpha.denominator(), beta.denominator()));
    }

    private static void requirePart(Ratio part) {
        if (part.compareTo(Ratio.ZERO) < 0 || part.compareTo(Ratio.ONE) > 0) {
            throw new IllegalArgumentException("a part that survives default must be 0 to 1: " + part);
        }
    }

    /** Whether default costs nothing. */
    public boolean isFree() {
        return alpha.equals(Ratio.ONE) && beta.equals(Ratio.ONE);
    }

    /**
     * What is left after the cost of default: {@code floor(alpha * max(e, 0) + beta * r) + min(e, 0)}. An outside position below 0 is
     * a claim on the party that no default makes smaller.
     *
     * @param outside micro-dollars e, any sign
     * @param received micro-dollars r, 0 or more
     */
    public long afterCost(long outside, long received) {
        if (isFree()) {
            return Math.addExact(outside, received);
        }
        long assets = Math.max(0, outside);
        long ofAssets = alpha.times(assets, Rounding.FLOOR);
        long ofReceived = beta.times(received, Rounding.FLOOR);
        // exact although the products wrap: both remainders lie in [0, denominator)
        long restOfAssets = assets * alpha.numerator() - ofAssets * alpha.denominator();
        long restOfReceived = received * beta.numerator() - ofReceived * beta.denominator();
        long rest = restOfAssets * beta.denominator() + restOfReceived * alpha.denominator();
        long carry = rest >= alpha.denominator() * beta.denominator() ? 1 : 0;
        return Math.addExact(Math.addExact(ofAssets, ofReceived), carry + Math.min(0, outside));
    }

    /** As {@link #afterCost}, rounded up: for upper bounds. */
    long afterCostRoundedUp(long outside, long received) {
        return Math.addExact(
                FixedPoint.multiplyDivide(
                        Math.max(0, outside), alpha.numerator(), alpha.denominator(), Rounding.CEILING),
                Math.addExact(beta.times(received, Rounding.CEILING), Math.min(0, outside)));
    }

    /** The rule for a party in this state: a posted cost is not borne again. */
    ClearingRule in(PartyState state) {
        return state == PartyState.COST_POSTED ? EISENBERG_NOE : this;
    }
}
