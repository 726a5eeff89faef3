package io.backstop.audit;

import io.backstop.scenario.debt.OracleSpec;
import io.backstop.simulation.Books;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.DebtHoldings;
import io.backstop.simulation.Fact;
import io.backstop.simulation.Fact.Exit;
import io.backstop.simulation.Fact.PartyKind;
import io.backstop.simulation.Fact.Reason;
import io.backstop.simulation.FactSink;
import io.backstop.simulation.InvariantBroken;
import io.backstop.simulation.Venue;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * I1 to I12 at the close of every tick: what the owners of the truth hold, counted again from their columns, against the close
 * before moved on by the tick's facts with arithmetic of its own.
 *
 * <p>A tick may be closed again after a crash; it is then checked again and counted once. A run that goes on from its journal
 * has no close before its first one, so {@link #replaying} makes it from the facts; without it, only what holds at one moment is
 * checked there.
 */
public final class Invariants implements Books.Check {
    private final Consumer<InvariantBroken> broken;
    private final EnumMap<Invariant, Long> ticks = new EnumMap<>(Invariant.class);
    private boolean hasLending;
    private boolean hasParties;
    private long lastTick;
    private @Nullable Standing opening;
    private @Nullable Standing beforeLast;
    private @Nullable Standing last;

    /** A check for one run; it stops at the first difference. */
    public Invariants() {
        this(difference -> {
            throw difference;
        });
    }

    /**
     * A check for one run.
     *
     * @param broken takes the first difference of each part of a check; the other parts are checked all the same
     */
    public Invariants(Consumer<InvariantBroken> broken) {
        this.broken = broken;
    }

    /** What was checked so far, in the order of the invariants. */
    public List<InvariantResult> results() {
        return Arrays.stream(Invariant.values())
                .map(invariant -> new InvariantResult(
                        invariant,
                        ticks.getOrDefault(invariant, 0L),
                        (invariant == Invariant.I6 && !hasLending) || (invariant == Invariant.I10 && !hasParties)))
                .toList();
    }

    /**
     * Takes the facts of a run that goes on, from its first, and ignores what comes after the first check. What all held at the
     * last close is then known without any word of those who hold it.
     *
     * <p>Of the two bounds on a levy's dust one is wider in that tick: it counts the accounts that were active at the opening.
     */
    public FactSink replaying(Venue venue) {
        scope(venue);
        Replay replay = new Replay(venue);
        return fact -> {
            if (lastTick == 0) {
                replay.accept(fact);
                last = replay.lastClose();
            }
        };
    }

    private void scope(Venue venue) {
        hasLending = !venue.scenario().debt().lending().isEmpty();
        hasParties = venue.scenario().debt().clears();
    }

    @Override
    public void check(Books books) {
        if (opening == null) {
            scope(books.venue());
            opening = Standing.opening(books.venue(), books.opened());
            opening.debt = books.debt() == null
                    ? null
                    : DebtStanding.opening(books.venue(), books.debt().opened());
        }
        long tick = books.close().tick();
        Standing now = Standing.of(books);
        Standing before = before(books);
        Passage passage = before == null ? null : new Passage(books, before, now);
        boolean moved = passage != null && holds(passage::move);
        if (now.debt != null) {
            now.follow(passage == null ? null : passage.expected, opening);
        }
        new Moment(books, now, opening).parts().forEach(this::holds);
        if (passage != null && moved) {
            passage.parts().forEach(this::holds);
        }
        if (last == null || last.tick != tick) {
            beforeLast = last;
        }
        last = now;
        count(tick, before != null);
    }

    private boolean holds(Runnable part) {
        try {
            part.run();
            return true;
        } catch (InvariantBroken difference) {
            broken.accept(difference);
            return false;
        }
    }

    private @Nullable Standing before(Books books) {
        long tick = books.close().tick();
        if (tick == 1) {
            return opening;
        }
        for (Standing candidate : new @Nullable Standing[] {last, beforeLast}) {
            if (candidate != null && candidate.tick == tick - 1) {
                return candidate;
            }
        }
        return null;
    }

    private void count(long tick, boolean passage) {
        if (tick <= lastTick) {
            return;
        }
        lastTick = tick;
        for (Invariant invariant : Invariant.values()) {
            boolean counts = switch (invariant) {
                case I6 -> hasLending;
                case I10 -> hasParties;
                case I3, I5, I9, I11 -> passage;
                case I1, I2, I4, I7, I8, I12 -> true;
            };
            ticks.merge(invariant, counts ? 1L : 0L, Long::sum);
        }
    }

    /** What holds at one moment. */
    private static final class Moment {
        private final Books books;
        private final Standing now;
        private final Standing opening;
        private final Place place;

        Moment(Books books, Standing now, Standing opening) {
            this.books = books;
            this.now = now;
            this.opening = opening;
            this.place = new Place(books.close().tick(), "close");
        }

        List<Runnable> parts() {
            return List.of(
                    this::conserved,
                    this::lendingAndParties,
                    this::balanced,
                    this::worth,
                    this::settled,
                    this::nothingNegative,
                    this::deficits,
                    this::custody);
        }

        private void conserved() {
            place.same(Invariant.I1, "dollars less open cost", dollars(), now.dollars());
            place.same(
                    Invariant.I1,
                    "dollars at the opening",
                    opening.dollars(),
                    books.opening().dollars());
            for (int asset = 0; asset < now.collateral.length; asset++) {
                place.same(Invariant.I1, "units of asset " + asset, units(asset), now.units(asset));
            }
        }

        private void lendingAndParties() {
            DebtStanding debt = now.debt;
            DebtStanding atOpening = opening.debt;
            DebtHoldings holdings = books.debt();
            if (debt != null && atOpening != null && holdings != null) {
                new DebtMoment(place, books.venue(), holdings, now, debt).check(opening, atOpening);
            }
        }

        /** Dollars of the opening and what came from lending protocols since. */
        private long dollars() {
            return Math.addExact(opening.dollars(), now.entered);
        }

        private long units(int asset) {
            return Math.addExact(opening.units(asset), now.enteredUnits[asset]);
        }

        private void balanced() {
            for (int market = 0; market < now.net.length; market++) {
                place.same(Invariant.I2, "sizes in market " + market, 0, now.imbalance(market));
                long longs = books.totals().longSize()[market]
                        + Math.max(0, now.outside[market].holdings[0].size)
                        + Math.max(0, now.fund.holdings[market].size)
                        + Math.max(0, now.vault.holdings[market].size);
                place.same(
                        Invariant.I2,
                        "open interest of market " + market,
                        longs,
                        books.close().openInterest()[market]);
            }
        }

        /** At mark, at the opening prices, and at a price vector without meaning. */
        private void worth() {
            long[] other = new long[now.mark.length];
            Arrays.setAll(other, number -> 1 + (7919L * (number + 1)) % 1_000);
            for (long[] prices : List.of(now.mark, opening.mark, other)) {
                long worth = dollars();
                for (int asset = 0; asset < now.collateral.length; asset++) {
                    long units = units(asset);
                    worth = Math.addExact(worth, Math.multiplyExact(units, prices[now.net.length + asset]));
                }
                long equity = 0;
                for (Who who : Who.values()) {
                    equity = Math.addExact(equity, now.equity(who, prices));
                }
                place.same(Invariant.I4, "sum of equities", worth, equity);
            }
            statedEquities();
        }

        private void statedEquities() {
            Fact.TickClosed close = books.close();
            place.same(
                    Invariant.I4,
                    "stated equity of the fund",
                    now.equity(Who.FUND, now.mark),
                    close.funds().fundEquity());
            place.same(
                    Invariant.I4,
                    "stated equity of the vault",
                    now.equity(Who.VAULT, now.mark),
                    close.funds().vaultEquity());
            for (int market = 0; market < now.net.length; market++) {
                place.same(
                        Invariant.I4,
                        "stated equity outside of market " + market,
                        now.outsideEquity(market, now.mark[market]),
                        close.outsideEquity()[market]);
            }
        }

        private void settled() {
            place.same(Invariant.I5, "levy account", 0, now.levy);
        }

        private void nothingNegative() {
            for (int asset = 0; asset < now.collateral.length; asset++) {
                long least = Math.min(now.collateral[asset], now.vaultCollateral[asset]);
                place.within(Invariant.I7, "units of asset " + asset, 0, Long.MAX_VALUE, least);
            }
            place.within(Invariant.I7, "what the parent has", 0, Long.MAX_VALUE, now.parent);
            long debt = books.totals().flatDebt();
            long recorded = books.close().openBadDebt();
            if (books.close().passesCut()) {
                place.within(Invariant.I7, "debt of flat accounts", recorded, Long.MAX_VALUE, debt);
            } else {
                place.same(Invariant.I7, "debt of flat accounts", recorded, debt);
            }
        }

        private void deficits() {
            long open = books.previous() == null ? 0 : books.previous().openBadDebt();
            for (Fact fact : books.facts()) {
                if (fact instanceof Fact.PassSettled pass) {
                    new DeficitCheck(pass).check();
                    for (Fact.Deficit deficit : pass.deficits()) {
                        open = Math.addExact(open, deficit.open());
                    }
                }
            }
            place.same(Invariant.I8, "open bad debt", open, books.close().openBadDebt());
        }

        /** The dollars that came in at the opening are the claims of all who are not written off, less what was. */
        private void custody() {
            long writtenOff = books.close().passesCut()
                    ? books.totals().flatDebt()
                    : books.close().openBadDebt();
            long claims = Math.addExact(
                    now.equity(Who.ACCOUNTS, now.mark), books.totals().flatDebt());
            for (Who who : Who.values()) {
                claims = who == Who.ACCOUNTS ? claims : Math.addExact(claims, now.equity(who, now.mark));
            }
            long held = dollars();
            for (int asset = 0; asset < now.collateral.length; asset++) {
                held = Math.addExact(held, Math.multiplyExact(units(asset), now.mark[now.net.length + asset]));
            }
            place.same(Invariant.I12, "claims less open bad debt", held, Math.subtractExact(claims, writtenOff));
        }
    }

    /** What holds from one close to the next. */
    private static final class Passage {
        private final Books books;
        private final Standing before;
        private final Standing now;
        private final Standing expected;
        private final Attribution columns = new Attribution();
        private final Place place;

        Passage(Books books, Standing before, Standing now) {
            this.books = books;
            this.before = before;
            this.now = now;
            this.expected = before.at(now.tick, now.mark);
            this.place = new Place(now.tick, "close");
        }

        /** Posts the facts of the tick. */
        void move() {
            for (Fact fact : books.facts()) {
                if (fact instanceof Fact.LevyCharged charged) {
                    new LevyCheck(now.tick, expected).check(charged);
                }
                expected.post(fact, columns);
            }
        }

        List<Runnable> parts() {
            return List.of(this::frozenPrices, this::moved, this::debtMoved, this::funds, this::attributed);
        }

        private void debtMoved() {
            if (expected.debt != null && now.debt != null) {
                expected.debt.sameAs(place, now.debt);
            }
        }

        private void frozenPrices() {
            int pass = 0;
            for (Fact fact : books.facts()) {
                if (fact instanceof Fact.PassSettled settled) {
                    Place inPass = new Place(now.tick, "pass " + settled.pass());
                    inPass.same(Invariant.I11, "number of the pass", ++pass, settled.pass());
                    for (int number = 0; number < now.mark.length; number++) {
                        if (!hasMarginPrice(number)) {
                            inPass.same(Invariant.I11, "mark " + number, now.mark[number], settled.mark()[number]);
                        }
                    }
                }
                if (fact instanceof DebtFact.LendingSettled settled) {
                    Place inPass = new Place(now.tick, settled.phase() + ", pass " + settled.pass());
                    for (int asset = 0; asset < now.collateral.length; asset++) {
                        long mark = now.mark[now.net.length + asset];
                        inPass.same(Invariant.I11, "mark of asset " + asset, mark, settled.assetMark()[asset]);
                    }
                }
            }
        }

        /** The venue's margin test does not see such a token's mark, and its passes state what it sees. */
        private boolean hasMarginPrice(int number) {
            return books.venue().scenario().debt().tokens().stream()
                    .anyMatch(token -> now.net.length + token.asset() == number
                            && !token.marginPrice().equals(OracleSpec.MARKET));
        }

        private void moved() {
            place.same(Invariant.I3, "cash less open cost of accounts", expected.balance, now.balance);
            if (expected.cashKnown) {
                place.same(Invariant.I3, "cash of accounts", expected.cash, now.cash);
            }
            for (int market = 0; market < now.net.length; market++) {
                place.same(Invariant.I3, "accounts' size in market " + market, expected.net[market], now.net[market]);
            }
            for (int asset = 0; asset < now.collateral.length; asset++) {
                place.same(
                        Invariant.I3,
                        "accounts' units of asset " + asset,
                        expected.collateral[asset],
                        now.collateral[asset]);
            }
            for (int number = 0; number < now.outside.length; number++) {
                same(Invariant.I3, "outside of " + number, expected.outside[number], now.outside[number]);
            }
            place.same(Invariant.I5, "dust", expected.dust, now.dust);
            place.same(Invariant.I5, "levy account", expected.levy, now.levy);
        }

        private void same(Invariant invariant, String who, Purse wanted, Purse found) {
            place.same(invariant, who + ", cash", wanted.cash, found.cash);
            for (int market = 0; market < wanted.holdings.length; market++) {
                place.same(
                        invariant, who + ", size " + market, wanted.holdings[market].size, found.holdings[market].size);
                place.same(
                        invariant, who + ", cost " + market, wanted.holdings[market].cost, found.holdings[market].cost);
            }
        }

        private void funds() {
            same(Invariant.I9, "fund", expected.fund, now.fund);
            same(Invariant.I9, "vault", expected.vault, now.vault);
            place.same(Invariant.I9, "parent", expected.parent, now.parent);
            for (int asset = 0; asset < now.vaultCollateral.length; asset++) {
                place.same(
                        Invariant.I9,
                        "vault, units of asset " + asset,
                        expected.vaultCollateral[asset],
                        now.vaultCollateral[asset]);
            }
            caps();
        }

        /** What the fund bore of losses, line by line, is what counts toward its caps. */
        private void caps() {
            var rules = books.venue().scenario().venue().fund();
            long stated = 0;
            long paid = 0;
            for (Fact fact : books.facts()) {
                if (fact instanceof Fact.PassSettled pass) {
                    stated = Math.addExact(stated, pass.fundPaid());
                    for (Fact.Liquidation line : pass.liquidations()) {
                        paid = Math.addExact(paid, line.exit() == Exit.FUND_TAKEOVER ? borne(line) : 0);
                    }
                    for (Fact.Transfer line : pass.transfers()) {
                        boolean counts = line.from().kind() == PartyKind.FUND
                                && (line.reason() == Reason.DEFICIT || line.reason() == Reason.TOP_UP);
                        place.within(
                                Invariant.I9, "cap of one event", 0, rules.capPerEvent(), counts ? line.amount() : 0);
                        paid = Math.addExact(paid, counts ? line.amount() : 0);
                    }
                }
            }
            place.same(Invariant.I9, "what the fund paid", paid, stated);
            place.within(Invariant.I9, "cap of the tick", 0, rules.capPerTick(), paid);
        }

        private long borne(Fact.Liquidation line) {
            long worth = Math.multiplyExact(-line.size(), now.mark[line.market()]);
            return Math.max(0, Math.subtractExact(-line.consideration(), worth));
        }

        private void attributed() {
            priceMoves();
            for (Who who : Who.values()) {
                long change = Math.subtractExact(now.equity(who, now.mark), before.equity(who, before.mark));
                place.same(Invariant.I11, "change of equity of " + who, columns.of(who), change);
            }
            for (Attribution.Column column : Attribution.Column.values()) {
                long sum = 0;
                for (int asset = 0; column == Attribution.Column.PRICE && asset < now.collateral.length; asset++) {
                    int number = now.net.length + asset;
                    sum = Math.addExact(
                            sum, Math.multiplyExact(before.units(asset), now.mark[number] - before.mark[number]));
                }
                sum = column == Attribution.Column.LENDING ? entered() : sum;
                place.same(Invariant.I11, "column " + column, sum, columns.of(column));
            }
        }

        /** What came in from lending protocols in the tick, at mark. */
        private long entered() {
            long sum = Math.subtractExact(expected.entered, before.entered);
            for (int asset = 0; asset < now.collateral.length; asset++) {
                long units = Math.subtractExact(expected.enteredUnits[asset], before.enteredUnits[asset]);
                sum = Math.addExact(sum, Math.multiplyExact(units, now.mark[now.net.length + asset]));
            }
            return sum;
        }

        private void priceMoves() {
            for (Who who : Who.values()) {
                long move = Math.subtractExact(before.equity(who, now.mark), before.equity(who, before.mark));
                columns.add(who, Attribution.Column.PRICE, move);
            }
        }
    }
}
