package io.backstop.report;

import io.backstop.lending.pass.LendingLine;
import io.backstop.lending.pass.LendingOutcome;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.DebtFact.ReserveFigures;
import java.util.List;

/**
 * The CSV files of one lending protocol, in a folder of its name. They depend on that protocol's facts alone, so protocols that share
 * nothing leave the same files in one run as in two.
 */
final class ProtocolTables {
    /** Names of all files in the folder. */
    static final List<String> FILES =
            List.of("reserves.csv", "liquidations.csv", "auctions.csv", "borrowers.csv", "deficits.csv");

    private static final int RATE_DECIMALS = 15;
    private static final int MILLIS_DECIMALS = 3;
    private static final int TOKEN_DECIMALS = 6;

    private final DebtNames names;
    private final TableSet tables;
    private final int protocol;
    private final String folder;

    ProtocolTables(DebtNames names, TableSet tables, int protocol) {
        this.names = names;
        this.tables = tables;
        this.protocol = protocol;
        this.folder = names.protocol(protocol) + "/";
        tables.make(folder + "reserves.csv", DebtColumns.RESERVES);
        tables.make(folder + "liquidations.csv", DebtColumns.LIQUIDATIONS);
        tables.make(folder + "auctions.csv", DebtColumns.AUCTIONS);
        tables.make(folder + "borrowers.csv", DebtColumns.BORROWERS);
        tables.make(folder + "deficits.csv", DebtColumns.DEFICITS);
    }

    void closed(long tick, ReserveFigures reserve) {
        int asset = names.asset(protocol, reserve.reserve());
        int decimals = names.decimals(asset);
        CsvTable row =
                tables.row(folder + "reserves.csv", DebtColumns.RESERVES, tick).text(names.assetName(asset));
        if (reserve.price() < 0) {
            row.empty();
        } else {
            row.decimal(reserve.price(), names.priceDecimals(asset));
        }
        row.decimal(reserve.cash(), decimals)
                .decimal(reserve.debt(), decimals)
                .decimal(reserve.supply(), decimals)
                .decimal(reserve.treasury(), decimals)
                .decimal(reserve.deficit(), decimals)
                .decimal(reserve.utilisation(), RATE_DECIMALS)
                .decimal(reserve.borrowRate(), RATE_DECIMALS)
                .end();
    }

    void settled(DebtFact.LendingSettled settled, LendingOutcome outcome) {
        for (LendingLine line : outcome.lines()) {
            line(settled, line);
        }
    }

    private void line(DebtFact.LendingSettled at, LendingLine line) {
        switch (line) {
            case LendingLine.Liquidated l -> liquidated(at, l);
            case LendingLine.AuctionKicked l ->
                auction(at, l.auction(), "KICK", l.account(), l.keeper())
                        .text(reserve(l.reserve()))
                        .decimal(l.lot(), decimals(l.reserve()))
                        .money(l.tab())
                        .empty()
                        .empty()
                        .empty()
                        .money(l.incentive())
                        .empty()
                        .empty()
                        .end();
            case LendingLine.AuctionTaken l ->
                auction(at, l.auction(), l.paid() == 0 ? "ZERO_BID" : "TAKE", l.account(), l.keeper())
                        .text(reserve(l.reserve()))
                        .decimal(l.slice(), decimals(l.reserve()))
                        .empty()
                        .money(l.paid())
                        .money(l.proceeds())
                        .decimal(l.returned(), decimals(l.reserve()))
                        .empty()
                        .empty()
                        .empty()
                        .end();
            case LendingLine.AuctionReset l ->
                rest(auction(at, l.auction(), "RESET").text("").text(names.keeper(protocol, l.keeper())))
                        .money(l.incentive())
                        .empty()
                        .empty()
                        .end();
            case LendingLine.AuctionCancelled l ->
                auction(at, l.auction(), "CANCEL")
                        .text(account(l.account()))
                        .empty()
                        .text(reserve(l.reserve()))
                        .decimal(l.lot(), decimals(l.reserve()))
                        .money(l.tab())
                        .empty()
                        .empty()
                        .decimal(l.lot(), decimals(l.reserve()))
                        .empty()
                        .empty()
                        .empty()
                        .end();
            case LendingLine.AuctionClosed l ->
                rest(auction(at, l.auction(), "CLOSE")
                                .text(account(l.account()))
                                .empty())
                        .empty()
                        .money(l.unpaid())
                        .empty()
                        .end();
            case LendingLine.Recapitalised l ->
                bid(at, l.auction(), "DEBT_BID", names.keeper(protocol, l.keeper()), l.dollars(), l.tokens());
            case LendingLine.Outbid l ->
                bid(at, l.auction(), "DEBT_OUTBID", names.keeper(protocol, l.keeper()), 0, l.tokens());
            case LendingLine.DebtAuctionDealt l -> bid(at, l.auction(), "DEBT_DEAL", "", 0, l.minted());
            case LendingLine.SurplusSold l -> bid(at, l.auction(), "SURPLUS_DEAL", "", l.dollars(), l.burned());
            case LendingLine.Deficit l -> deficit(at, l.id(), account(l.account()), l.reserve(), "OPENED", l.units());
            case LendingLine.DeficitPaid l ->
                deficit(at, l.id(), "", l.reserve(), l.layer().name(), l.units());
            case LendingLine.WrittenDown l -> deficit(at, "", "", l.reserve(), "WRITTEN_DOWN", l.units());
            case LendingLine.ToppedUp l ->
                borrower(at, l.account(), "TOP_UP")
                        .text(reserve(l.reserve()))
                        .decimal(l.units(), decimals(l.reserve()))
                        .empty()
                        .empty()
                        .empty()
                        .money(l.cost())
                        .empty()
                        .end();
            case LendingLine.SoldToRepay l ->
                borrower(at, l.account(), "SALE")
                        .text(reserve(l.collateralReserve()))
                        .decimal(-l.sold(), decimals(l.collateralReserve()))
                        .text(reserve(l.debtReserve()))
                        .decimal(-l.repaid(), decimals(l.debtReserve()))
                        .money(l.proceeds())
                        .money(l.cost())
                        .empty()
                        .end();
            case LendingLine.Leveraged l ->
                borrower(at, l.account(), "LEVERAGE")
                        .text(reserve(l.collateralReserve()))
                        .decimal(l.bought(), decimals(l.collateralReserve()))
                        .text(reserve(l.debtReserve()))
                        .decimal(l.drawn(), decimals(l.debtReserve()))
                        .money(l.proceeds())
                        .money(l.cost())
                        .empty()
                        .end();
            case LendingLine.Deposited l ->
                borrower(at, l.account(), "DEPOSIT")
                        .empty()
                        .empty()
                        .empty()
                        .empty()
                        .money(l.dollars())
                        .empty()
                        .empty()
                        .end();
            case LendingLine.RepaidFromCash l ->
                borrower(at, l.account(), "REPAYMENT")
                        .empty()
                        .empty()
                        .text(reserve(l.reserve()))
                        .decimal(-l.units(), decimals(l.reserve()))
                        .empty()
                        .money(l.cost())
                        .empty()
                        .end();
            case LendingLine.RedemptionAsked l ->
                redemption(at, l.account(), "REDEMPTION_ASKED", l.reserve(), l.units(), at.tick());
            case LendingLine.RedemptionPaid l ->
                redemption(at, l.account(), "REDEMPTION_PAID", l.reserve(), -l.units(), l.askedAt());
            case LendingLine.Skimmed l ->
                borrower(at, l.account(), "SKIMMED")
                        .text(reserve(l.reserve()))
                        .decimal(-l.taken(), decimals(l.reserve()))
                        .text(DebtNames.DOLLARS)
                        .money(-l.debt())
                        .empty()
                        .empty()
                        .empty()
                        .end();
            case LendingLine.CeilingChanged l -> {}
        }
    }

    private void liquidated(DebtFact.LendingSettled at, LendingLine.Liquidated l) {
        tables.row(folder + "liquidations.csv", DebtColumns.LIQUIDATIONS, at.tick(), at.pass())
                .text(account(l.account()))
                .text(names.keeper(protocol, l.keeper()))
                .money(l.weighted())
                .money(l.debt())
                .text(reserve(l.debtReserve()))
                .decimal(l.repaid(), decimals(l.debtReserve()))
                .money(l.cost())
                .text(reserve(l.collateralReserve()))
                .decimal(l.seized(), decimals(l.collateralReserve()))
                .decimal(l.fee(), decimals(l.collateralReserve()))
                .money(l.proceeds())
                .end();
    }

    private CsvTable auction(DebtFact.LendingSettled at, long auction, String event) {
        return tables.row(folder + "auctions.csv", DebtColumns.AUCTIONS, at.tick(), at.pass())
                .whole(auction)
                .text(event);
    }

    private CsvTable auction(DebtFact.LendingSettled at, long auction, String event, long account, int keeper) {
        return auction(at, auction, event).text(account(account)).text(names.keeper(protocol, keeper));
    }

    /** The fields from the asset to the units returned, empty. */
    private static CsvTable rest(CsvTable row) {
        return row.empty().empty().empty().empty().empty().empty();
    }

    private void bid(DebtFact.LendingSettled at, long auction, String event, String keeper, long dollars, long tokens) {
        CsvTable row =
                auction(at, auction, event).empty().text(keeper).empty().empty().empty();
        if (dollars == 0) {
            row.empty();
        } else {
            row.money(dollars);
        }
        row.empty().empty().empty().empty().decimal(tokens, TOKEN_DECIMALS).end();
    }

    private void deficit(DebtFact.LendingSettled at, String id, String account, int reserve, String layer, long units) {
        tables.row(folder + "deficits.csv", DebtColumns.DEFICITS, at.tick(), at.pass())
                .text(id)
                .text(account)
                .text(reserve(reserve))
                .text(layer)
                .decimal(units, decimals(reserve))
                .end();
    }

    private CsvTable borrower(DebtFact.LendingSettled at, long account, String event) {
        return tables.row(folder + "borrowers.csv", DebtColumns.BORROWERS, at.tick(), at.pass())
                .text(account(account))
                .text(event);
    }

    private void redemption(
            DebtFact.LendingSettled at, long account, String event, int reserve, long units, long askedAt) {
        borrower(at, account, event)
                .text(reserve(reserve))
                .decimal(units, decimals(reserve))
                .empty()
                .empty()
                .empty()
                .empty()
                .decimal(Math.multiplyExact(askedAt, names.scenario().tickMillis()), MILLIS_DECIMALS)
                .end();
    }

    private String account(long key) {
        return names.account(protocol, key);
    }

    private String reserve(int reserve) {
        return names.reserve(protocol, reserve);
    }

    private int decimals(int reserve) {
        return names.decimals(names.asset(protocol, reserve));
    }
}
