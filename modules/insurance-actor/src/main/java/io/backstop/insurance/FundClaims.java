package io.backstop.insurance;

import io.backstop.account.Position;
import io.backstop.insurance.FundQuery.Claim;
import io.backstop.scenario.VenueSpec;
import java.util.List;

/**
 * Which claims a fund pays (economics section 2, binance-like 2): each at most its {@link FundCover} with the equity at mark
 * for a balance, first come first served in the order of the claims; a takeover also needs room in the inventory.
 */
final class FundClaims {
    private final VenueSpec.Fund rules;
    private final long[] marks;
    private long equity;
    private long tickLeft;
    private long inventory;

    private FundClaims(VenueSpec.Fund rules, InsuranceFund fund, long tick, long[] marks) {
        this.rules = rules;
        this.marks = marks;
        this.equity = fund.fundEquity(marks);
        this.tickLeft = Math.subtractExact(rules.capPerTick(), fund.paidIn(tick));
        this.inventory = InsuranceFund.notional(fund.fundInventory(), marks);
    }

    static long[] grant(VenueSpec.Fund rules, InsuranceFund fund, long tick, long[] marks, List<Claim> claims) {
        FundClaims open = new FundClaims(rules, fund, tick, marks);
        long[] grants = new long[claims.size()];
        for (int i = 0; i < grants.length; i++) {
            grants[i] = open.grant(claims.get(i));
        }
        return grants;
    }

    private long grant(Claim claim) {
        return switch (claim) {
            case FundQuery.Takeover takeover -> takeOver(takeover);
            case FundQuery.TopUp topUp ->
                cover().covers(topUp.amount()) ? pay(topUp.amount()) : FundAnswer.Grants.REFUSED;
            case FundQuery.Deficit deficit -> pay(cover().partOf(deficit.amount()));
        };
    }

    private long takeOver(FundQuery.Takeover takeover) {
        Position position = new Position(takeover.market(), takeover.size(), takeover.value());
        long profit = position.unrealisedPnl(marks[takeover.market()]);
        long loss = Math.max(0, Math.negateExact(profit));
        long notional = position.notional(marks[takeover.market()]);
        if (!cover().covers(loss) || notional > rules.inventoryLimit() - inventory) {
            return FundAnswer.Grants.REFUSED;
        }
        inventory = Math.addExact(inventory, notional);
        equity = Math.addExact(equity, Math.max(0, profit));
        return pay(loss);
    }

    private FundCover cover() {
        return new FundCover(rules.capPerEvent(), tickLeft, equity);
    }

    private long pay(long amount) {
        tickLeft -= amount;
        equity -= amount;
        return amount;
    }
}
