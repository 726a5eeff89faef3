package io.backstop.scenario.debt;

import io.backstop.model.Ratio;

/**
 * One asset at a lending protocol, to lend, to borrow or to hold as collateral.
 *
 * @param asset number, or {@link #USD}
 * @param rate borrow rate by utilisation
 * @param reserveFactor the protocol's part of interest, 0 to 1
 * @param supplyCap most units supplied
 * @param borrowCap most units borrowed: a debt ceiling
 * @param loanToValue 0 to {@code threshold}; 0 for what is no collateral
 * @param threshold liquidation threshold, 0 to 1; for {@code maker-2020} 1 over the liquidation ratio
 * @param bonus the liquidator's, of the repaid value
 * @param protocolFee the protocol's part of the bonus
 * @param oracle how the protocol sees the price
 * @param supplied units supplied by the public at time zero, besides the accounts'
 */
public record ReserveSpec(
        int asset,
        RateSpec rate,
        Ratio reserveFactor,
        long supplyCap,
        long borrowCap,
        Ratio loanToValue,
        Ratio threshold,
        Ratio bonus,
        Ratio protocolFee,
        OracleSpec oracle,
        long supplied) {
    /** Dollars. */
    public static final int USD = -1;

    /** A yearly borrow rate by utilisation. */
    public sealed interface RateSpec {
        /** Aave's and Compound's kink: rates a year at utilisation 0, added up to the optimum, added from there to 1. */
        record Kinked(Ratio base, Ratio slope1, Ratio slope2, Ratio optimal) implements RateSpec {}

        /** Drift's six segments above the optimum. */
        record Segmented(Ratio optimal, Ratio optimalRate, Ratio maxRate, Ratio minRate) implements RateSpec {}

        /** Always the same: a stability fee. */
        record Fixed(Ratio rate) implements RateSpec {}
    }
}
