package io.backstop.audit;

import io.backstop.account.Position;
import java.util.List;

/** Cash and holdings of one party: one holding for each market, or the only one of an outside account. */
final class Purse {
    long cash;
    final Holding[] holdings;

    private Purse(long cash, Holding[] holdings) {
        this.cash = cash;
        this.holdings = holdings;
    }

    static Purse of(long cash, int markets) {
        Holding[] holdings = new Holding[markets];
        for (int market = 0; market < markets; market++) {
            holdings[market] = new Holding(0, 0);
        }
        return new Purse(cash, holdings);
    }

    /** A purse with one holding. */
    static Purse of(long cash, Position position) {
        return new Purse(cash, new Holding[] {new Holding(position.size(), position.openCost())});
    }

    static Purse of(long cash, int markets, List<Position> positions) {
        Purse purse = of(cash, markets);
        for (Position position : positions) {
            purse.holdings[position.market()] = new Holding(position.size(), position.openCost());
        }
        return purse;
    }

    Purse copy() {
        Holding[] copies = new Holding[holdings.length];
        for (int market = 0; market < copies.length; market++) {
            copies[market] = holdings[market].copy();
        }
        return new Purse(cash, copies);
    }

    /** Trades; returns the profit realised. */
    long trade(int market, long size, long paid) {
        long realised = holdings[market].trade(size, paid);
        cash = Math.addExact(cash, realised);
        return realised;
    }

    long cost() {
        long cost = 0;
        for (Holding holding : holdings) {
            cost = Math.addExact(cost, holding.cost);
        }
        return cost;
    }

    /** Conserved dollars: cash less open cost. */
    long balance() {
        return Math.subtractExact(cash, cost());
    }

    long equity(long[] prices) {
        long equity = cash;
        for (int market = 0; market < holdings.length; market++) {
            equity = Math.addExact(equity, holdings[market].profit(prices[market]));
        }
        return equity;
    }
}
