package io.backstop.audit;

import io.backstop.lending.pass.LendingOutcome;
import io.backstop.model.RandomStream;
import io.backstop.scenario.AccountOpening;
import io.backstop.scenario.Openings;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.Fact;
import io.backstop.simulation.Fact.Exit;
import io.backstop.simulation.Fact.Party;
import io.backstop.simulation.Fact.PartyKind;
import io.backstop.simulation.FactSink;
import io.backstop.simulation.Venue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An independent replay: from the opening accounts and the facts to what everyone holds. Each line must say of its account what
 * the ledger knows of it (equity, margin, position, profit realised), each close what the ledger holds, and the end the digest of
 * all accounts.
 *
 * <p>Throws {@link io.backstop.simulation.InvariantBroken} at the first difference.
 */
public final class ShadowLedger implements FactSink {
    /** The part of an account's key that says which of its population it is. */
    private static final long ORDINAL = 0xFFFF_FFFFL;

    private static final long SECOND_HASH = 0x6A09E667F3BCC909L;

    private final Venue venue;
    private final Openings openings;
    private final MarginCheck margin;
    private final ShadowAccount[][] accounts;
    private final List<ShadowPool> pools = new ArrayList<>();
    private @Nullable Standing standing;
    private long openBadDebt;
    private long lines;

    /** The ledger at the opening of a run. */
    public ShadowLedger(Venue venue) {
        this.venue = venue;
        this.openings = venue.openings();
        this.margin = new MarginCheck(venue.scenario());
        this.accounts = new ShadowAccount[openings.populations()][];
        AccountOpening buffer = new AccountOpening(venue.markets(), venue.assets());
        for (int population = 0; population < accounts.length; population++) {
            accounts[population] = new ShadowAccount[openings.count(population)];
            for (int ordinal = 0; ordinal < accounts[population].length; ordinal++) {
                openings.draw(population, ordinal, buffer);
                accounts[population][ordinal] = new ShadowAccount((long) population << 32 | ordinal, buffer);
            }
        }
    }

    /** Lines of the ledger replayed so far. */
    public long lines() {
        return lines;
    }

    /** The digest of all accounts, as the run's last fact states it. */
    public String table() {
        long first = 0;
        long second = 0;
        for (ShadowAccount[] population : accounts) {
            for (ShadowAccount account : population) {
                long fingerprint = account.fingerprint();
                first += RandomStream.mix(fingerprint);
                second += RandomStream.mix(fingerprint ^ SECOND_HASH);
            }
        }
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(first) + hex.toHexDigits(second);
    }

    /** Equity of an account at prices of the markets, then of the assets; micro-dollars. */
    public long equity(String account, long[] prices) {
        return find(account).equity(prices);
    }

    /** Cash of an account, micro-dollars. */
    public long cash(String account) {
        return find(account).cash;
    }

    /** Signed size units of an account in a market. */
    public long size(String account, int market) {
        return find(account).size(market);
    }

    ShadowAccount account(long key) {
        return accounts[(int) (key >>> 32)][(int) key];
    }

    /** What the venue's parties hold together; null before the opening. */
    @Nullable
    Standing standing() {
        return standing;
    }

    private ShadowAccount find(String name) {
        long key = openings.find(name);
        if (key < 0) {
            throw new IllegalArgumentException("no such account: " + name);
        }
        return accounts[(int) (key >>> 32)][(int) key];
    }

    @Override
    public void accept(Fact fact) {
        switch (fact) {
            case Fact.RunOpened opened -> opened(opened);
            case Fact.LevyCharged charged -> levy(charged);
            case Fact.PassSettled pass -> pass(pass);
            case Fact.TickClosed closed -> closed(closed);
            case DebtFact.DebtOpened opened -> debtOpened(opened);
            case DebtFact.DebtClosed closed -> debtClosed(closed);
            case DebtFact.LendingSettled settled -> lending(settled);
            case DebtFact.PartiesSettled settled -> held().post(settled, new Attribution());
            case Fact.RunClosed closed -> {
                if (!closed.table().equals(table())) {
                    throw new Place(held().tick, "end").broken(Invariant.I3, "digest of all accounts", 1);
                }
            }
        }
    }

    private Standing held() {
        return Objects.requireNonNull(standing, "the run has not opened");
    }

    private void opened(Fact.RunOpened opened) {
        standing = Standing.opening(venue, opened);
        Place place = new Place(0, "opening");
        long balance = 0;
        for (ShadowAccount[] population : accounts) {
            for (ShadowAccount account : population) {
                balance = Math.addExact(balance, account.cash);
                for (Holding holding : account.holdings) {
                    balance = Math.subtractExact(balance, holding == null ? 0 : holding.cost);
                }
            }
        }
        place.same(Invariant.I3, "cash less open cost of accounts", balance, opened.balance());
        if (!opened.digest().equals(table())) {
            throw place.broken(Invariant.I3, "digest of all accounts", 1);
        }
    }

    private void levy(Fact.LevyCharged charged) {
        Place place = new Place(charged.tick(), "levy");
        long collected = 0;
        for (ShadowAccount[] population : accounts) {
            for (ShadowAccount account : population) {
                long charge = account.charge(charged.levy());
                account.cash = Math.subtractExact(account.cash, charge);
                collected = Math.addExact(collected, charge);
            }
        }
        place.same(Invariant.I5, "collected from accounts", collected, charged.accounts());
        held().post(charged, new Attribution());
    }

    // a pass

    private void pass(Fact.PassSettled pass) {
        Place place = new Place(pass.tick(), "pass " + pass.pass());
        Map<String, Long> debts = debts(pass);
        for (Fact.Liquidation line : pass.liquidations()) {
            liquidated(place, pass, line);
        }
        for (Fact.Deleveraging line : pass.deleveragings()) {
            deleveraged(place, pass, line);
        }
        pass.liquidations().stream()
                .filter(line -> line.exit() != Exit.RESIDUAL)
                .forEach(line -> post(place, line));
        pass.deleveragings().forEach(line -> post(place, line));
        pass.liquidations().stream()
                .filter(line -> line.exit() == Exit.RESIDUAL)
                .forEach(line -> post(place, line));
        for (Fact.CollateralSale line : pass.collateralSales()) {
            ShadowAccount account = find(line.account());
            account.cash = Math.addExact(account.cash, line.proceeds());
            give(place, account, line.asset(), -line.units());
        }
        for (Fact.Transfer line : pass.transfers()) {
            give(place, line.from(), line.asset(), -line.amount());
            give(place, line.to(), line.asset(), line.amount());
        }
        for (Fact.Deficit deficit : pass.deficits()) {
            deficit(place, pass, deficit, debts.getOrDefault(deficit.account(), 0L));
        }
        Standing moved = held().at(pass.tick(), pass.mark());
        moved.post(pass, new Attribution());
        standing = moved;
        lines += pass.liquidations().size()
                + pass.deleveragings().size()
                + pass.transfers().size();
    }

    private Map<String, Long> debts(Fact.PassSettled pass) {
        TreeMap<String, Long> debts = new TreeMap<>();
        for (Fact.Deficit deficit : pass.deficits()) {
            debts.put(deficit.account(), -find(deficit.account()).equity(pass.mark()));
        }
        return debts;
    }

    private void liquidated(Place place, Fact.PassSettled pass, Fact.Liquidation line) {
        ShadowAccount account = find(line.account());
        String what = "liquidation of " + line.account() + ", ";
        long maintenance = margin.maintenance(account, pass.mark());
        long counted = margin.equityAfterHaircuts(account, pass.mark());
        place.same(Invariant.I11, what + "equity before", account.equity(pass.mark()), line.equityBefore());
        place.same(Invariant.I11, what + "maintenance margin", maintenance, line.maintenanceMargin());
        place.within(Invariant.I11, what + "margin missing", 1, Long.MAX_VALUE, maintenance - counted);
    }

    private void deleveraged(Place place, Fact.PassSettled pass, Fact.Deleveraging line) {
        ShadowAccount account = find(line.target());
        int market = line.market();
        String what = "ADL of " + line.target() + ", ";
        place.same(Invariant.I11, what + "equity before", account.equity(pass.mark()), line.equityBefore());
        place.same(Invariant.I11, what + "notional before", account.notional(pass.mark()), line.notionalBefore());
        place.same(Invariant.I11, what + "position before", account.size(market), line.positionBefore());
        place.same(
                Invariant.I11,
                what + "profit before",
                account.unrealised(market, pass.mark()),
                line.unrealisedBefore());
        place.within(Invariant.I11, what + "profit", 1, Long.MAX_VALUE, line.unrealisedBefore());
        place.within(Invariant.I11, what + "equity", 1, Long.MAX_VALUE, line.equityBefore());
        long margins = margin.equityAfterHaircuts(account, pass.mark()) - margin.maintenance(account, pass.mark());
        place.within(Invariant.I11, what + "not in liquidation itself", 0, Long.MAX_VALUE, margins);
    }

    private void post(Place place, Fact.Liquidation line) {
        ShadowAccount account = find(line.account());
        String what = "liquidation of " + line.account() + ", ";
        place.within(
                Invariant.I11,
                what + "closes what is held",
                0,
                Math.absExact(account.size(line.market())),
                Math.absExact(line.size()));
        place.within(
                Invariant.I11,
                what + "closes against the position",
                Long.MIN_VALUE,
                -1,
                (long) Long.signum(line.size()) * Long.signum(account.size(line.market())));
        place.same(
                Invariant.I11,
                what + "profit realised",
                account.trade(line.market(), line.size(), line.consideration()),
                line.realisedPnl());
        account.cash = Math.subtractExact(account.cash, line.fee());
        place.within(Invariant.I11, what + "fee", 0, Long.MAX_VALUE, line.fee());
        if (line.coolDownUntil() >= 0) {
            account.coolDownUntil = line.coolDownUntil();
        }
    }

    private void post(Place place, Fact.Deleveraging line) {
        ShadowAccount target = find(line.target());
        String what = "ADL of " + line.target() + ", ";
        place.within(
                Invariant.I11,
                what + "closes what is held",
                0,
                Math.absExact(target.size(line.market())),
                Math.absExact(line.size()));
        place.same(
                Invariant.I11,
                what + "profit realised",
                target.trade(line.market(), line.size(), line.consideration()),
                line.realisedPnl());
        if (line.estate().kind() == PartyKind.ACCOUNT) {
            ShadowAccount estate = find(line.estate().name());
            place.within(
                    Invariant.I11,
                    what + "closes what the estate holds",
                    0,
                    Math.absExact(estate.size(line.market())),
                    Math.absExact(line.size()));
            place.same(
                    Invariant.I11,
                    what + "profit realised by the estate",
                    estate.trade(line.market(), -line.size(), -line.consideration()),
                    line.estateRealisedPnl());
        }
    }

    private void give(Place place, Party party, int asset, long amount) {
        if (party.kind() != PartyKind.ACCOUNT) {
            return;
        }
        ShadowAccount account = find(party.name());
        if (asset >= 0) {
            give(place, account, asset, amount);
        } else {
            account.cash = Math.addExact(account.cash, amount);
        }
    }

    private static void give(Place place, ShadowAccount account, int asset, long units) {
        account.collateral[asset] = Math.addExact(account.collateral[asset], units);
        place.within(Invariant.I7, "units of an account", 0, Long.MAX_VALUE, account.collateral[asset]);
    }

    private void deficit(Place place, Fact.PassSettled pass, Fact.Deficit deficit, long debt) {
        ShadowAccount account = find(deficit.account());
        String what = "deficit " + deficit.id() + ", ";
        long after = account.equity(pass.mark());
        place.same(Invariant.I8, what + "amount", debt, deficit.amount());
        place.same(
                Invariant.I8, what + "what is left", after, deficit.overshoot() - deficit.carried() - deficit.open());
        if (deficit.open() > 0) {
            account.writtenOff = true;
            openBadDebt = Math.addExact(openBadDebt, deficit.open());
        }
    }

    // lending protocols and parties

    private DebtStanding debt() {
        return Objects.requireNonNull(held().debt, "lending protocols and parties have not opened");
    }

    private void debtOpened(DebtFact.DebtOpened opened) {
        DebtStanding debt = DebtStanding.opening(venue, opened);
        held().debt = debt;
        for (int protocol = 0; protocol < debt.protocols.size(); protocol++) {
            pools.add(new ShadowPool(protocol, debt.protocols.get(protocol)));
        }
        long debts = 0;
        for (int place = 0; place < venue.network().debts(); place++) {
            debts = Math.addExact(debts, venue.network().debt(place).amount());
        }
        new Place(0, "opening").same(Invariant.I3, "debts of parties", debts, opened.debts());
    }

    private void lending(DebtFact.LendingSettled settled) {
        Place place = new Place(settled.tick(), settled.phase() + ", pass " + settled.pass());
        for (DebtFact.HedgePayment payment : settled.hedges()) {
            ShadowAccount account = accounts[(int) (payment.venueAccount() >>> 32)][(int) payment.venueAccount()];
            account.cash = Math.subtractExact(account.cash, payment.amount());
            place.same(
                    Invariant.I1,
                    "account that a withdrawal goes to",
                    payment.venueAccount() & ORDINAL,
                    payment.account() & ORDINAL);
        }
        held().post(settled, new Attribution());
        for (LendingOutcome outcome : settled.outcomes()) {
            for (int protocol = 0; protocol < pools.size(); protocol++) {
                if (debt().protocols.get(protocol).spec.name().equals(outcome.protocol())) {
                    pools.get(protocol).post(outcome);
                }
            }
            lines += outcome.lines().size();
        }
    }

    private void debtClosed(DebtFact.DebtClosed closed) {
        Place place = new Place(closed.tick(), "close");
        long now = Math.multiplyExact(closed.tick(), venue.scenario().tickMillis());
        for (int protocol = 0; protocol < pools.size(); protocol++) {
            LendingBooks books = debt().protocols.get(protocol);
            DebtFact.ProtocolFigures figures = closed.protocols().get(protocol);
            pools.get(protocol).check(place, closed, now);
            long keepers = Arrays.stream(books.keepers).reduce(0, Math::addExact);
            place.same(Invariant.I3, "keepers' cash at " + books.spec.name(), keepers, figures.keeperCash());
            place.same(Invariant.I8, "stakes at " + books.spec.name(), books.staked, figures.staked());
        }
        PartyBooks parties = debt().parties;
        if (parties != null) {
            parties.check(place, closed);
        }
    }

    // a close

    private void closed(Fact.TickClosed closed) {
        Place place = new Place(closed.tick(), "close");
        Standing held = held();
        for (int market = 0; market < venue.markets(); market++) {
            Purse outside = held.outside[market];
            place.same(
                    Invariant.I3,
                    "size outside, market " + market,
                    outside.holdings[0].size,
                    closed.outsideSize()[market]);
            place.same(Invariant.I3, "cash outside, market " + market, outside.cash, closed.outsideCash()[market]);
        }
        Fact.Funds funds = closed.funds();
        long[] mark = Arrays.copyOf(closed.mark(), closed.mark().length);
        place.same(Invariant.I9, "cash of the fund", held.fund.cash, funds.fundCash());
        place.same(Invariant.I9, "equity of the fund", held.fund.equity(mark), funds.fundEquity());
        place.same(Invariant.I9, "cash of the vault", held.vault.cash, funds.vaultCash());
        place.same(Invariant.I9, "parent", held.parent, funds.parent());
        place.same(Invariant.I5, "dust", held.dust, closed.dust());
        place.same(Invariant.I8, "open bad debt", openBadDebt, closed.openBadDebt());
    }
}
