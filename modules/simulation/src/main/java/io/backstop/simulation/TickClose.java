package io.backstop.simulation;

import io.backstop.account.Position;
import io.backstop.insurance.InsuranceFund;
import io.backstop.margin.TableTotals;
import io.backstop.market.MarketAnswer;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Puts together the close of a tick from what the owners of the truth say. */
final class TickClose {
    private TickClose() {}

    /**
     * The close, its digest still empty.
     *
     * @param state of the run if it settled something in this tick, else null
     */
    static Fact.TickClosed of(
            Venue venue,
            long tick,
            List<MarketAnswer.At> markets,
            InsuranceFund fund,
            TableTotals totals,
            @Nullable RunState state,
            long openBadDebt,
            int passes,
            boolean cut) {
        int count = venue.markets();
        long[] marks = prices(markets, 0, count);
        long[] assetPrices = prices(markets, count, markets.size());
        return new Fact.TickClosed(
                tick,
                markets.subList(0, count).stream()
                        .mapToLong(MarketAnswer.At::index)
                        .toArray(),
                marks,
                column(markets, count, MarketAnswer.At::sellDepth),
                column(markets, count, MarketAnswer.At::buyDepth),
                column(markets, count, MarketAnswer.At::sellUsed),
                column(markets, count, MarketAnswer.At::buyUsed),
                openInterest(markets, fund, totals),
                column(markets, count, at -> at.outside().size()),
                column(
                        markets,
                        count,
                        at -> Math.addExact(at.outsideCash(), at.outside().unrealisedPnl(at.mark()))),
                column(markets, count, MarketAnswer.At::outsideCash),
                funds(fund, marks, assetPrices),
                state == null ? 0 : state.inLiquidation,
                state == null ? 0 : state.deficitAtTrigger,
                passes,
                cut,
                state == null ? 0 : state.tickTies,
                fund.dust(),
                openBadDebt,
                "");
    }

    private static long[] prices(List<MarketAnswer.At> markets, int from, int to) {
        return markets.subList(from, to).stream()
                .mapToLong(MarketAnswer.At::mark)
                .toArray();
    }

    private static long[] column(List<MarketAnswer.At> markets, int count, ToLongFunction<MarketAnswer.At> value) {
        return markets.subList(0, count).stream().mapToLong(value).toArray();
    }

    private static long[] openInterest(List<MarketAnswer.At> markets, InsuranceFund fund, TableTotals totals) {
        long[] longs = Arrays.copyOf(totals.longSize(), totals.longSize().length);
        for (int market = 0; market < longs.length; market++) {
            longs[market] += Math.max(0, markets.get(market).outside().size());
        }
        addLongs(longs, fund.fundInventory());
        addLongs(longs, fund.vaultInventory());
        return longs;
    }

    private static void addLongs(long[] longs, List<Position> inventory) {
        for (Position position : inventory) {
            longs[position.market()] += Math.max(0, position.size());
        }
    }

    private static Fact.Funds funds(InsuranceFund fund, long[] marks, long[] assetPrices) {
        return new Fact.Funds(
                fund.fundCash(),
                fund.fundEquity(marks),
                InsuranceFund.notional(fund.fundInventory(), marks),
                InsuranceFund.grossCost(fund.fundInventory()),
                fund.vaultCash(),
                fund.vaultEquity(marks, assetPrices),
                InsuranceFund.notional(fund.vaultInventory(), marks),
                InsuranceFund.grossCost(fund.vaultInventory()),
                fund.parent());
    }

    /** The same close with its digest. */
    static Fact.TickClosed withDigest(Fact.TickClosed c, String digest) {
        return new Fact.TickClosed(
                c.tick(),
                c.index(),
                c.mark(),
                c.sellDepth(),
                c.buyDepth(),
                c.sellUsed(),
                c.buyUsed(),
                c.openInterest(),
                c.outsideSize(),
                c.outsideEquity(),
                c.outsideCash(),
                c.funds(),
                c.inLiquidation(),
                c.deficitAtTrigger(),
                c.passes(),
                c.passesCut(),
                c.ties(),
                c.dust(),
                c.openBadDebt(),
                digest);
    }
}
