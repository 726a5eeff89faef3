package io.backstop.lending.maker;

import io.backstop.lending.Refusal;
import io.backstop.lending.Result;
import io.backstop.lending.Result.Accepted;
import io.backstop.lending.Result.Refused;
import io.backstop.model.FixedPoint;
import io.backstop.model.Ratio;
import io.backstop.model.Rounding;

/**
 * A Dutch auction of collateral (dss {@code Clipper}): the price falls from the top until somebody buys. The lot is in the auction's
 * custody. Immutable.
 *
 * @param tab still to be raised, micro-dollars
 * @param lot collateral units still for sale
 * @param top starting price, a {@link FinePrice}
 * @param startedAt milliseconds of the start or the last reset
 */
public record CollateralAuction(long tab, long lot, long top, long startedAt) {

    /**
     * A purchase. Collateral: {@code slice + returned + after.lot} is the lot before; money: {@code paid + after.tab} is the tab
     * before, but what is left of it with no lot stays unpaid.
     *
     * @param slice collateral units for the buyer
     * @param paid micro-dollars for the ledger
     * @param returned collateral units for the position's owner
     * @param freed tab that no longer counts for the throttle
     * @param after the auction afterwards; without lot if it is over
     */
    public record Take(long slice, long paid, long returned, long freed, CollateralAuction after) {
        /** Whether the auction is over. */
        public boolean isClosed() {
            return after.lot() == 0;
        }
    }

    /**
     * A reset.
     *
     * @param after the auction with a new top and start
     * @param incentive for the keeper, micro-dollars
     */
    public record Reset(CollateralAuction after, long incentive) {}

    /**
     * An auction that starts at {@code price * buf}, rounded down ({@code kick}).
     *
     * @param price of the market, a {@link FinePrice}
     */
    public static Result<CollateralAuction> kick(
            AuctionTerms terms, Breaker breaker, long tab, long lot, long price, long now) {
        if (!breaker.allowsKick()) {
            return new Refused<>(Refusal.BREAKER);
        }
        if (tab <= 0 || lot <= 0) {
            return new Refused<>(Refusal.BAD_AMOUNT);
        }
        long top = terms.buf().times(price, Rounding.FLOOR);
        return top <= 0 ? new Refused<>(Refusal.NO_PRICE) : new Accepted<>(new CollateralAuction(tab, lot, top, now));
    }

    /** The price now, a {@link FinePrice}. */
    public long price(AuctionTerms terms, long now) {
        return terms.price().at(top, now - startedAt);
    }

    /** Whether it is older than {@code tail} or its price below {@code top * cusp}; both strictly ({@code status}). */
    public boolean needsReset(AuctionTerms terms, long now) {
        Ratio cusp = terms.cusp();
        return now - startedAt > terms.tailMillis()
                || FixedPoint.compareRatios(price(terms, now), top, cusp.numerator(), cusp.denominator()) < 0;
    }

    /**
     * Resets an auction that needs it to the market price ({@code redo}); the keeper is paid unless tab or lot are dust.
     *
     * @param price of the market, a {@link FinePrice}
     */
    public Result<Reset> reset(AuctionTerms terms, Breaker breaker, long price, long now) {
        if (!breaker.allowsReset()) {
            return new Refused<>(Refusal.BREAKER);
        }
        if (!needsReset(terms, now)) {
            return new Refused<>(Refusal.NO_RESET_NEEDED);
        }
        long newTop = terms.buf().times(price, Rounding.FLOOR);
        if (newTop <= 0) {
            return new Refused<>(Refusal.NO_PRICE);
        }
        boolean isWorthIt = tab >= terms.leastTab() && FinePrice.value(lot, price, Rounding.FLOOR) >= terms.leastTab();
        return new Accepted<>(
                new Reset(new CollateralAuction(tab, lot, newTop, now), isWorthIt ? terms.incentive(tab) : 0));
    }

    /**
     * A purchase at the price now ({@code take}).
     *
     * @param amount most collateral units that the buyer wants
     * @param maxPrice most that the buyer pays, a {@link FinePrice}
     */
    public Result<Take> take(AuctionTerms terms, Breaker breaker, long amount, long maxPrice, long now) {
        if (!breaker.allowsTake()) {
            return new Refused<>(Refusal.BREAKER);
        }
        if (needsReset(terms, now)) {
            return new Refused<>(Refusal.NEEDS_RESET);
        }
        long price = price(terms, now);
        return price > maxPrice ? new Refused<>(Refusal.TOO_EXPENSIVE) : takeAt(price, amount, terms.leastTab());
    }

    /**
     * A purchase at a price: {@code owe = min(slice * price, tab)}, rounded up; a tab that is left must be at least {@code leastTab},
     * otherwise the slice is reduced, or refused where the tab is not above that. Slices are rounded down.
     *
     * @param price a {@link FinePrice}
     * @param amount most collateral units that the buyer wants
     * @param leastTab micro-dollars
     */
    public Result<Take> takeAt(long price, long amount, long leastTab) {
        if (amount <= 0 || lot == 0) {
            return new Refused<>(Refusal.BAD_AMOUNT);
        }
        long slice = Math.min(lot, amount);
        long owe = FinePrice.value(slice, price, Rounding.CEILING);
        if (owe > tab) {
            return new Accepted<>(sold(Math.min(slice, FinePrice.units(tab, price)), tab));
        }
        boolean leavesTooLittle = owe < tab && slice < lot && tab - owe < leastTab;
        if (!leavesTooLittle) {
            return new Accepted<>(sold(slice, owe));
        }
        if (tab <= leastTab) {
            return new Refused<>(Refusal.DUST);
        }
        long reduced = tab - leastTab;
        return new Accepted<>(sold(FinePrice.units(reduced, price), reduced));
    }

    /**
     * The whole lot for a bid of zero: what an auction comes to in which nobody else bids, as those of 12 March 2020 (dss {@code
     * Flipper}, {@code tend} and {@code deal}). The tab stays unpaid.
     */
    public Take takenForNothing() {
        return new Take(lot, 0, 0, tab, new CollateralAuction(tab, 0, top, startedAt));
    }

    private Take sold(long slice, long paid) {
        long tabLeft = tab - paid;
        long lotLeft = lot - slice;
        if (tabLeft == 0) {
            return new Take(slice, paid, lotLeft, paid, new CollateralAuction(0, 0, top, startedAt));
        }
        // sold out: the throttle forgets what cannot be raised any more
        long freed = lotLeft == 0 ? tab : paid;
        return new Take(slice, paid, 0, freed, new CollateralAuction(tabLeft, lotLeft, top, startedAt));
    }
}
