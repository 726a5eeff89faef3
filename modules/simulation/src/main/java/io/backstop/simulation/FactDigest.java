package io.backstop.simulation;

import io.backstop.account.Levy;
import io.backstop.model.CanonicalDigest;
import io.backstop.scenario.ResolvedScenario;

/**
 * The digest of a run: a SHA-256 chain over its facts, each field by its name, markets and assets by theirs. Independent of
 * partitions, runtime, journal and snapshots, since facts are.
 */
public final class FactDigest {
    /** The chain of a run whose digest nobody asks for; no fact changes it. */
    static final String NONE = "";

    private FactDigest() {}

    /** The start of a scenario's chain. */
    public static String start(ResolvedScenario scenario) {
        return new CanonicalDigest()
                .field("scenario", scenario.name())
                .field("seed", scenario.seed())
                .field("tickMillis", scenario.tickMillis())
                .field("ticks", scenario.ticks())
                .hex();
    }

    /** The chain after one more fact. */
    public static String chain(String before, Fact fact, Venue venue) {
        if (before.equals(NONE)) {
            return NONE;
        }
        ResolvedScenario scenario = venue.scenario();
        CanonicalDigest digest = new CanonicalDigest().field("before", before);
        switch (fact) {
            case Fact.RunOpened f ->
                digest.field("fact", "runOpened")
                        .field("accounts", f.accounts())
                        .field("activeAccounts", f.activeAccounts())
                        .field("activeEquity", f.activeEquity())
                        .field("balance", f.balance())
                        .field("longInterest", f.longInterest())
                        .field("shortInterest", f.shortInterest())
                        .field("collateral", f.collateral())
                        .field("outsideSize", f.outsideSize())
                        .field("table", f.digest());
            case Fact.PassSettled f -> pass(digest, f, scenario);
            case Fact.LevyCharged f -> levy(digest, f, scenario);
            case Fact.TickClosed f -> tick(digest, f);
            case Fact.RunClosed f -> digest.field("fact", "runClosed").field("table", f.table());
            case DebtFact f -> DebtDigest.add(digest, f, venue);
        }
        return digest.hex();
    }

    private static void pass(CanonicalDigest digest, Fact.PassSettled f, ResolvedScenario scenario) {
        digest.field("fact", "passSettled")
                .field("tick", f.tick())
                .field("pass", f.pass())
                .field("index", f.index())
                .field("mark", f.mark())
                .field("previousMark", f.previousMark())
                .field("breached", f.breached())
                .field("fundPaid", f.fundPaid());
        for (Fact.Liquidation l : f.liquidations()) {
            digest.field("liquidation", l.account())
                    .field("market", scenario.markets().get(l.market()).name())
                    .field("exit", l.exit().name())
                    .field("size", l.size())
                    .field("consideration", l.consideration())
                    .field("fee", l.fee())
                    .field("realisedPnl", l.realisedPnl())
                    .field("equityBefore", l.equityBefore())
                    .field("maintenanceMargin", l.maintenanceMargin())
                    .field("bankruptcyValue", l.bankruptcyValue())
                    .field("coolDownUntil", l.coolDownUntil());
        }
        for (Fact.Deleveraging d : f.deleveragings()) {
            digest.field("deleveraging", d.target());
            party(digest, "estate", d.estate());
            digest.field("market", scenario.markets().get(d.market()).name())
                    .field("size", d.size())
                    .field("consideration", d.consideration())
                    .field("rank", d.rank())
                    .field("realisedPnl", d.realisedPnl())
                    .field("unrealisedBefore", d.unrealisedBefore())
                    .field("equityBefore", d.equityBefore())
                    .field("notionalBefore", d.notionalBefore())
                    .field("positionBefore", d.positionBefore())
                    .field("hedged", d.hedged() ? 1 : 0)
                    .field("estateRealisedPnl", d.estateRealisedPnl());
        }
        for (Fact.CollateralSale c : f.collateralSales()) {
            digest.field("collateralSale", c.account())
                    .field("asset", scenario.assets().get(c.asset()).name())
                    .field("units", c.units())
                    .field("proceeds", c.proceeds());
        }
        for (Fact.Unwind u : f.unwinds()) {
            digest.field("unwind", u.holder().name())
                    .field("market", scenario.markets().get(u.market()).name())
                    .field("size", u.size())
                    .field("consideration", u.consideration())
                    .field("realisedPnl", u.realisedPnl());
        }
        for (Fact.Deficit d : f.deficits()) {
            digest.field("deficit", d.id())
                    .field("account", d.account())
                    .field("amount", d.amount())
                    .field("carried", d.carried())
                    .field("open", d.open())
                    .field("overshoot", d.overshoot());
            for (Fact.Payment p : d.payments()) {
                digest.field("layer", p.layer().name())
                        .field("payer", p.payer().name())
                        .field("amount", p.amount());
            }
        }
        for (Fact.Transfer t : f.transfers()) {
            party(digest, "from", t.from());
            party(digest, "to", t.to());
            String deficit = t.deficit();
            digest.field(
                            "asset",
                            t.asset() < 0
                                    ? "USD"
                                    : scenario.assets().get(t.asset()).name())
                    .field("amount", t.amount())
                    .field("reason", t.reason().name())
                    .field("deficit", deficit == null ? "" : deficit);
        }
        for (Fact.Triggered t : f.triggered()) {
            party(digest, "triggered", t.estate());
            digest.field("deficit", t.deficit());
        }
    }

    private static void party(CanonicalDigest digest, String role, Fact.Party party) {
        digest.field(role, party.kind().name()).field("name", party.name());
    }

    private static void levy(CanonicalDigest digest, Fact.LevyCharged f, ResolvedScenario scenario) {
        digest.field("fact", "levyCharged").field("tick", f.tick());
        switch (f.levy()) {
            case Levy.Funding l ->
                digest.field("levy", "funding")
                        .field("market", scenario.markets().get(l.market()).name())
                        .field("price", l.price())
                        .field("numerator", l.numerator())
                        .field("denominator", l.denominator());
            case Levy.SocialisedLoss l ->
                digest.field("levy", "socialisedLoss")
                        .field("loss", l.loss())
                        .field("profits", l.profits())
                        .field("marks", l.marks())
                        .field("dust", l.dust());
        }
        digest.field("accounts", f.accounts())
                .field("outside", f.outside())
                .field("fund", f.fund())
                .field("vault", f.vault())
                .field("kept", f.kept());
    }

    private static void tick(CanonicalDigest digest, Fact.TickClosed f) {
        Fact.Funds funds = f.funds();
        digest.field("fact", "tickClosed")
                .field("tick", f.tick())
                .field("index", f.index())
                .field("mark", f.mark())
                .field("sellDepth", f.sellDepth())
                .field("buyDepth", f.buyDepth())
                .field("sellUsed", f.sellUsed())
                .field("buyUsed", f.buyUsed())
                .field("openInterest", f.openInterest())
                .field("outsideSize", f.outsideSize())
                .field("outsideEquity", f.outsideEquity())
                .field("outsideCash", f.outsideCash())
                .field("fundCash", funds.fundCash())
                .field("fundEquity", funds.fundEquity())
                .field("fundInventory", funds.fundInventory())
                .field("fundInventoryCost", funds.fundInventoryCost())
                .field("vaultCash", funds.vaultCash())
                .field("vaultEquity", funds.vaultEquity())
                .field("vaultInventory", funds.vaultInventory())
                .field("vaultInventoryCost", funds.vaultInventoryCost())
                .field("parent", funds.parent())
                .field("inLiquidation", f.inLiquidation())
                .field("deficitAtTrigger", f.deficitAtTrigger())
                .field("passes", f.passes())
                .field("passesCut", f.passesCut() ? 1 : 0)
                .field("ties", f.ties())
                .field("dust", f.dust())
                .field("openBadDebt", f.openBadDebt());
    }
}
