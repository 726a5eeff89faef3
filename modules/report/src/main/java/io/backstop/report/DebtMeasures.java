package io.backstop.report;

import io.backstop.lending.book.PoolOp;
import io.backstop.lending.pass.LendingLine;
import io.backstop.lending.pass.LendingOutcome;
import io.backstop.scenario.Measure;
import io.backstop.simulation.DebtFact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up the figures of lending protocols and parties. */
final class DebtMeasures {
    private final DebtNames names;
    private final ClaimBook claims;
    private final List<GivenAway> givenAway = new ArrayList<>();
    private final Map<String, Long> priceOf = new HashMap<>();
    private long liquidations;
    private long deficits;
    private long paid;
    private long zeroBidSales;
    private long treasurySurplus;
    private long minimumTreasurySurplus = Long.MAX_VALUE;
    private long debtAuctions;
    private long inDefault;
    private long redeemed;

    /** Collateral sold for nothing in a tick that has not closed yet. */
    private record GivenAway(int protocol, int reserve, long units, long value) {}

    DebtMeasures(DebtNames names) {
        this.names = names;
        this.claims = new ClaimBook(names.network());
    }

    DebtNames names() {
        return names;
    }

    ClaimBook claims() {
        return claims;
    }

    void take(DebtFact fact) {
        claims.take(fact);
        switch (fact) {
            case DebtFact.LendingSettled settled -> settled.outcomes().forEach(outcome -> outcome(settled, outcome));
            case DebtFact.DebtClosed closed -> closed(closed);
            case DebtFact.DebtOpened opened -> {}
            case DebtFact.PartiesSettled settled -> {
                for (DebtFact.TokenRedemption redemption : settled.redemptions()) {
                    redeemed = Math.addExact(redeemed, redemption.amount());
                }
            }
        }
    }

    private void outcome(DebtFact.LendingSettled at, LendingOutcome outcome) {
        int protocol = names.protocol(outcome.protocol());
        outcome.lines().forEach(line -> line(at, protocol, line));
        debtAuctions += outcome.pool().ops().stream()
                .filter(PoolOp.DebtAuctionOpened.class::isInstance)
                .count();
    }

    private void line(DebtFact.LendingSettled at, int protocol, LendingLine line) {
        if (line instanceof LendingLine.Liquidated || line instanceof LendingLine.AuctionKicked) {
            liquidations++;
        } else if (line instanceof LendingLine.Deficit deficit) {
            long price = names.value(names.asset(protocol, deficit.reserve()), 1, at.assetMark());
            priceOf.put(deficit.id() + "/" + deficit.reserve(), price);
            deficits = Math.addExact(deficits, Math.multiplyExact(price, deficit.units()));
        } else if (line instanceof LendingLine.DeficitPaid payment) {
            long price = priceOf.getOrDefault(payment.id() + "/" + payment.reserve(), 0L);
            paid = Math.addExact(paid, Math.multiplyExact(price, payment.units()));
        } else if (line instanceof LendingLine.AuctionTaken taken && taken.paid() == 0) {
            long value = names.value(names.asset(protocol, taken.reserve()), taken.slice(), at.assetMark());
            givenAway.add(new GivenAway(protocol, taken.reserve(), taken.slice(), value));
        }
    }

    private void closed(DebtFact.DebtClosed closed) {
        inDefault = closed.inDefault();
        treasurySurplus = 0;
        for (DebtFact.ProtocolFigures protocol : closed.protocols()) {
            treasurySurplus = Math.addExact(treasurySurplus, protocol.surplus() - protocol.queuedDebt());
        }
        // debt queues when an auction starts, before the auction can pay it
        if (closed.protocols().stream().allMatch(protocol -> protocol.auctions() == 0)) {
            minimumTreasurySurplus = Math.min(minimumTreasurySurplus, treasurySurplus);
        }
        for (GivenAway sale : givenAway) {
            zeroBidSales = Math.addExact(zeroBidSales, value(closed, sale));
        }
        givenAway.clear();
    }

    /** At the price that the protocol saw, or at the mark if it saw none. */
    private static long value(DebtFact.DebtClosed closed, GivenAway sale) {
        return closed.reserves().stream()
                .filter(reserve -> reserve.protocol() == sale.protocol()
                        && reserve.reserve() == sale.reserve()
                        && reserve.price() >= 0)
                .findFirst()
                .map(reserve -> Math.multiplyExact(sale.units(), reserve.price()))
                .orElse(sale.value());
    }

    void put(Map<Measure, BigDecimal> values) {
        values.put(Measure.LENDING_LIQUIDATIONS, BigDecimal.valueOf(liquidations));
        values.put(Measure.LENDING_DEFICITS, Figures.dollars(deficits));
        values.put(Measure.LENDING_BAD_DEBT, Figures.dollars(deficits - paid));
        values.put(Measure.ZERO_BID_SALES, Figures.dollars(zeroBidSales));
        values.put(Measure.TREASURY_SURPLUS, Figures.dollars(treasurySurplus));
        if (minimumTreasurySurplus < Long.MAX_VALUE) {
            values.put(Measure.MINIMUM_TREASURY_SURPLUS, Figures.dollars(minimumTreasurySurplus));
        }
        values.put(Measure.DEBT_AUCTIONS, BigDecimal.valueOf(debtAuctions));
        values.put(Measure.PARTY_DEFAULTS, BigDecimal.valueOf(inDefault));
        values.put(Measure.CLAIM_LOSSES, Figures.dollars(claims.loss()));
        values.put(Measure.TOKENS_REDEEMED, Figures.dollars(redeemed));
    }
}
