package io.backstop.lending.agent;

import io.backstop.model.Ratio;
import io.backstop.model.Rounding;

/**
 * Collateral bought with debt that the collateral before secures, round after round: {@code own * (1 + r + r^2 + ...)} (the stETH
 * loops of 2022, xUSD and deUSD of 2025).
 *
 * @param collateral at the end, micro-dollars
 * @param debt at the end, micro-dollars; {@code collateral - debt} is what was put in
 */
public record CollateralLoop(long collateral, long debt) {

    /**
     * A loop.
     *
     * @param own money put in, micro-dollars
     * @param borrowed of each round's collateral, below 1; each loan is rounded down
     * @param rounds 0 or more
     * @throws IllegalArgumentException if the ratio is not in [0, 1)
     */
    public static CollateralLoop of(long own, Ratio borrowed, int rounds) {
        if (borrowed.compareTo(Ratio.ZERO) < 0 || borrowed.compareTo(Ratio.ONE) >= 0) {
            throw new IllegalArgumentException("a loop borrows from 0 to below 1 of its collateral: " + borrowed);
        }
        long collateral = own;
        long debt = 0;
        long bought = own;
        for (int round = 0; round < rounds; round++) {
            bought = borrowed.times(bought, Rounding.FLOOR);
            collateral = Math.addExact(collateral, bought);
            debt = Math.addExact(debt, bought);
        }
        return new CollateralLoop(collateral, debt);
    }
}
