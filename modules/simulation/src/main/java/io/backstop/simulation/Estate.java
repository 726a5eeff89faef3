package io.backstop.simulation;

import io.backstop.account.Account;
import io.backstop.account.Position;
import io.backstop.account.Trade;
import io.backstop.margin.BreachedAccount;
import io.backstop.margin.MarginRules;
import io.backstop.margin.Valuation;
import java.util.ArrayList;
import java.util.List;

/** An account in breach while a pass is planned: its state as it changes from trade to trade. */
final class Estate {
    final Account account;
    final Valuation before;
    final String name;
    /** Positions left, in market order. */
    final List<Position> positions;
    /** Micro-dollars gained against mark by each layer, when equity was negative. */
    final List<Fact.Payment> payments = new ArrayList<>();

    private final MarginRules rules;
    private final long[] prices;
    long cash;
    boolean filled;

    Estate(BreachedAccount breached, String name, MarginRules rules, long[] prices) {
        this.account = breached.account();
        this.before = breached.valuation();
        this.name = name;
        this.positions = new ArrayList<>(account.positions());
        this.cash = account.cash();
        this.rules = rules;
        this.prices = prices;
    }

    /** Posts a trade; returns the profit that it realises. */
    long post(int market, long size, long consideration) {
        long realised = Account.post(positions, new Trade(market, size, consideration));
        cash = Math.addExact(cash, realised);
        return realised;
    }

    Position position(int market) {
        for (Position position : positions) {
            if (position.market() == market) {
                return position;
            }
        }
        return Position.flat(market);
    }

    boolean isFlat() {
        return positions.isEmpty();
    }

    /** E_f now: cash, positions at mark, collateral in full. */
    long equity() {
        long equity = cash;
        for (Position position : positions) {
            equity = Math.addExact(equity, position.unrealisedPnl(prices[position.market()]));
        }
        for (int asset = 0; asset < account.collateral().length; asset++) {
            equity = Math.addExact(
                    equity, Math.multiplyExact(account.collateral()[asset], prices[rules.markets() + asset]));
        }
        return equity;
    }

    /** Maintenance margin of a size in a market at mark. */
    long maintenance(int market, long size) {
        return rules.tiers().get(market).maintenance(Math.abs(Math.multiplyExact(size, prices[market])));
    }

    /** Maintenance margin of all positions left. */
    long maintenance() {
        long sum = 0;
        for (Position position : positions) {
            sum = Math.addExact(sum, maintenance(position.market(), position.size()));
        }
        return sum;
    }

    /** Keeps what a layer gave above mark (below 0: took), if the account was worth less than nothing. */
    void paid(Fact.Layer layer, Fact.PartyKind payer, long amount) {
        if (before.equity() >= 0 || amount == 0) {
            return;
        }
        for (int i = 0; i < payments.size(); i++) {
            Fact.Payment payment = payments.get(i);
            if (payment.layer() == layer && payment.payer() == payer) {
                payments.set(i, new Fact.Payment(layer, payer, Math.addExact(payment.amount(), amount)));
                return;
            }
        }
        payments.add(new Fact.Payment(layer, payer, amount));
    }
}
