package io.backstop.lending.maker;

import io.backstop.lending.Refusal;
import io.backstop.lending.Result;
import io.backstop.lending.Result.Accepted;
import io.backstop.lending.Result.Refused;
import io.backstop.model.Rounding;

/**
 * A collateralised debt position, Maker's {@code urn} (dss {@code Vat}).
 *
 * @param ink collateral units
 * @param art normalised debt
 */
public record Vault(long ink, long art) {
    /** A position without anything. */
    public static final Vault EMPTY = new Vault(0, 0);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public Vault {
        if (ink < 0 || art < 0) {
            throw new IllegalArgumentException("must not be negative: ink " + ink + ", art " + art);
        }
    }

    /**
     * A change of a position.
     *
     * @param deltaInk collateral units added, or taken out if negative
     * @param deltaArt normalised debt drawn, or repaid if negative
     * @param ownerConsents whether the owner asked for it
     */
    public record Change(long deltaInk, long deltaArt, boolean ownerConsents) {}

    /**
     * What a change leads to.
     *
     * @param vault afterwards
     * @param type with the change in its total
     * @param deltaDebt by which the debt of all positions of the type rose, micro-dollars
     */
    public record Changed(Vault vault, CollateralType type, long deltaDebt) {}

    /** Debt in micro-dollars, rounded up. */
    public long debt(CollateralType type) {
        return type.debt(art);
    }

    /** Whether {@code ink * spot >= art * rate}; the left side is rounded down. */
    public boolean isSafe(CollateralType type) {
        return FinePrice.value(ink, type.spot(), Rounding.FLOOR) >= debt(type);
    }

    /**
     * Changes the position ({@code Vat.frob}): granted iff debt does not rise or both ceilings hold; risk does not rise or the
     * position is safe afterwards; the owner consents where risk rises; and there is no debt left, or at least dust.
     *
     * @param globalDebt of all types, micro-dollars
     * @param globalLine ceiling of all types, micro-dollars
     */
    public Result<Changed> adjusted(CollateralType type, long globalDebt, long globalLine, Change change) {
        long newInk = Math.addExact(ink, change.deltaInk());
        long newArt = Math.addExact(art, change.deltaArt());
        if (newInk < 0 || newArt < 0) {
            return new Refused<>(Refusal.BAD_AMOUNT);
        }
        Vault after = new Vault(newInk, newArt);
        CollateralType newType = type.owing(change.deltaArt());
        long deltaDebt = newType.debt(newType.totalArt()) - type.debt(type.totalArt());
        boolean isUnderCeilings =
                newType.debt(newType.totalArt()) <= type.line() && Math.addExact(globalDebt, deltaDebt) <= globalLine;
        boolean isLessRisky = change.deltaArt() <= 0 && change.deltaInk() >= 0;
        if (change.deltaArt() > 0 && !isUnderCeilings) {
            return new Refused<>(Refusal.CEILING);
        }
        if (!isLessRisky && !after.isSafe(type)) {
            return new Refused<>(Refusal.NOT_SAFE);
        }
        if (!isLessRisky && !change.ownerConsents()) {
            return new Refused<>(Refusal.NO_CONSENT);
        }
        if (newArt > 0 && after.debt(type) < type.dust()) {
            return new Refused<>(Refusal.DUST);
        }
        return new Accepted<>(new Changed(after, newType, deltaDebt));
    }
}
