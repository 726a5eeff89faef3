package io.backstop.scenario.debt;

import io.backstop.model.Ratio;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Auctions and treasury of the preset {@code maker-2020} (dss: Dog, Clip, Vow, Flop, Flap, End).
 *
 * @param auction collateral auctions
 * @param ledger surplus, debt queue and when auctions start
 * @param surplus micro-dollars at time zero
 * @param debtAuction reverse auction of the governance token
 * @param surplusAuction of surplus for the governance token
 * @param governancePrice what bidders pay for a governance token, micro-dollars a token, positive
 * @param autoLine debt ceiling that follows the debt, or null
 * @param shutdownAt milliseconds of the emergency shutdown, or -1
 */
public record MakerSpec(
        AuctionSpec auction,
        LedgerSpec ledger,
        long surplus,
        BidSpec debtAuction,
        BidSpec surplusAuction,
        long governancePrice,
        @Nullable AutoLineSpec autoLine,
        long shutdownAt) {
    /** How an auction's price falls. */
    public enum Fall {
        /** To 0 in {@code tau}. */
        LINEAR,
        /** By {@code cut} each {@code step}. */
        STAIRSTEP,
        /** By {@code cut} each second. */
        EXPONENTIAL
    }

    /**
     * Collateral auctions.
     *
     * @param tauMillis LINEAR: time to 0; STAIRSTEP: length of a step
     * @param cut STAIRSTEP, EXPONENTIAL: what remains of the price
     * @param buf starting price over the oracle's
     * @param tailMillis after which a reset is needed
     * @param cusp part of the starting price below which a reset is needed
     * @param chop tab over debt, 1 or more
     * @param tip micro-dollars to who starts or resets
     * @param chip of the tab to the same
     * @param dust least debt, micro-dollars
     * @param hole most tab at auction at once, micro-dollars
     * @param breaker levels from times on: pairs of milliseconds and level 0 to 3
     */
    public record AuctionSpec(
            Fall fall,
            long tauMillis,
            Ratio cut,
            Ratio buf,
            long tailMillis,
            Ratio cusp,
            Ratio chop,
            long tip,
            Ratio chip,
            long dust,
            long hole,
            List<long[]> breaker) {}

    /** Vow: wait before queued debt counts, lots of surplus and debt auctions, surplus buffer, first lot of a debt auction (10^-6 tokens). */
    public record LedgerSpec(long waitMillis, long bump, long sump, long hump, long dump) {}

    /** Bids: factors, 1 or more, of the least improvement and of the growth without bids; time of a bid and of the auction. */
    public record BidSpec(Ratio beg, Ratio pad, long ttlMillis, long tauMillis) {}

    /** Ceiling that follows the debt: at most, ahead by, a rise at most each. */
    public record AutoLineSpec(long maxLine, long gap, long ttlMillis) {}
}
