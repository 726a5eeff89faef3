package io.backstop.lending.maker;

import io.backstop.lending.Refusal;
import io.backstop.lending.Result;
import io.backstop.lending.Result.Accepted;
import io.backstop.lending.Result.Refused;
import io.backstop.lending.rate.Index;
import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;

/**
 * The start of a liquidation (dss {@code Dog.bark}): as much of a position as the throttle has room for goes on auction. If what
 * stays would be below dust, all of it goes, even above the throttle; a part that is dust itself is refused.
 *
 * @param deltaInk collateral units that go on auction, rounded down
 * @param deltaArt normalised debt that leaves the position
 * @param due by which the position's debt falls: queued at the ledger, micro-dollars
 * @param tab to be raised, {@code due * chop}, rounded down, micro-dollars
 * @param incentive for the keeper, micro-dollars
 * @param vault the position afterwards
 * @param type with the change in its total
 */
public record Bark(long deltaInk, long deltaArt, long due, long tab, long incentive, Vault vault, CollateralType type) {

    /** Starts a liquidation of an unsafe position. */
    public static Result<Bark> of(
            Vault vault, CollateralType type, AuctionTerms terms, Throttle throttle, Breaker breaker) {
        if (!breaker.allowsKick()) {
            return new Refused<>(Refusal.BREAKER);
        }
        if (type.spot() == 0) {
            return new Refused<>(Refusal.NO_PRICE);
        }
        if (vault.isSafe(type)) {
            return new Refused<>(Refusal.NOT_LIQUIDATABLE);
        }
        if (throttle.room() <= 0) {
            return new Refused<>(Refusal.THROTTLED);
        }
        long part = partWithin(throttle.room(), vault, type, terms);
        long deltaArt = type.debt(vault.art() - part) < type.dust() ? vault.art() : part;
        if (deltaArt < vault.art() && due(vault, type, deltaArt) < type.dust()) {
            return new Refused<>(Refusal.DUST);
        }
        long deltaInk =
                deltaArt == 0 ? 0 : FixedPoint.multiplyDivide(vault.ink(), deltaArt, vault.art(), Rounding.FLOOR);
        if (deltaInk == 0) {
            return new Refused<>(Refusal.BAD_AMOUNT);
        }
        return new Accepted<>(started(vault, type, terms, deltaInk, deltaArt));
    }

    /** The most normalised debt whose tab fits the room. */
    private static long partWithin(long room, Vault vault, CollateralType type, AuctionTerms terms) {
        long debt = FixedPoint.multiplyDivide(
                room, terms.chop().denominator(), terms.chop().numerator(), Rounding.FLOOR);
        long part = Math.min(vault.art(), debt >= vault.debt(type) ? vault.art() : Index.scaledDown(debt, type.rate()));
        // the debt is rounded up, so the tab may lie a unit or two above the room
        while (part > 0 && part < vault.art() && tab(due(vault, type, part), terms) > room) {
            part--;
        }
        return part;
    }

    private static Bark started(Vault vault, CollateralType type, AuctionTerms terms, long deltaInk, long deltaArt) {
        long due = due(vault, type, deltaArt);
        long tab = tab(due, terms);
        Vault after = new Vault(vault.ink() - deltaInk, vault.art() - deltaArt);
        return new Bark(deltaInk, deltaArt, due, tab, terms.incentive(tab), after, type.owing(-deltaArt));
    }

    private static long due(Vault vault, CollateralType type, long deltaArt) {
        return vault.debt(type) - type.debt(vault.art() - deltaArt);
    }

    private static long tab(long due, AuctionTerms terms) {
        return terms.chop().times(due, Rounding.FLOOR);
    }
}
