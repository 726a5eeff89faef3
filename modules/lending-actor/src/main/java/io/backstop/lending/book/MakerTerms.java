package io.backstop.lending.book;

import io.backstop.lending.maker.AuctionPrice;
import io.backstop.lending.maker.AuctionTerms;
import io.backstop.lending.maker.BidTerms;
import io.backstop.lending.maker.Breaker;
import io.backstop.lending.maker.LedgerTerms;
import io.backstop.lending.pool.AutoLine;
import io.backstop.model.Ratio;
import io.backstop.model.Rounding;
import io.backstop.scenario.debt.MakerSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a protocol with vaults, auctions and a ledger.
 *
 * @param dollars number of the reserve of dollars that the protocol issues
 * @param auction of collateral
 * @param hole most tab at auction at once, micro-dollars
 * @param breaker levels from times on, ascending
 * @param ledger of surplus and debt
 * @param surplus micro-dollars at time zero
 * @param debtAuction terms of bids
 * @param surplusAuction terms of bids
 * @param governancePrice micro-dollars a governance token
 * @param autoLine or null if the ceiling stays
 * @param shutdownAt milliseconds of the emergency shutdown, or -1
 */
public record MakerTerms(
        int dollars,
        AuctionTerms auction,
        long hole,
        List<Level> breaker,
        LedgerTerms ledger,
        long surplus,
        BidTerms debtAuction,
        BidTerms surplusAuction,
        long governancePrice,
        @Nullable AutoLine autoLine,
        long shutdownAt) {
    /** A breaker's level from a time on, in milliseconds. */
    public record Level(long fromMillis, Breaker breaker) {}

    static MakerTerms of(MakerSpec spec, int dollars) {
        MakerSpec.AuctionSpec auction = spec.auction();
        MakerSpec.LedgerSpec ledger = spec.ledger();
        MakerSpec.AutoLineSpec line = spec.autoLine();
        return new MakerTerms(
                dollars,
                new AuctionTerms(
                        price(auction),
                        auction.buf(),
                        auction.tailMillis(),
                        auction.cusp(),
                        auction.chop(),
                        auction.tip(),
                        auction.chip(),
                        auction.dust()),
                auction.hole(),
                auction.breaker().stream()
                        .map(pair -> new Level(pair[0], Breaker.ofLevel(Math.toIntExact(pair[1]))))
                        .toList(),
                new LedgerTerms(ledger.waitMillis(), ledger.bump(), ledger.sump(), ledger.hump(), ledger.dump()),
                spec.surplus(),
                bids(spec.debtAuction()),
                bids(spec.surplusAuction()),
                spec.governancePrice(),
                line == null ? null : new AutoLine(line.maxLine(), line.gap(), line.ttlMillis()),
                spec.shutdownAt());
    }

    private static AuctionPrice price(MakerSpec.AuctionSpec auction) {
        return switch (auction.fall()) {
            case LINEAR -> new AuctionPrice.Linear(auction.tauMillis());
            case STAIRSTEP -> new AuctionPrice.Stairstep(auction.tauMillis(), cut(auction.cut()));
            case EXPONENTIAL -> new AuctionPrice.Exponential(cut(auction.cut()));
        };
    }

    private static long cut(Ratio cut) {
        return cut.times(AuctionPrice.CUT_SCALE, Rounding.FLOOR);
    }

    private static BidTerms bids(MakerSpec.BidSpec spec) {
        return new BidTerms(spec.beg(), spec.pad(), spec.ttlMillis(), spec.tauMillis());
    }

    /** The breaker at a time: the last level that began. */
    public Breaker breakerAt(long now) {
        Breaker current = Breaker.CLOSED;
        for (Level level : breaker) {
            current = level.fromMillis() <= now ? level.breaker() : current;
        }
        return current;
    }

    /** Whether the emergency shutdown has come. */
    public boolean isShutDown(long now) {
        return shutdownAt >= 0 && now >= shutdownAt;
    }
}
