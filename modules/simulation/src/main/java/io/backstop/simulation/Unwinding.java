package io.backstop.simulation;

import io.backstop.account.Position;
import io.backstop.insurance.InsuranceFund;
import io.backstop.market.MarketAnswer;
import io.backstop.model.FixedPoint;
import io.backstop.model.Ratio;
import io.backstop.model.Rounding;
import io.backstop.scenario.VenueSpec;
import io.backstop.simulation.Fact.PartyKind;
import java.util.ArrayList;
import java.util.List;

/**
 * How fund and vault unwind what they took over (economics N2, hyperliquid-like 3): at the end of a tick, accounts first, each
 * at most its share of the depth that is left. The fund goes before the vault.
 */
final class Unwinding {
    private Unwinding() {}

    /**
     * What a holder wants to trade.
     *
     * @param size signed: below 0 to sell
     */
    record Ask(PartyKind holder, int market, long size) {}

    /** What fund and vault would trade in the depth that is left, in market order, the fund first. */
    static List<Ask> asks(VenueSpec rules, InsuranceFund fund, List<MarketAnswer.At> markets) {
        List<Ask> asks = new ArrayList<>();
        add(asks, PartyKind.FUND, fund.fundInventory(), rules.fund().unwindShare(), markets);
        add(asks, PartyKind.VAULT, fund.vaultInventory(), rules.vault().unwindShare(), markets);
        return asks;
    }

    private static void add(
            List<Ask> asks, PartyKind holder, List<Position> inventory, Ratio share, List<MarketAnswer.At> markets) {
        for (Position position : inventory) {
            MarketAnswer.At at = markets.get(position.market());
            boolean sells = position.size() > 0;
            long left = sells ? at.sellDepth() - at.sellUsed() : at.buyDepth() - at.buyUsed();
            long units = share.times(left, Rounding.FLOOR) / at.mark();
            long size = Math.min(Math.absExact(position.size()), units);
            if (size > 0) {
                asks.add(new Ask(holder, position.market(), sells ? -size : size));
            }
        }
    }

    /** The fills of what was asked, in its order, from one quote a market: earlier asks first. */
    static List<Fact.Unwind> fills(List<Ask> asks, InsuranceFund fund, MarketAnswer.Quoted[] quotes) {
        long[][] left = new long[quotes.length][2];
        for (int market = 0; market < quotes.length; market++) {
            if (quotes[market] != null) {
                left[market][0] = quotes[market].sellSize();
                left[market][1] = quotes[market].buySize();
            }
        }
        List<Fact.Unwind> unwinds = new ArrayList<>();
        for (Ask ask : asks) {
            MarketAnswer.Quoted quote = quotes[ask.market()];
            boolean sells = ask.size() < 0;
            int side = sells ? 0 : 1;
            long size = Math.min(Math.absExact(ask.size()), left[ask.market()][side]);
            if (size > 0) {
                left[ask.market()][side] -= size;
                long value = sells
                        ? -FixedPoint.multiplyDivide(quote.sellValue(), size, quote.sellSize(), Rounding.HALF_EVEN)
                        : FixedPoint.multiplyDivide(quote.buyValue(), size, quote.buySize(), Rounding.HALF_EVEN);
                unwinds.add(unwind(ask, sells ? -size : size, value, fund));
            }
        }
        return unwinds;
    }

    private static Fact.Unwind unwind(Ask ask, long size, long value, InsuranceFund fund) {
        List<Position> inventory = ask.holder() == PartyKind.FUND ? fund.fundInventory() : fund.vaultInventory();
        for (Position position : inventory) {
            if (position.market() == ask.market()) {
                return new Fact.Unwind(ask.holder(), ask.market(), size, value, position.realisedPnl(size, value));
            }
        }
        throw new IllegalStateException(ask + " of nothing");
    }
}
