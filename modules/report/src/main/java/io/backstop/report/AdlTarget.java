package io.backstop.report;

import io.backstop.simulation.Fact;

/** What ADL did to one account over a run. Amounts are micro-dollars. */
final class AdlTarget {
    private final String account;
    private final long equityBefore;
    private final long notionalBefore;
    private long profitBefore;
    private long notional;
    private long realisedPnl;
    private long haircut;
    private long events;
    private boolean hedged;

    /** Starts with the account's first deleveraging. */
    AdlTarget(Fact.Deleveraging first) {
        this.account = first.target();
        this.equityBefore = first.equityBefore();
        this.notionalBefore = first.notionalBefore();
        this.profitBefore = first.unrealisedBefore();
    }

    void add(Fact.Deleveraging line, long lineNotional, long lineHaircut) {
        notional = Math.addExact(notional, lineNotional);
        haircut = Math.addExact(haircut, lineHaircut);
        realisedPnl = Math.addExact(realisedPnl, line.realisedPnl());
        profitBefore = Math.max(profitBefore, line.unrealisedBefore());
        hedged |= line.hedged();
        events++;
    }

    String account() {
        return account;
    }

    /** Full equity before the account's first ADL. */
    long equityBefore() {
        return equityBefore;
    }

    /** Notional over all markets before the account's first ADL. */
    long notionalBefore() {
        return notionalBefore;
    }

    /** The largest unrealised profit in a market that ADL found. */
    long profitBefore() {
        return profitBefore;
    }

    long notional() {
        return notional;
    }

    long realisedPnl() {
        return realisedPnl;
    }

    long haircut() {
        return haircut;
    }

    long events() {
        return events;
    }

    boolean hedged() {
        return hedged;
    }

    /** Position notional over equity before the first ADL. */
    double positionLeverage() {
        return equityBefore > 0 ? (double) notionalBefore / equityBefore : Double.POSITIVE_INFINITY;
    }

    /** Notional closed over equity before the first ADL: the "leverage" of the public per-row tables. */
    double fillLeverage() {
        return equityBefore > 0 ? (double) notional / equityBefore : Double.POSITIVE_INFINITY;
    }
}
