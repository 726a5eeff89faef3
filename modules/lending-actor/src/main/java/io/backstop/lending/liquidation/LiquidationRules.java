package io.backstop.lending.liquidation;

import io.backstop.model.Money;
import io.backstop.model.Ratio;

/**
 * Which part of a debt may be repaid at once, and what may remain (Aave v3.3 and later, {@code LiquidationLogic}).
 *
 * @param closeFactor of the account's whole debt while the position is large and not far gone
 * @param fullBelow health factor up to which all may be repaid
 * @param smallPosition debt or collateral below this value may be closed whole, micro-dollars
 * @param leftover least value that may remain on a side, if anything does, micro-dollars
 */
public record LiquidationRules(Ratio closeFactor, Ratio fullBelow, long smallPosition, long leftover) {
    /** Aave's: 50 % while HF is above 0.95 and both sides are worth 2,000 USD; remainders of 1,000 USD or none. */
    public static final LiquidationRules AAVE_V3 =
            new LiquidationRules(Ratio.of(1, 2), Ratio.of(95, 100), Money.ofDollars(2_000), Money.ofDollars(1_000));
}
