package io.backstop.audit;

import io.backstop.account.Account;
import io.backstop.account.AccountChange;
import io.backstop.account.AccountEvent;
import io.backstop.account.Levy;
import io.backstop.account.Position;
import io.backstop.account.Trade;
import io.backstop.insurance.FundChange;
import io.backstop.insurance.FundEvent;
import io.backstop.insurance.InsuranceFund;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Event;
import io.backstop.margin.MarginEvent;
import io.backstop.margin.TableTotals;
import io.backstop.market.MarketAnswer;
import io.backstop.market.MarketEvent;
import io.backstop.scenario.AccountOpening;
import io.backstop.scenario.AssetSpec;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.Openings;
import io.backstop.scenario.VenueSpec;
import io.backstop.simulation.Venue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What everyone at the venue holds by its own events, whatever the run says of them: accounts from their events, and as they opened
 * before the first one; levies from the engines' events, charged by arithmetic of its own; markets and the fund from theirs.
 */
final class EventLedger {
    /** An account's event that took another history than the ledger knows. */
    record Difference(String what, long amount) {}

    private final Venue venue;
    private final ShadowAccount[][] accounts;
    private final int[][] leviesSeen;
    private final List<List<ShadowAccount>> partitions = new ArrayList<>();
    private final List<List<Levy>> levies = new ArrayList<>();
    private final List<MarketPath> markets = new ArrayList<>();
    private final TreeMap<String, Integer> numbers = new TreeMap<>();
    private final Sums sums;
    final Purse fund;
    final Purse vault;
    final long[] vaultCollateral;
    long parent;
    long levy;
    long dust;

    EventLedger(Venue venue) {
        this.venue = venue;
        this.sums = new Sums(venue.markets(), venue.assets());
        Openings openings = venue.openings();
        for (int partition = 0; partition < venue.partitioning().count(); partition++) {
            partitions.add(new ArrayList<>());
            levies.add(new ArrayList<>());
        }
        this.accounts = new ShadowAccount[openings.populations()][];
        this.leviesSeen = new int[accounts.length][];
        AccountOpening buffer = new AccountOpening(venue.markets(), venue.assets());
        for (int population = 0; population < accounts.length; population++) {
            accounts[population] = new ShadowAccount[openings.count(population)];
            leviesSeen[population] = new int[accounts[population].length];
            for (int ordinal = 0; ordinal < accounts[population].length; ordinal++) {
                openings.draw(population, ordinal, buffer);
                ShadowAccount account = new ShadowAccount((long) population << 32 | ordinal, buffer);
                accounts[population][ordinal] = account;
                partitions.get(venue.partitioning().of(account.key)).add(account);
                sums.add(account, 1);
            }
        }
        paths();
        VenueSpec rules = venue.scenario().venue();
        this.fund = Purse.of(rules.fund().balance(), venue.markets());
        this.vault = Purse.of(rules.vault().equity(), venue.markets());
        this.vaultCollateral = new long[venue.assets()];
        this.parent = rules.vault().parent();
    }

    private void paths() {
        long tickMillis = venue.scenario().tickMillis();
        for (MarketSpec market : venue.scenario().markets()) {
            int number = markets.size();
            numbers.put(market.name(), number);
            markets.add(new MarketPath(tick -> venue.index(number, tick), tickMillis, market.depth(), market.impact()));
        }
        for (AssetSpec asset : venue.scenario().assets()) {
            int number = markets.size();
            numbers.put(asset.name(), number);
            markets.add(new MarketPath(tick -> venue.index(number, tick), tickMillis, asset.depth(), asset.impact()));
        }
    }

    /** Conserved dollars of the opening: the outside account takes what does not balance at the first prices. */
    long openingDollars() {
        long dollars = sums.balance;
        for (int market = 0; market < venue.markets(); market++) {
            dollars = Math.addExact(
                    dollars, Math.multiplyExact(sums.longs[market] - sums.shorts[market], venue.index(market, 0)));
        }
        VenueSpec rules = venue.scenario().venue();
        long ofVenue = Math.addExact(rules.fund().balance(), rules.vault().equity());
        return Math.addExact(dollars, Math.addExact(ofVenue, rules.vault().parent()));
    }

    // events

    /** Moves on by an event of the venue; says how an account's event differs from what it should begin with, else null. */
    @Nullable
    Difference post(EntityId id, Event event) {
        switch (event) {
            case AccountEvent.Settled settled -> {
                return account(settled);
            }
            case MarginEvent.Charged charged -> charge(id.partition(), charged.levy());
            case MarketEvent of -> market(id.name()).post(of);
            case FundEvent.Posted posted -> fund(posted.change());
            default -> {
                return null;
            }
        }
        return null;
    }

    private MarketPath market(String name) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("no such market: " + name);
        }
        return markets.get(number);
    }

    private void charge(int partition, Levy charged) {
        levies.get(partition).add(charged);
        for (ShadowAccount account : partitions.get(partition)) {
            long charge = account.charge(charged);
            if (charge != 0) {
                sums.add(account, -1);
                account.cash = Math.subtractExact(account.cash, charge);
                sums.add(account, 1);
            }
        }
    }

    private @Nullable Difference account(AccountEvent.Settled settled) {
        AccountChange change = settled.change();
        ShadowAccount account = account(change.account());
        Difference difference = began(account, settled);
        sums.add(account, -1);
        for (Trade trade : change.trades()) {
            account.trade(trade.market(), trade.size(), trade.consideration());
        }
        account.cash = Math.addExact(account.cash, change.cash());
        for (int asset = 0; asset < change.collateral().length; asset++) {
            account.collateral[asset] = Math.subtractExact(account.collateral[asset], change.collateral()[asset]);
        }
        account.coolDownUntil = change.coolDownUntil() < 0 ? account.coolDownUntil : change.coolDownUntil();
        account.writtenOff |= change.writtenOff();
        sums.add(account, 1);
        return difference;
    }

    private @Nullable Difference began(ShadowAccount account, AccountEvent.Settled settled) {
        Account opening = settled.opening();
        int population = (int) (account.key >>> 32);
        int ordinal = (int) account.key;
        List<Levy> charged = levies.get(venue.partitioning().of(account.key));
        List<Levy> unseen = charged.subList(leviesSeen[population][ordinal], charged.size());
        leviesSeen[population][ordinal] = charged.size();
        if (opening != null) {
            AccountOpening drawn = new AccountOpening(venue.markets(), venue.assets());
            venue.openings().draw(population, ordinal, drawn);
            Difference otherOpening = difference(drawn, opening);
            if (otherOpening != null) {
                return otherOpening;
            }
        }
        return same(unseen, settled.levies())
                ? null
                : new Difference(
                        "levies charged, counted", (long) settled.levies().size() - unseen.size());
    }

    private static @Nullable Difference difference(AccountOpening drawn, Account opening) {
        if (drawn.cash != opening.cash()) {
            return new Difference("cash at the opening", opening.cash() - drawn.cash);
        }
        if (drawn.legs != opening.positions().size()) {
            return new Difference(
                    "positions at the opening", opening.positions().size() - (long) drawn.legs);
        }
        for (int leg = 0; leg < drawn.legs; leg++) {
            Position position = opening.positions().get(leg);
            if (position.market() != drawn.market[leg] || position.size() != drawn.size[leg]) {
                return new Difference("size at the opening", position.size() - drawn.size[leg]);
            }
            if (position.openCost() != drawn.openCost[leg]) {
                return new Difference("open cost at the opening", position.openCost() - drawn.openCost[leg]);
            }
        }
        return Arrays.equals(drawn.collateral, opening.collateral())
                ? null
                : new Difference("collateral at the opening", 1);
    }

    private static boolean same(List<Levy> wanted, List<Levy> found) {
        boolean same = wanted.size() == found.size();
        for (int i = 0; same && i < wanted.size(); i++) {
            same = switch (wanted.get(i)) {
                case Levy.Funding funding ->
                    found.get(i) instanceof Levy.Funding other
                            && funding.market() == other.market()
                            && funding.price() == other.price()
                            && funding.numerator() == other.numerator()
                            && funding.denominator() == other.denominator();
                case Levy.SocialisedLoss loss ->
                    found.get(i) instanceof Levy.SocialisedLoss other
                            && loss.loss() == other.loss()
                            && loss.profits() == other.profits()
                            && loss.lastPayer() == other.lastPayer()
                            && loss.dust() == other.dust()
                            && Arrays.equals(loss.marks(), other.marks());
            };
        }
        return same;
    }

    private void fund(FundChange change) {
        for (Trade trade : change.fundTrades()) {
            fund.trade(trade.market(), trade.size(), trade.consideration());
        }
        for (Trade trade : change.vaultTrades()) {
            vault.trade(trade.market(), trade.size(), trade.consideration());
        }
        fund.cash = Math.addExact(fund.cash, change.fundCash());
        vault.cash = Math.addExact(vault.cash, change.vaultCash());
        for (int asset = 0; asset < change.vaultCollateral().length; asset++) {
            vaultCollateral[asset] = Math.addExact(vaultCollateral[asset], change.vaultCollateral()[asset]);
        }
        parent = Math.addExact(parent, change.parent());
        levy = Math.addExact(levy, change.levy());
        dust = Math.addExact(dust, change.dust());
    }

    // what everyone holds

    ShadowAccount account(long key) {
        return accounts[(int) (key >>> 32)][(int) key];
    }

    /** All accounts, population by population. */
    ShadowAccount[][] accounts() {
        return accounts;
    }

    Purse outside(int number) {
        return markets.get(number).outside;
    }

    TableTotals totals() {
        return sums.totals();
    }

    /** Markets, then assets, in a tick not before the last one asked for. */
    List<MarketAnswer.At> at(long tick) {
        return markets.stream().map(market -> market.at(tick)).toList();
    }

    InsuranceFund insuranceFund() {
        return new InsuranceFund(
                fund.cash,
                positions(fund),
                vault.cash,
                positions(vault),
                vaultCollateral.clone(),
                parent,
                levy,
                dust,
                0,
                0);
    }

    private static List<Position> positions(Purse purse) {
        List<Position> positions = new ArrayList<>();
        for (int market = 0; market < purse.holdings.length; market++) {
            Holding holding = purse.holdings[market];
            if (holding.size != 0) {
                positions.add(new Position(market, holding.size, holding.cost));
            }
        }
        return positions;
    }

    /** Conserved dollars of all. */
    long dollars() {
        long sum = Math.addExact(Math.addExact(sums.balance, fund.balance()), vault.balance());
        for (MarketPath market : markets) {
            sum = Math.addExact(sum, market.outside.balance());
        }
        return Math.addExact(Math.addExact(sum, parent), Math.addExact(levy, dust));
    }

    /** Sizes of all in a market, which should add up to nothing. */
    long imbalance(int market) {
        long accountsNet = Math.subtractExact(sums.longs[market], sums.shorts[market]);
        long funds = Math.addExact(fund.holdings[market].size, vault.holdings[market].size);
        return Math.addExact(accountsNet, Math.addExact(funds, outside(market).holdings[0].size));
    }

    /** Sums over all accounts, moved along with each. */
    private static final class Sums {
        final long[] longs;
        final long[] shorts;
        final long[] collateral;
        long count;
        long active;
        long balance;
        long cash;
        long flatDebt;

        Sums(int markets, int assets) {
            longs = new long[markets];
            shorts = new long[markets];
            collateral = new long[assets];
        }

        /** Adds an account as it is, or takes it away: {@code times} is 1 or -1. */
        void add(ShadowAccount account, int times) {
            count += times;
            cash = Math.addExact(cash, times * account.cash);
            balance = Math.addExact(balance, times * account.cash);
            boolean flat = true;
            for (int market = 0; market < longs.length; market++) {
                Holding holding = account.holdings[market];
                if (holding != null && holding.size != 0) {
                    flat = false;
                    longs[market] += times * Math.max(0, holding.size);
                    shorts[market] += times * Math.max(0, -holding.size);
                    balance = Math.subtractExact(balance, times * holding.cost);
                }
            }
            active += flat ? 0 : times;
            for (int asset = 0; asset < collateral.length; asset++) {
                collateral[asset] = Math.addExact(collateral[asset], times * account.collateral[asset]);
                flat &= account.collateral[asset] == 0;
            }
            flatDebt += flat ? times * Math.max(0, -account.cash) : 0;
        }

        TableTotals totals() {
            return new TableTotals(
                    count, active, balance, cash, longs.clone(), shorts.clone(), collateral.clone(), flatDebt);
        }
    }
}
