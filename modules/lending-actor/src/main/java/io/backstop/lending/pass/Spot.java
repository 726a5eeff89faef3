package io.backstop.lending.pass;

import io.backstop.lending.book.PoolTerms;
import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;
import java.util.ArrayList;
import java.util.List;

/** What may be traded in spot markets in a pass, at one average price a side, and what was. Changed in place by its one plan. */
final class Spot {
    private final List<Execution> limits;
    private final long[] sold;
    private final long[] soldValue;
    private final long[] bought;
    private final long[] boughtValue;
    private final boolean quoted;

    private Spot(List<Execution> limits, boolean quoted) {
        this.limits = limits;
        this.sold = new long[limits.size()];
        this.soldValue = new long[limits.size()];
        this.bought = new long[limits.size()];
        this.boughtValue = new long[limits.size()];
        this.quoted = quoted;
    }

    /** What the markets offer. */
    static Spot quoted(List<Execution> quotes) {
        return new Spot(quotes, true);
    }

    /** Everything at the prices that the protocol believes; an asset that it does not know is not traded. */
    static Spot atPrices(PoolTerms terms, long[] prices, int assets) {
        List<Execution> units = new ArrayList<>(assets);
        for (int asset = 0; asset < assets; asset++) {
            units.add(new Execution(asset, 0, 0, 0, 0));
        }
        for (int reserve = 0; reserve < terms.count(); reserve++) {
            if (!terms.isDollars(reserve) && prices[reserve] > 0) {
                int asset = terms.assets()[reserve];
                units.set(asset, new Execution(asset, 1, prices[reserve], 1, prices[reserve]));
            }
        }
        return new Spot(units, false);
    }

    /** Whether markets were asked. */
    boolean isQuoted() {
        return quoted;
    }

    /** Units that can still be sold. */
    long sellable(int asset) {
        Execution limit = limits.get(asset);
        return limit.sellSize() == 0 ? 0 : quoted ? limit.sellSize() - sold[asset] : Long.MAX_VALUE;
    }

    /** Units that can still be bought with so many micro-dollars, rounded down. */
    long buyable(int asset, long dollars) {
        Execution limit = limits.get(asset);
        if (limit.buySize() == 0) {
            return 0;
        }
        long left = quoted ? limit.buySize() - bought[asset] : Long.MAX_VALUE;
        if (limit.buyValue() == 0) {
            return left;
        }
        return Math.min(left, FixedPoint.multiplyDivide(dollars, limit.buySize(), limit.buyValue(), Rounding.FLOOR));
    }

    /** Micro-dollars for units sold, rounded down. */
    long proceeds(int asset, long units) {
        Execution limit = limits.get(asset);
        return units == 0 ? 0 : FixedPoint.multiplyDivide(units, limit.sellValue(), limit.sellSize(), Rounding.FLOOR);
    }

    /** Micro-dollars for units bought, rounded up. */
    long cost(int asset, long units) {
        Execution limit = limits.get(asset);
        return units == 0 ? 0 : FixedPoint.multiplyDivide(units, limit.buyValue(), limit.buySize(), Rounding.CEILING);
    }

    /** Sells units; returns the proceeds. */
    long sell(int asset, long units) {
        long value = proceeds(asset, units);
        sold[asset] = Math.addExact(sold[asset], units);
        soldValue[asset] = Math.addExact(soldValue[asset], value);
        return value;
    }

    /** Buys units; returns the cost. */
    long buy(int asset, long units) {
        long value = cost(asset, units);
        bought[asset] = Math.addExact(bought[asset], units);
        boughtValue[asset] = Math.addExact(boughtValue[asset], value);
        return value;
    }

    /** What was traded, as orders. */
    SpotOrders orders() {
        return new SpotOrders(sold.clone(), bought.clone());
    }

    /** What was traded, none empty. */
    List<Execution> executions() {
        List<Execution> executions = new ArrayList<>();
        for (int asset = 0; asset < sold.length; asset++) {
            if (sold[asset] > 0 || bought[asset] > 0) {
                executions.add(new Execution(asset, sold[asset], soldValue[asset], bought[asset], boughtValue[asset]));
            }
        }
        return executions;
    }
}
