package io.backstop.audit;

import io.backstop.account.Levy;
import io.backstop.model.RandomStream;
import io.backstop.scenario.AccountOpening;
import org.jspecify.annotations.Nullable;

/** One account as the facts tell it. */
final class ShadowAccount {
    final long key;
    long cash;
    /** By market; null where there never was a position. */
    final @Nullable Holding[] holdings;

    final long[] collateral;
    long coolDownUntil;
    boolean writtenOff;

    ShadowAccount(long key, AccountOpening opening) {
        this.key = key;
        this.cash = opening.cash;
        this.holdings = new @Nullable Holding[opening.market.length];
        for (int leg = 0; leg < opening.legs; leg++) {
            holdings[opening.market[leg]] = new Holding(opening.size[leg], opening.openCost[leg]);
        }
        this.collateral = opening.collateral.clone();
    }

    long size(int market) {
        Holding holding = holdings[market];
        return holding == null ? 0 : holding.size;
    }

    boolean isFlat() {
        for (int market = 0; market < holdings.length; market++) {
            if (size(market) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Trades; returns the profit realised. */
    long trade(int market, long size, long paid) {
        Holding holding = holdings[market];
        if (holding == null) {
            holding = new Holding(0, 0);
            holdings[market] = holding;
        }
        long realised = holding.trade(size, paid);
        cash = Math.addExact(cash, realised);
        return realised;
    }

    long unrealised(int market, long[] prices) {
        Holding holding = holdings[market];
        return holding == null ? 0 : holding.profit(prices[market]);
    }

    /** Profit over all positions, at prices of the markets. */
    long unrealised(long[] prices) {
        long sum = 0;
        for (int market = 0; market < holdings.length; market++) {
            sum = Math.addExact(sum, unrealised(market, prices));
        }
        return sum;
    }

    /** Full equity at prices of the markets, then of the assets. */
    long equity(long[] prices) {
        long equity = Math.addExact(cash, unrealised(prices));
        for (int asset = 0; asset < collateral.length; asset++) {
            equity = Math.addExact(equity, Math.multiplyExact(collateral[asset], prices[holdings.length + asset]));
        }
        return equity;
    }

    long notional(long[] prices) {
        long notional = 0;
        for (int market = 0; market < holdings.length; market++) {
            notional = Math.addExact(notional, Math.absExact(Math.multiplyExact(size(market), prices[market])));
        }
        return notional;
    }

    /** What it pays of a levy; below 0 it receives. */
    long charge(Levy levy) {
        return switch (levy) {
            case Levy.Funding f ->
                Exact.halfEven(Math.multiplyExact(size(f.market()), f.price()), f.numerator(), f.denominator());
            case Levy.SocialisedLoss loss ->
                Exact.floor(Math.max(0, unrealised(loss.marks())), loss.loss(), loss.profits())
                        + (key == loss.lastPayer() ? loss.dust() : 0);
        };
    }

    /** The mix of all fields of which the table's digest is made. */
    long fingerprint() {
        long hash = RandomStream.mix(RandomStream.mix(key + 1) ^ cash);
        for (int market = 0; market < holdings.length; market++) {
            Holding holding = holdings[market];
            if (holding != null && holding.size != 0) {
                hash = RandomStream.mix(hash + market);
                hash = RandomStream.mix(hash ^ holding.size);
                hash = RandomStream.mix(hash ^ holding.cost);
            }
        }
        for (long units : collateral) {
            hash = RandomStream.mix(hash ^ units);
        }
        hash = RandomStream.mix(hash ^ coolDownUntil);
        return RandomStream.mix(hash + (writtenOff ? 1 : 0));
    }
}
