package io.backstop.report;

import io.backstop.lending.book.RedemptionRequest;
import io.backstop.lending.pass.LendingLine;
import io.backstop.report.Transfers.Holder;
import io.backstop.report.Transfers.Time;
import io.backstop.scenario.debt.ReserveSpec;

/** What moved in a line of a lending protocol, with both its legs. */
final class LendingTransfers {
    private final DebtNames names;
    private final Transfers transfers;
    private final int protocol;
    private final Time time;

    LendingTransfers(DebtNames names, Transfers transfers, int protocol, Time time) {
        this.names = names;
        this.transfers = transfers;
        this.protocol = protocol;
        this.time = time;
    }

    /** Claims and debts in the protocol's books are no movements; what is beside it is. */
    void add(LendingLine line) {
        switch (line) {
            case LendingLine.Liquidated l -> liquidated(l);
            case LendingLine.AuctionKicked l -> pay(pool(), keeper(l.keeper()), l.incentive(), "INCENTIVE");
            case LendingLine.AuctionTaken l -> taken(l);
            case LendingLine.AuctionReset l -> pay(pool(), keeper(l.keeper()), l.incentive(), "INCENTIVE");
            case LendingLine.ToppedUp l -> {
                buy(account(l.account()), l.reserve(), l.units(), l.cost());
                move(account(l.account()), pool(), l.reserve(), l.units(), "TOP_UP");
            }
            case LendingLine.SoldToRepay l -> {
                move(pool(), account(l.account()), l.collateralReserve(), l.sold(), "WITHDRAWN");
                sell(account(l.account()), l.collateralReserve(), l.sold(), l.proceeds());
                buy(account(l.account()), l.debtReserve(), l.repaid(), l.cost());
                move(account(l.account()), pool(), l.debtReserve(), l.repaid(), "REPAID");
            }
            case LendingLine.Leveraged l -> {
                move(pool(), account(l.account()), l.debtReserve(), l.drawn(), "BORROWED");
                sell(account(l.account()), l.debtReserve(), l.drawn(), l.proceeds());
                buy(account(l.account()), l.collateralReserve(), l.bought(), l.cost());
                move(account(l.account()), pool(), l.collateralReserve(), l.bought(), "SUPPLIED");
            }
            case LendingLine.RepaidFromCash l -> {
                buy(account(l.account()), l.reserve(), l.units(), l.cost());
                move(account(l.account()), pool(), l.reserve(), l.units(), "REPAID");
            }
            case LendingLine.RedemptionPaid l -> move(pool(), account(l.account()), l.reserve(), l.units(), "REDEEMED");
            case LendingLine.Recapitalised l ->
                pay(new Holder("BIDDER", names.keeper(protocol, l.keeper())), pool(), l.dollars(), "DEBT_AUCTION");
            case LendingLine.SurplusSold l -> pay(pool(), Holder.OUTSIDE, l.dollars(), "SURPLUS_AUCTION");
            case LendingLine.AuctionCancelled l -> {}
            case LendingLine.AuctionClosed l -> {}
            case LendingLine.Deficit l -> {}
            case LendingLine.DeficitPaid l -> {}
            case LendingLine.WrittenDown l -> {}
            case LendingLine.Deposited l -> {}
            case LendingLine.RedemptionAsked l -> {}
            case LendingLine.Outbid l -> {}
            case LendingLine.DebtAuctionDealt l -> {}
            case LendingLine.CeilingChanged l -> {}
            case LendingLine.Skimmed l -> {}
        }
    }

    private void liquidated(LendingLine.Liquidated l) {
        Holder keeper = keeper(l.keeper());
        buy(keeper, l.debtReserve(), l.repaid(), l.cost());
        move(keeper, pool(), l.debtReserve(), l.repaid(), "REPAID");
        move(pool(), keeper, l.collateralReserve(), l.seized() - l.fee(), "SEIZED");
        sell(keeper, l.collateralReserve(), l.seized() - l.fee(), l.proceeds());
    }

    private void taken(LendingLine.AuctionTaken l) {
        Holder keeper = keeper(l.keeper());
        pay(keeper, pool(), l.paid(), "AUCTION");
        move(pool(), keeper, l.reserve(), l.slice(), l.paid() == 0 ? "ZERO_BID" : "AUCTION");
        sell(keeper, l.reserve(), l.slice(), l.proceeds());
    }

    private void buy(Holder buyer, int reserve, long units, long cost) {
        int asset = names.asset(protocol, reserve);
        if (asset != ReserveSpec.USD) {
            pay(buyer, market(asset), cost, "BOUGHT");
            move(market(asset), buyer, reserve, units, "BOUGHT");
        }
    }

    private void sell(Holder seller, int reserve, long units, long proceeds) {
        int asset = names.asset(protocol, reserve);
        if (asset != ReserveSpec.USD) {
            move(seller, market(asset), reserve, units, "SOLD");
            pay(market(asset), seller, proceeds, "SOLD");
        }
    }

    private void pay(Holder from, Holder to, long dollars, String reason) {
        if (dollars != 0) {
            transfers.add(time, from, to, ReserveSpec.USD, dollars, reason, "");
        }
    }

    private void move(Holder from, Holder to, int reserve, long units, String reason) {
        if (units != 0) {
            transfers.add(time, from, to, names.asset(protocol, reserve), units, reason, "");
        }
    }

    private Holder pool() {
        return new Holder("PROTOCOL", names.protocol(protocol));
    }

    private Holder keeper(int keeper) {
        return new Holder("KEEPER", names.protocol(protocol) + "/" + names.keeper(protocol, keeper));
    }

    private Holder account(long key) {
        String kind = key == RedemptionRequest.PUBLIC ? "PUBLIC" : "LENDING_ACCOUNT";
        return new Holder(kind, names.protocol(protocol) + "/" + names.account(protocol, key));
    }

    private Holder market(int asset) {
        return new Holder("SPOT_MARKET", names.assetName(asset));
    }
}
