package io.backstop.audit;

import io.backstop.account.Levy;
import io.backstop.audit.Attribution.Column;
import io.backstop.lending.pass.Execution;
import io.backstop.lending.pass.LendingOutcome;
import io.backstop.margin.TableTotals;
import io.backstop.market.MarketAnswer;
import io.backstop.scenario.VenueSpec;
import io.backstop.simulation.Books;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.Fact;
import io.backstop.simulation.Fact.Exit;
import io.backstop.simulation.Fact.Party;
import io.backstop.simulation.Fact.PartyKind;
import io.backstop.simulation.Venue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What all parties hold at one moment: taken from the owners of the truth at a close, or moved on from the close before by the
 * facts of a tick.
 */
final class Standing {
    final long tick;
    /** Prices of the markets, then of the assets. */
    final long[] mark;

    final long active;
    long balance;
    /** The accounts' cash; unknown before the first close. */
    long cash;

    final boolean cashKnown;
    final long[] net;
    final long[] collateral;
    /** Of each market, then of each asset, with one holding. */
    final Purse[] outside;

    final Purse fund;
    final Purse vault;
    final long[] vaultCollateral;
    long parent;
    long levy;
    long dust;

    /** Micro-dollars that came in from lending protocols since the opening. */
    long entered;
    /** Units of each asset that came in from lending protocols since the opening. */
    final long[] enteredUnits;
    /** Lending protocols and parties; null if there are none. */
    @Nullable
    DebtStanding debt;

    /** Who inherits what nobody takes. */
    private final Who heir;

    private final long[][] executed;

    private Standing(
            Who heir,
            long tick,
            long[] mark,
            long active,
            long balance,
            long cash,
            boolean cashKnown,
            long[] net,
            long[] collateral,
            Purse[] outside,
            Purse fund,
            Purse vault,
            long[] vaultCollateral,
            long parent,
            long levy,
            long dust) {
        this.heir = heir;
        this.tick = tick;
        this.mark = mark;
        this.active = active;
        this.balance = balance;
        this.cash = cash;
        this.cashKnown = cashKnown;
        this.net = net;
        this.collateral = collateral;
        this.outside = outside;
        this.fund = fund;
        this.vault = vault;
        this.vaultCollateral = vaultCollateral;
        this.parent = parent;
        this.levy = levy;
        this.dust = dust;
        this.executed = new long[outside.length][4];
        this.enteredUnits = new long[collateral.length];
    }

    /** At time zero: the accounts as they opened, the outside accounts with what did not balance, the venue's own money. */
    static Standing opening(Venue venue, Fact.RunOpened opened) {
        return opening(venue, opened, 0, false);
    }

    /** The same with the accounts' cash, which the facts do not state. */
    static Standing opening(Venue venue, Fact.RunOpened opened, long cash) {
        return opening(venue, opened, cash, true);
    }

    private static Standing opening(Venue venue, Fact.RunOpened opened, long cash, boolean cashKnown) {
        int markets = venue.markets();
        int instruments = markets + venue.assets();
        long[] mark = new long[instruments];
        Arrays.setAll(mark, number -> venue.index(number, 0));
        Purse[] outside = new Purse[instruments];
        for (int number = 0; number < instruments; number++) {
            outside[number] = Purse.of(0, 1);
            if (number < markets && opened.outsideSize()[number] != 0) {
                long size = opened.outsideSize()[number];
                outside[number].trade(0, size, Math.multiplyExact(size, mark[number]));
            }
        }
        long[] net = new long[markets];
        Arrays.setAll(net, market -> opened.longInterest()[market] - opened.shortInterest()[market]);
        VenueSpec rules = venue.scenario().venue();
        return new Standing(
                heir(rules),
                0,
                mark,
                opened.activeAccounts(),
                opened.balance(),
                cash,
                cashKnown,
                net,
                opened.collateral().clone(),
                outside,
                Purse.of(rules.fund().balance(), markets),
                Purse.of(rules.vault().equity(), markets),
                new long[venue.assets()],
                rules.vault().parent(),
                0,
                0);
    }

    /** At a close, from what the owners of the truth say. */
    static Standing of(Books books) {
        int markets = books.venue().markets();
        TableTotals totals = books.totals();
        long[] net = new long[markets];
        Arrays.setAll(net, market -> totals.longSize()[market] - totals.shortSize()[market]);
        int instruments = books.markets().size();
        Purse[] outside = new Purse[instruments];
        long[] mark = new long[instruments];
        for (int number = 0; number < instruments; number++) {
            MarketAnswer.At at = books.markets().get(number);
            outside[number] = Purse.of(at.outsideCash(), at.outside());
            mark[number] = at.mark();
        }
        var fund = books.fund();
        Standing now = new Standing(
                heir(books.venue().scenario().venue()),
                books.close().tick(),
                mark,
                totals.active(),
                totals.balance(),
                totals.cash(),
                true,
                net,
                totals.collateral().clone(),
                outside,
                Purse.of(fund.fundCash(), markets, fund.fundInventory()),
                Purse.of(fund.vaultCash(), markets, fund.vaultInventory()),
                fund.vaultCollateral().clone(),
                fund.parent(),
                fund.levy(),
                fund.dust());
        now.debt = books.debt() == null ? null : DebtStanding.of(books.venue(), books.debt());
        return now;
    }

    private static Who heir(VenueSpec rules) {
        return rules.takeover().by() == VenueSpec.Takeover.By.VAULT ? Who.VAULT : Who.FUND;
    }

    /** A copy to move on, at the prices of the next close. */
    Standing at(long nextTick, long[] prices) {
        Purse[] outsides = new Purse[outside.length];
        Arrays.setAll(outsides, number -> outside[number].copy());
        Standing next = new Standing(
                heir,
                nextTick,
                prices,
                active,
                balance,
                cash,
                cashKnown,
                net.clone(),
                collateral.clone(),
                outsides,
                fund.copy(),
                vault.copy(),
                vaultCollateral.clone(),
                parent,
                levy,
                dust);
        next.entered = entered;
        System.arraycopy(enteredUnits, 0, next.enteredUnits, 0, enteredUnits.length);
        next.debt = debt == null ? null : debt.copy();
        return next;
    }

    // equity

    /** Equity of a party at prices of the markets, then of the assets. */
    long equity(Who who, long[] prices) {
        return switch (who) {
            case ACCOUNTS ->
                Math.addExact(Math.addExact(balance, worth(net, 0, prices)), worth(collateral, net.length, prices));
            case OUTSIDE -> {
                long sum = 0;
                for (int number = 0; number < outside.length; number++) {
                    sum = Math.addExact(sum, outsideEquity(number, prices[number]));
                }
                yield sum;
            }
            case FUND -> fund.equity(prices);
            case VAULT -> Math.addExact(vault.equity(prices), worth(vaultCollateral, net.length, prices));
            case PARENT -> parent;
            case LEVY -> levy;
            case DUST -> dust;
        };
    }

    /** Equity of the outside account of a market or asset. */
    long outsideEquity(int number, long price) {
        return Math.addExact(outside[number].cash, outside[number].holdings[0].profit(price));
    }

    private static long worth(long[] units, int from, long[] prices) {
        long worth = 0;
        for (int i = 0; i < units.length; i++) {
            worth = Math.addExact(worth, Math.multiplyExact(units[i], prices[from + i]));
        }
        return worth;
    }

    /** Conserved dollars of all parties. */
    long dollars() {
        long sum = Math.addExact(Math.addExact(balance, fund.balance()), vault.balance());
        for (Purse purse : outside) {
            sum = Math.addExact(sum, purse.balance());
        }
        return Math.addExact(Math.addExact(sum, parent), Math.addExact(levy, dust));
    }

    /** Units of an asset of all parties. */
    long units(int asset) {
        int number = net.length + asset;
        return Math.addExact(
                Math.addExact(collateral[asset], vaultCollateral[asset]), outside[number].holdings[0].size);
    }

    /** Sizes of all parties in a market, which should be nothing. */
    long imbalance(int market) {
        return Math.addExact(
                Math.addExact(net[market], outside[market].holdings[0].size),
                Math.addExact(fund.holdings[market].size, vault.holdings[market].size));
    }

    // moving on

    /** Moves on by a fact of the tick. */
    void post(Fact fact, Attribution columns) {
        switch (fact) {
            case Fact.LevyCharged charged -> levy(charged, columns);
            case Fact.PassSettled pass -> pass(pass, columns);
            case Fact.RunOpened opened -> {}
            case Fact.TickClosed closed -> {}
            case Fact.RunClosed closed -> {}
            case DebtFact of -> debt(of, columns);
        }
    }

    private void debt(DebtFact fact, Attribution columns) {
        if (debt == null) {
            throw new IllegalStateException("no lending protocols and parties for " + fact);
        }
        debt.post(fact);
        if (fact instanceof DebtFact.LendingSettled settled) {
            hedges(settled, columns);
            executions(settled, columns);
        }
    }

    private void hedges(DebtFact.LendingSettled settled, Attribution columns) {
        for (DebtFact.HedgePayment payment : settled.hedges()) {
            balance = Math.subtractExact(balance, payment.amount());
            cash = Math.subtractExact(cash, payment.amount());
            entered = Math.subtractExact(entered, payment.amount());
            columns.add(Who.ACCOUNTS, Column.LENDING, -payment.amount());
        }
    }

    /** Protocols trade with the outside accounts of the assets, all of a step at once. */
    private void executions(DebtFact.LendingSettled settled, Attribution columns) {
        for (long[] market : executed) {
            Arrays.fill(market, 0);
        }
        for (LendingOutcome outcome : settled.outcomes()) {
            for (Execution e : outcome.executions()) {
                int number = net.length + e.asset();
                execute(number, -e.sellSize(), -e.sellValue());
                execute(number, e.buySize(), e.buyValue());
                entered = Math.addExact(entered, Math.subtractExact(e.buyValue(), e.sellValue()));
                enteredUnits[e.asset()] = Math.addExact(enteredUnits[e.asset()], e.sellSize() - e.buySize());
                long gain = Math.addExact(
                        gain(number, e.sellSize(), e.sellValue()), gain(number, -e.buySize(), -e.buyValue()));
                columns.add(Who.OUTSIDE, Column.LENDING, gain);
            }
        }
        settleExecutions();
    }

    /** What came in since the opening, from the facts of the ticks; where those are not known, what would balance. */
    void follow(@Nullable Standing moved, Standing opening) {
        for (int asset = 0; asset < enteredUnits.length; asset++) {
            enteredUnits[asset] = moved != null && moved.debt != null
                    ? moved.enteredUnits[asset]
                    : Math.subtractExact(units(asset), opening.units(asset));
        }
        entered =
                moved != null && moved.debt != null ? moved.entered : Math.subtractExact(dollars(), opening.dollars());
        DebtStanding now = debt;
        DebtStanding atOpening = opening.debt;
        if (now == null || atOpening == null) {
            return;
        }
        if (moved != null && moved.debt != null) {
            now.parties = moved.debt.parties == null ? null : moved.debt.parties.copy();
            now.outside = moved.debt.outside.copy();
        } else {
            now.outside.dollars = now.dollars() + entered - atOpening.dollars();
            for (int asset = 0; asset < enteredUnits.length; asset++) {
                now.outside.units[asset] = now.units(asset) + enteredUnits[asset] - atOpening.units(asset);
            }
        }
    }

    private void levy(Fact.LevyCharged charged, Attribution columns) {
        Column column = charged.levy() instanceof Levy.Funding ? Column.FUNDING : Column.SHARED_LOSS;
        balance = Math.subtractExact(balance, charged.accounts());
        cash = Math.subtractExact(cash, charged.accounts());
        columns.add(Who.ACCOUNTS, column, -charged.accounts());
        if (charged.levy() instanceof Levy.Funding funding) {
            outside[funding.market()].cash -= charged.outside();
        }
        columns.add(Who.OUTSIDE, column, -charged.outside());
        fund.cash -= charged.fund();
        columns.add(Who.FUND, column, -charged.fund());
        vault.cash -= charged.vault();
        columns.add(Who.VAULT, column, -charged.vault());
        long collected = charged.accounts() + charged.outside() + charged.fund() + charged.vault();
        levy += charged.kept();
        columns.add(Who.LEVY, column, charged.kept());
        dust += collected - charged.kept();
        columns.add(Who.DUST, column, collected - charged.kept());
    }

    private void pass(Fact.PassSettled pass, Attribution columns) {
        for (long[] market : executed) {
            Arrays.fill(market, 0);
        }
        for (Fact.Liquidation line : pass.liquidations()) {
            if (line.exit() != Exit.RESIDUAL) {
                liquidation(line, columns);
            }
        }
        pass.deleveragings().forEach(line -> deleveraging(line, columns));
        for (Fact.Liquidation line : pass.liquidations()) {
            if (line.exit() == Exit.RESIDUAL) {
                liquidation(line, columns);
            }
        }
        pass.collateralSales().forEach(line -> sale(line, columns));
        pass.unwinds().forEach(line -> unwind(line, columns));
        pass.transfers().forEach(line -> transfer(line, columns));
        settleExecutions();
    }

    private void liquidation(Fact.Liquidation line, Attribution columns) {
        int market = line.market();
        accounts(market, line.size(), line.consideration(), line.realisedPnl());
        Who other = switch (line.exit()) {
            case BOOK -> Who.OUTSIDE;
            case VAULT_TAKEOVER -> Who.VAULT;
            case FUND_TAKEOVER -> Who.FUND;
            case RESIDUAL -> heir;
        };
        switch (other) {
            case OUTSIDE -> execute(market, line.size(), line.consideration());
            case VAULT -> vault.trade(market, -line.size(), -line.consideration());
            default -> fund.trade(market, -line.size(), -line.consideration());
        }
        columns.move(other, Who.ACCOUNTS, Column.EXECUTION, gain(market, line.size(), line.consideration()));
        balance = Math.subtractExact(balance, line.fee());
        cash = Math.subtractExact(cash, line.fee());
        fund.cash = Math.addExact(fund.cash, line.fee());
        columns.move(Who.ACCOUNTS, Who.FUND, Column.FEE, line.fee());
    }

    private void accounts(int market, long size, long paid, long realised) {
        net[market] = Math.addExact(net[market], size);
        balance = Math.subtractExact(balance, paid);
        cash = Math.addExact(cash, realised);
    }

    /** What a trade is worth at mark more than was paid for it. */
    private long gain(int number, long size, long paid) {
        return Math.subtractExact(Math.multiplyExact(size, mark[number]), paid);
    }

    private void deleveraging(Fact.Deleveraging line, Attribution columns) {
        int market = line.market();
        accounts(market, line.size(), line.consideration(), line.realisedPnl());
        Who estate = line.estate().kind() == PartyKind.VAULT ? Who.VAULT : Who.ACCOUNTS;
        if (estate == Who.VAULT) {
            vault.trade(market, -line.size(), -line.consideration());
        } else {
            accounts(market, -line.size(), -line.consideration(), line.estateRealisedPnl());
        }
        columns.move(estate, Who.ACCOUNTS, Column.ADL, gain(market, line.size(), line.consideration()));
    }

    private void sale(Fact.CollateralSale line, Attribution columns) {
        int number = net.length + line.asset();
        collateral[line.asset()] -= line.units();
        balance = Math.addExact(balance, line.proceeds());
        cash = Math.addExact(cash, line.proceeds());
        execute(number, -line.units(), -line.proceeds());
        columns.move(Who.OUTSIDE, Who.ACCOUNTS, Column.EXECUTION, gain(number, -line.units(), -line.proceeds()));
    }

    private void unwind(Fact.Unwind line, Attribution columns) {
        Who who = line.holder() == PartyKind.VAULT ? Who.VAULT : Who.FUND;
        (who == Who.VAULT ? vault : fund).trade(line.market(), line.size(), line.consideration());
        execute(line.market(), line.size(), line.consideration());
        columns.move(Who.OUTSIDE, who, Column.EXECUTION, gain(line.market(), line.size(), line.consideration()));
    }

    private void transfer(Fact.Transfer line, Attribution columns) {
        give(line.from(), line.asset(), -line.amount(), columns);
        give(line.to(), line.asset(), line.amount(), columns);
    }

    private void give(Party party, int asset, long amount, Attribution columns) {
        Who who = who(party.kind());
        if (asset >= 0) {
            (who == Who.VAULT ? vaultCollateral : collateral)[asset] += amount;
            columns.add(who, Column.PAYMENT, Math.multiplyExact(amount, mark[net.length + asset]));
            return;
        }
        columns.add(who, Column.PAYMENT, amount);
        switch (who) {
            case ACCOUNTS -> {
                balance = Math.addExact(balance, amount);
                cash = Math.addExact(cash, amount);
            }
            case FUND -> fund.cash = Math.addExact(fund.cash, amount);
            case VAULT -> vault.cash = Math.addExact(vault.cash, amount);
            case PARENT -> parent = Math.addExact(parent, amount);
            case LEVY -> levy = Math.addExact(levy, amount);
            case DUST -> dust = Math.addExact(dust, amount);
            case OUTSIDE -> throw new IllegalArgumentException("a transfer of the outside account: " + party);
        }
    }

    static Who who(PartyKind kind) {
        return switch (kind) {
            case ACCOUNT -> Who.ACCOUNTS;
            case OUTSIDE -> Who.OUTSIDE;
            case FUND -> Who.FUND;
            case VAULT -> Who.VAULT;
            case PARENT -> Who.PARENT;
            case LEVY -> Who.LEVY;
            case DUST -> Who.DUST;
        };
    }

    /** Others traded with the outside account; its own two trades of the pass, first what was sold to it, follow at the end. */
    private void execute(int number, long size, long paid) {
        int side = size < 0 ? 0 : 2;
        executed[number][side] += size;
        executed[number][side + 1] += paid;
    }

    private void settleExecutions() {
        for (int number = 0; number < executed.length; number++) {
            long[] done = executed[number];
            if (done[0] != 0) {
                outside[number].trade(0, -done[0], -done[1]);
            }
            if (done[2] != 0) {
                outside[number].trade(0, -done[2], -done[3]);
            }
        }
    }
}
