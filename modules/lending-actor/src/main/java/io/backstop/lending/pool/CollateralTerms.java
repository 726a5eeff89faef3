package io.backstop.lending.pool;

import io.backstop.model.Ratio;

/**
 * How an asset counts as collateral.
 *
 * @param loanToValue the most that may be borrowed against it, of its value; 0 to the threshold
 * @param threshold liquidation threshold, of its value; 0 to 1
 * @param bonus the liquidator's, of the repaid value; 0 or more
 * @param protocolFee the protocol's part of the bonus; 0 to 1
 */
public record CollateralTerms(Ratio loanToValue, Ratio threshold, Ratio bonus, Ratio protocolFee) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a ratio is outside its range
     */
    public CollateralTerms {
        if (loanToValue.compareTo(Ratio.ZERO) < 0
                || threshold.compareTo(loanToValue) < 0
                || threshold.compareTo(Ratio.ONE) > 0) {
            throw new IllegalArgumentException(
                    "need 0 <= loan to value " + loanToValue + " <= threshold " + threshold + " <= 1");
        }
        if (bonus.compareTo(Ratio.ZERO) < 0
                || protocolFee.compareTo(Ratio.ZERO) < 0
                || protocolFee.compareTo(Ratio.ONE) > 0) {
            throw new IllegalArgumentException("bonus " + bonus + " or protocol fee " + protocolFee + " out of range");
        }
    }
}
