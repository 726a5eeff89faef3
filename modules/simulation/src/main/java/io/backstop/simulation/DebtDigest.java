package io.backstop.simulation;

import io.backstop.lending.account.LendingChange;
import io.backstop.lending.book.RedemptionRequest;
import io.backstop.lending.pass.Execution;
import io.backstop.lending.pass.LendingLine;
import io.backstop.lending.pass.LendingOutcome;
import io.backstop.model.CanonicalDigest;
import io.backstop.scenario.debt.LendingOpenings;

/** The digest's part of lending protocols and parties, field by field; accounts by name, parties and debts by their numbers. */
final class DebtDigest {
    private DebtDigest() {}

    static void add(CanonicalDigest digest, DebtFact fact, Venue venue) {
        switch (fact) {
            case DebtFact.DebtOpened f -> opened(digest, f);
            case DebtFact.LendingSettled f -> settled(digest, f, venue);
            case DebtFact.PartiesSettled f -> parties(digest, f);
            case DebtFact.DebtClosed f -> closed(digest, f);
        }
    }

    private static void opened(CanonicalDigest digest, DebtFact.DebtOpened f) {
        digest.field("fact", "debtOpened")
                .field("parties", f.parties())
                .field("partyCash", f.partyCash())
                .field("partyUnits", f.partyUnits())
                .field("debts", f.debts())
                .field("table", f.digest());
        for (DebtFact.ProtocolOpening p : f.protocols()) {
            digest.field("protocol", p.protocol())
                    .field("accounts", p.accounts())
                    .field("supplied", p.supplied())
                    .field("owed", p.owed())
                    .field("cash", p.cash())
                    .field("dollars", p.dollars())
                    .field("units", p.units());
        }
    }

    private static void settled(CanonicalDigest digest, DebtFact.LendingSettled f, Venue venue) {
        digest.field("fact", "lendingSettled")
                .field("tick", f.tick())
                .field("pass", f.pass())
                .field("phase", f.phase().name())
                .field("assetMark", f.assetMark());
        for (DebtFact.HedgePayment payment : f.hedges()) {
            digest.field("venueAccount", payment.venueAccount())
                    .field("protocol", payment.protocol())
                    .field("account", payment.account())
                    .field("amount", payment.amount());
        }
        for (LendingOutcome outcome : f.outcomes()) {
            LendingOpenings names = venue.lendingOpenings(venue.protocol(outcome.protocol()));
            digest.field("protocol", outcome.protocol());
            for (LendingChange change : outcome.accounts()) {
                digest.field("account", account(names, change.account()))
                        .field("supplied", change.supplied())
                        .field("owed", change.owed())
                        .field("wallet", change.wallet())
                        .field("cash", change.cash());
            }
            for (Execution e : outcome.executions()) {
                digest.field("asset", venue.scenario().assets().get(e.asset()).name())
                        .field("sellSize", e.sellSize())
                        .field("sellValue", e.sellValue())
                        .field("buySize", e.buySize())
                        .field("buyValue", e.buyValue());
            }
            outcome.lines().forEach(line -> line(digest, line, names));
        }
    }

    private static String account(LendingOpenings names, long key) {
        return key == RedemptionRequest.PUBLIC ? "" : names.name((int) (key >>> 32), (int) key);
    }

    private static void line(CanonicalDigest digest, LendingLine line, LendingOpenings names) {
        switch (line) {
            case LendingLine.Liquidated l ->
                digest.field("line", "liquidated")
                        .field("account", account(names, l.account()))
                        .field("keeper", l.keeper())
                        .field("weighted", l.weighted())
                        .field("debt", l.debt())
                        .field("debtReserve", l.debtReserve())
                        .field("repaid", l.repaid())
                        .field("cost", l.cost())
                        .field("collateralReserve", l.collateralReserve())
                        .field("seized", l.seized())
                        .field("fee", l.fee())
                        .field("proceeds", l.proceeds());
            case LendingLine.AuctionKicked l ->
                digest.field("line", "auctionKicked")
                        .field("auction", l.auction())
                        .field("account", account(names, l.account()))
                        .field("keeper", l.keeper())
                        .field("reserve", l.reserve())
                        .field("lot", l.lot())
                        .field("due", l.due())
                        .field("tab", l.tab())
                        .field("incentive", l.incentive());
            case LendingLine.AuctionTaken l ->
                digest.field("line", "auctionTaken")
                        .field("auction", l.auction())
                        .field("account", account(names, l.account()))
                        .field("keeper", l.keeper())
                        .field("reserve", l.reserve())
                        .field("slice", l.slice())
                        .field("paid", l.paid())
                        .field("proceeds", l.proceeds())
                        .field("returned", l.returned());
            case LendingLine.AuctionReset l ->
                digest.field("line", "auctionReset")
                        .field("auction", l.auction())
                        .field("keeper", l.keeper())
                        .field("incentive", l.incentive());
            case LendingLine.AuctionCancelled l ->
                digest.field("line", "auctionCancelled")
                        .field("auction", l.auction())
                        .field("account", account(names, l.account()))
                        .field("reserve", l.reserve())
                        .field("lot", l.lot())
                        .field("tab", l.tab());
            case LendingLine.AuctionClosed l ->
                digest.field("line", "auctionClosed")
                        .field("auction", l.auction())
                        .field("account", account(names, l.account()))
                        .field("unpaid", l.unpaid());
            case LendingLine.Deficit l ->
                digest.field("line", "deficit")
                        .field("id", l.id())
                        .field("account", account(names, l.account()))
                        .field("reserve", l.reserve())
                        .field("units", l.units());
            case LendingLine.DeficitPaid l ->
                digest.field("line", "deficitPaid")
                        .field("id", l.id())
                        .field("reserve", l.reserve())
                        .field("units", l.units())
                        .field("layer", l.layer().name());
            case LendingLine.WrittenDown l ->
                digest.field("line", "writtenDown")
                        .field("reserve", l.reserve())
                        .field("units", l.units());
            case LendingLine.ToppedUp l ->
                digest.field("line", "toppedUp")
                        .field("account", account(names, l.account()))
                        .field("reserve", l.reserve())
                        .field("units", l.units())
                        .field("cost", l.cost());
            case LendingLine.SoldToRepay l ->
                digest.field("line", "soldToRepay")
                        .field("account", account(names, l.account()))
                        .field("collateralReserve", l.collateralReserve())
                        .field("sold", l.sold())
                        .field("proceeds", l.proceeds())
                        .field("debtReserve", l.debtReserve())
                        .field("repaid", l.repaid())
                        .field("cost", l.cost());
            case LendingLine.Leveraged l ->
                digest.field("line", "leveraged")
                        .field("account", account(names, l.account()))
                        .field("debtReserve", l.debtReserve())
                        .field("drawn", l.drawn())
                        .field("proceeds", l.proceeds())
                        .field("collateralReserve", l.collateralReserve())
                        .field("bought", l.bought())
                        .field("cost", l.cost());
            case LendingLine.Deposited l ->
                digest.field("line", "deposited")
                        .field("account", account(names, l.account()))
                        .field("dollars", l.dollars());
            case LendingLine.RepaidFromCash l ->
                digest.field("line", "repaidFromCash")
                        .field("account", account(names, l.account()))
                        .field("reserve", l.reserve())
                        .field("units", l.units())
                        .field("cost", l.cost());
            case LendingLine.RedemptionAsked l ->
                digest.field("line", "redemptionAsked")
                        .field("account", account(names, l.account()))
                        .field("reserve", l.reserve())
                        .field("units", l.units());
            case LendingLine.RedemptionPaid l ->
                digest.field("line", "redemptionPaid")
                        .field("account", account(names, l.account()))
                        .field("reserve", l.reserve())
                        .field("units", l.units())
                        .field("askedAt", l.askedAt());
            case LendingLine.Recapitalised l ->
                digest.field("line", "recapitalised")
                        .field("auction", l.auction())
                        .field("keeper", l.keeper())
                        .field("dollars", l.dollars())
                        .field("tokens", l.tokens());
            case LendingLine.Outbid l ->
                digest.field("line", "outbid")
                        .field("auction", l.auction())
                        .field("keeper", l.keeper())
                        .field("tokens", l.tokens());
            case LendingLine.DebtAuctionDealt l ->
                digest.field("line", "debtAuctionDealt")
                        .field("auction", l.auction())
                        .field("minted", l.minted());
            case LendingLine.SurplusSold l ->
                digest.field("line", "surplusSold")
                        .field("auction", l.auction())
                        .field("dollars", l.dollars())
                        .field("burned", l.burned());
            case LendingLine.CeilingChanged l ->
                digest.field("line", "ceilingChanged").field("line", l.line());
            case LendingLine.Skimmed l ->
                digest.field("line", "skimmed")
                        .field("account", account(names, l.account()))
                        .field("reserve", l.reserve())
                        .field("taken", l.taken())
                        .field("debt", l.debt());
        }
    }

    private static void parties(CanonicalDigest digest, DebtFact.PartiesSettled f) {
        digest.field("fact", "partiesSettled")
                .field("tick", f.tick())
                .field("pass", f.pass())
                .field("occasion", f.occasion().name());
        for (DebtFact.Flow flow : f.flows()) {
            digest.field("flow", flow.party())
                    .field("amount", flow.amount())
                    .field("declared", flow.declared())
                    .field("reason", flow.reason());
        }
        for (DebtFact.Default d : f.defaults()) {
            digest.field("default", d.id())
                    .field("party", d.party())
                    .field("resources", d.resources())
                    .field("owed", d.owed())
                    .field("paid", d.paid())
                    .field("cost", d.cost())
                    .field("hop", d.hop());
        }
        f.claims().forEach(claim -> claim(digest, claim));
        for (DebtFact.EstatePayment payment : f.payments()) {
            digest.field("estate", payment.debtor())
                    .field("creditor", payment.creditor())
                    .field("debt", payment.debt())
                    .field("amount", payment.amount())
                    .field("deficit", payment.deficit());
        }
        for (DebtFact.TokenRedemption redemption : f.redemptions()) {
            digest.field("redemption", redemption.asset())
                    .field("holder", redemption.holder())
                    .field("units", redemption.units())
                    .field("amount", redemption.amount());
        }
    }

    private static void claim(CanonicalDigest digest, DebtFact.Claim claim) {
        digest.field("claim", claim.debt())
                .field("debtor", claim.debtor())
                .field("creditor", claim.creditor())
                .field("owed", claim.owed())
                .field("paid", claim.paid())
                .field("deficit", claim.deficit());
    }

    private static void closed(CanonicalDigest digest, DebtFact.DebtClosed f) {
        digest.field("fact", "debtClosed")
                .field("tick", f.tick())
                .field("assetIndex", f.assetIndex())
                .field("assetMark", f.assetMark())
                .field("nav", f.nav());
        for (DebtFact.ReserveFigures r : f.reserves()) {
            digest.field("reserve", r.reserve())
                    .field("protocol", r.protocol())
                    .field("price", r.price())
                    .field("cash", r.cash())
                    .field("debt", r.debt())
                    .field("supply", r.supply())
                    .field("treasury", r.treasury())
                    .field("deficit", r.deficit())
                    .field("utilisation", r.utilisation())
                    .field("borrowRate", r.borrowRate());
        }
        for (DebtFact.ProtocolFigures p : f.protocols()) {
            digest.field("protocol", p.protocol())
                    .field("keeperCash", p.keeperCash())
                    .field("auctions", p.auctions())
                    .field("tab", p.tab())
                    .field("surplus", p.surplus())
                    .field("queuedDebt", p.queuedDebt())
                    .field("staked", p.staked())
                    .field("openDeficit", p.openDeficit())
                    .field("redemptions", p.redemptions());
        }
        for (DebtFact.PartyFigures p : f.parties()) {
            digest.field("party", p.party())
                    .field("assets", p.assets())
                    .field("owed", p.owed())
                    .field("paid", p.paid())
                    .field("inDefault", p.inDefault() ? 1 : 0);
        }
        f.claims().forEach(claim -> claim(digest, claim));
        digest.field("inDefault", f.inDefault()).field("passes", f.passes());
    }
}
