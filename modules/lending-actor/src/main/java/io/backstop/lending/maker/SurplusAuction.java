package io.backstop.lending.maker;

import io.backstop.lending.Refusal;
import io.backstop.lending.Result;
import io.backstop.lending.Result.Accepted;
import io.backstop.lending.Result.Refused;
import io.backstop.model.FixedPoint;
import io.backstop.model.Ratio;
import org.jspecify.annotations.Nullable;

/**
 * An auction of surplus (dss {@code Flapper}): bidders offer ever more governance tokens, which are burned, for a fixed sum.
 * Immutable.
 *
 * @param lot surplus for sale, in the auction's custody, micro-dollars
 * @param bid governance tokens of the last bid, in custody, units
 * @param leader of the last bid, or null
 * @param bidEndsAt when the last bid wins, milliseconds; meaningless without a leader
 * @param endsAt when the auction is over, milliseconds
 */
public record SurplusAuction(long lot, long bid, @Nullable String leader, long bidEndsAt, long endsAt) {

    /**
     * A bid that was accepted.
     *
     * @param after the auction afterwards
     * @param paid units that the bidder puts into custody
     * @param refunded whose bid was beaten, or null
     * @param refund units that this one gets back
     */
    public record Bid(
            SurplusAuction after, long paid, @Nullable String refunded, long refund) {}

    /**
     * The end.
     *
     * @param winner who gets the lot
     * @param burned units of the bid
     */
    public record Deal(String winner, long burned) {}

    /** An auction that starts ({@code kick}). */
    public static SurplusAuction kick(BidTerms terms, long lot, long now) {
        return new SurplusAuction(lot, 0, null, 0, Math.addExact(now, terms.tauMillis()));
    }

    /** Bids more: granted while it runs, and if {@code bid >= beg * last bid} ({@code tend}). */
    public Result<Bid> bid(BidTerms terms, String bidder, long units, long now) {
        if ((leader != null && bidEndsAt <= now) || endsAt <= now) {
            return new Refused<>(Refusal.WRONG_TIME);
        }
        Ratio beg = terms.beg();
        boolean isEnough = units > bid
                && (bid == 0 || FixedPoint.compareRatios(units, bid, beg.numerator(), beg.denominator()) >= 0);
        if (!isEnough) {
            return new Refused<>(Refusal.BID_TOO_SMALL);
        }
        long expiry = Math.addExact(now, terms.ttlMillis());
        return new Accepted<>(new Bid(new SurplusAuction(lot, units, bidder, expiry, endsAt), units, leader, bid));
    }

    /** Starts an auction again that ended without a bid ({@code tick}). */
    public Result<SurplusAuction> restarted(BidTerms terms, long now) {
        return leader != null || endsAt >= now
                ? new Refused<>(Refusal.WRONG_TIME)
                : new Accepted<>(kick(terms, lot, now));
    }

    /** Settles an auction that is over ({@code deal}). */
    public Result<Deal> settled(long now) {
        return leader == null || (bidEndsAt >= now && endsAt >= now)
                ? new Refused<>(Refusal.WRONG_TIME)
                : new Accepted<>(new Deal(leader, bid));
    }
}
