package io.backstop.lending.maker;

import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;

/**
 * Emergency shutdown of one collateral type (dss {@code End}): at a fixed price each position gives {@code min(debt / price, ink)}
 * collateral; what is missing is the gap; holders of the stable money redeem the pot pro rata. Immutable.
 *
 * @param price fixed, micro-dollars a collateral unit as a {@link FinePrice}
 * @param pot collateral units given so far
 * @param gap collateral units missing so far
 */
public record Shutdown(long price, long pot, long gap) {

    /**
     * A position that was closed.
     *
     * @param after the shutdown with it
     * @param taken collateral units for the pot
     * @param free collateral units that its owner keeps
     */
    public record Skim(Shutdown after, long taken, long free) {}

    /**
     * A shutdown at a price.
     *
     * @throws IllegalArgumentException if the price is not positive
     */
    public static Shutdown at(long price) {
        if (price <= 0) {
            throw new IllegalArgumentException("no price to shut down at: " + price);
        }
        return new Shutdown(price, 0, 0);
    }

    /** Closes a position; what it owes in collateral is rounded up ({@code skim}). */
    public Skim skim(Vault vault, CollateralType type) {
        long owed = FixedPoint.multiplyDivide(vault.debt(type), FinePrice.SCALE, price, Rounding.CEILING);
        long taken = Math.min(owed, vault.ink());
        Shutdown after = new Shutdown(price, Math.addExact(pot, taken), Math.addExact(gap, owed - taken));
        return new Skim(after, taken, vault.ink() - taken);
    }

    /**
     * Collateral units for an amount of stable money, rounded down, so that the pot suffices for all ({@code cash}).
     *
     * @param supply outstanding stable money when the shutdown was fixed, micro-dollars, positive
     */
    public long redeem(long amount, long supply) {
        return FixedPoint.multiplyDivide(amount, pot, supply, Rounding.FLOOR);
    }
}
