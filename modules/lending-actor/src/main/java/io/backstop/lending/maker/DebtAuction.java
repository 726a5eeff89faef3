package io.backstop.lending.maker;

import io.backstop.lending.Refusal;
import io.backstop.lending.Result;
import io.backstop.lending.Result.Accepted;
import io.backstop.lending.Result.Refused;
import io.backstop.model.FixedPoint;
import io.backstop.model.Ratio;
import io.backstop.model.Rounding;
import org.jspecify.annotations.Nullable;

/**
 * A reverse auction (dss {@code Flopper}): bidders pay a fixed sum for ever fewer newly minted governance tokens. A bid's money goes
 * to the ledger if it is the first, otherwise back to whom it outbids. Immutable.
 *
 * @param bid what the winner pays, micro-dollars
 * @param lot governance tokens that the winner is paid, units
 * @param leader of the last bid, or null
 * @param bidEndsAt when the last bid wins, milliseconds; meaningless without a leader
 * @param endsAt when the auction is over, milliseconds
 */
public record DebtAuction(long bid, long lot, @Nullable String leader, long bidEndsAt, long endsAt) {

    /**
     * A bid that was accepted: the bidder pays {@code paid}, to the one who is refunded or to the ledger.
     *
     * @param after the auction afterwards
     * @param paid by the bidder, micro-dollars
     * @param refunded whose bid was beaten, or null: the ledger gets the money
     */
    public record Bid(
            DebtAuction after, long paid, @Nullable String refunded) {}

    /**
     * The end.
     *
     * @param winner who is paid in new tokens
     * @param minted units
     */
    public record Deal(String winner, long minted) {}

    /** An auction that starts ({@code kick}). */
    public static DebtAuction kick(BidTerms terms, long bid, long lot, long now) {
        return new DebtAuction(bid, lot, null, 0, Math.addExact(now, terms.tauMillis()));
    }

    /** Whether it is over: the last bid has stood long enough, or time is up. */
    public boolean isOver(long now) {
        return (leader != null && bidEndsAt < now) || endsAt < now;
    }

    /** Bids for a smaller lot: granted while it runs, and if {@code beg * lot <= last lot} ({@code dent}). */
    public Result<Bid> bid(BidTerms terms, String bidder, long newLot, long now) {
        if ((leader != null && bidEndsAt <= now) || endsAt <= now) {
            return new Refused<>(Refusal.WRONG_TIME);
        }
        Ratio beg = terms.beg();
        boolean isEnough = newLot > 0
                && newLot < lot
                && FixedPoint.compareRatios(lot, newLot, beg.numerator(), beg.denominator()) >= 0;
        if (!isEnough) {
            return new Refused<>(Refusal.BID_TOO_SMALL);
        }
        long expiry = Math.addExact(now, terms.ttlMillis());
        return new Accepted<>(new Bid(new DebtAuction(bid, newLot, bidder, expiry, endsAt), bid, leader));
    }

    /** Starts an auction again that ended without a bid, with a larger lot, rounded down ({@code tick}). */
    public Result<DebtAuction> restarted(BidTerms terms, long now) {
        if (leader != null || endsAt >= now) {
            return new Refused<>(Refusal.WRONG_TIME);
        }
        return new Accepted<>(kick(terms, bid, terms.pad().times(lot, Rounding.FLOOR), now));
    }

    /** Settles an auction that is over ({@code deal}). */
    public Result<Deal> settled(long now) {
        return leader == null || !isOver(now)
                ? new Refused<>(Refusal.WRONG_TIME)
                : new Accepted<>(new Deal(leader, lot));
    }
}
