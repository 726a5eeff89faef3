package io.backstop.lending.maker;

import io.backstop.lending.rate.Index;

/**
 * Maker's {@code ilk}: one kind of collateral.
 *
 * @param totalArt sum of the positions' normalised debts
 * @param rate debt for a unit of normalised debt, in {@link Index#SCALE}
 * @param spot price with safety margin, a {@link FinePrice}
 * @param line debt ceiling, micro-dollars
 * @param dust least debt of a position that has any, micro-dollars
 */
public record CollateralType(long totalArt, long rate, long spot, long line, long dust) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the rate is not positive or another figure negative
     */
    public CollateralType {
        if (rate <= 0 || totalArt < 0 || spot < 0 || line < 0 || dust < 0) {
            throw new IllegalArgumentException("out of range: art " + totalArt + ", rate " + rate + ", spot " + spot
                    + ", line " + line + ", dust " + dust);
        }
    }

    /** Debt of normalised debt, rounded up. */
    public long debt(long art) {
        return Index.debt(art, rate);
    }

    /** With more or, below 0, less debt. */
    CollateralType owing(long deltaArt) {
        return new CollateralType(Math.addExact(totalArt, deltaArt), rate, spot, line, dust);
    }
}
