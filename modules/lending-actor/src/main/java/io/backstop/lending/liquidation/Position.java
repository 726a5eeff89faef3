package io.backstop.lending.liquidation;

import io.backstop.lending.pool.Collateral;
import io.backstop.lending.pool.Health;

/**
 * One debt of an account against one of its collaterals.
 *
 * @param collateral the asset that is seized
 * @param debtUnits owed of the asset that is repaid, 0 or more
 * @param debtPrice micro-dollars a unit of it
 * @param health of the whole account
 */
public record Position(Collateral collateral, long debtUnits, long debtPrice, Health health) {
    /** The debt's value in micro-dollars. */
    public long debtValue() {
        return Math.multiplyExact(debtUnits, debtPrice);
    }
}
