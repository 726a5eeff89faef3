package io.backstop.audit;

import io.backstop.lending.account.LendingChange;
import io.backstop.lending.book.LendingPool;
import io.backstop.lending.book.OpenAuction;
import io.backstop.lending.book.OpenDeficit;
import io.backstop.lending.book.OpenSurplusAuction;
import io.backstop.lending.book.RedemptionRequest;
import io.backstop.lending.engine.LendingTotals;
import io.backstop.lending.pass.Execution;
import io.backstop.lending.pass.Layer;
import io.backstop.lending.pass.LendingLine;
import io.backstop.lending.pass.LendingOutcome;
import io.backstop.scenario.debt.LendingSpec;
import io.backstop.scenario.debt.MakerSpec;
import io.backstop.scenario.debt.ReserveSpec;
import io.backstop.simulation.DebtFact.ProtocolOpening;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * What a lending protocol, its keepers and its accounts hold together, moved on by the lines of its outcomes; arrays by reserve. Where
 * it issues its dollars itself, {@link #issued} of them count against it.
 */
final class LendingBooks {
    final LendingSpec spec;
    /** The reserve of issued dollars, or -1. */
    final int issuing;

    final long[] cash;
    /** In the custody of collateral auctions. */
    final long[] lots;
    /** Issued dollars that others hold, those in surplus auctions left out. */
    long issued;

    final long[] keepers;
    long offset;
    long staked;
    /** Scaled units of all accounts. */
    final long[] supplied;
    /** Scaled units of all accounts. */
    final long[] owed;

    final long[] wallet;
    long accountCash;
    /** Open deficits, units by id and reserve. */
    final TreeMap<String, Long> deficits;

    private LendingBooks(LendingSpec spec, LendingBooks from) {
        this.spec = spec;
        this.issuing = from.issuing;
        this.cash = from.cash.clone();
        this.lots = from.lots.clone();
        this.issued = from.issued;
        this.keepers = from.keepers.clone();
        this.offset = from.offset;
        this.staked = from.staked;
        this.supplied = from.supplied.clone();
        this.owed = from.owed.clone();
        this.wallet = from.wallet.clone();
        this.accountCash = from.accountCash;
        this.deficits = new TreeMap<>(from.deficits);
    }

    private LendingBooks(LendingSpec spec) {
        int reserves = spec.reserves().size();
        this.spec = spec;
        this.issuing = issuing(spec);
        this.cash = new long[reserves];
        this.lots = new long[reserves];
        this.keepers = new long[spec.keepers().size()];
        this.supplied = new long[reserves];
        this.owed = new long[reserves];
        this.wallet = new long[reserves];
        this.deficits = new TreeMap<>();
    }

    private static int issuing(LendingSpec spec) {
        for (int reserve = 0; spec.maker() != null && reserve < spec.reserves().size(); reserve++) {
            if (spec.reserves().get(reserve).asset() == ReserveSpec.USD) {
                return reserve;
            }
        }
        return -1;
    }

    /** At time zero: what was supplied and not lent is cash. */
    static LendingBooks opening(LendingSpec spec, ProtocolOpening at) {
        LendingBooks books = new LendingBooks(spec);
        for (int reserve = 0; reserve < books.cash.length; reserve++) {
            long unlent = Math.subtractExact(at.supplied()[reserve], at.owed()[reserve]);
            books.owed[reserve] = at.owed()[reserve];
            if (reserve == books.issuing) {
                MakerSpec maker = spec.maker();
                books.issued = at.supplied()[reserve];
                new Place(0, "opening")
                        .same(
                                Invariant.I1,
                                spec.name() + ", issued dollars",
                                at.owed()[reserve] - (maker == null ? 0 : maker.surplus()),
                                books.issued);
            } else {
                books.cash[reserve] = unlent;
                books.supplied[reserve] = Math.subtractExact(
                        at.supplied()[reserve], spec.reserves().get(reserve).supplied());
            }
        }
        for (int keeper = 0; keeper < books.keepers.length; keeper++) {
            books.keepers[keeper] = spec.keepers().get(keeper).capital();
        }
        books.offset = spec.safety().offset();
        books.staked = spec.safety().staked();
        books.accountCash = at.cash();
        return books;
    }

    /** At a close, from what the owners of the truth say. */
    static LendingBooks of(LendingSpec spec, LendingPool pool, LendingTotals totals) {
        LendingBooks books = new LendingBooks(spec);
        for (int reserve = 0; reserve < books.cash.length; reserve++) {
            books.cash[reserve] = pool.reserves().get(reserve).cash();
            books.supplied[reserve] = totals.supplied()[reserve];
            books.owed[reserve] = totals.owed()[reserve];
            books.wallet[reserve] = totals.wallet()[reserve];
        }
        for (OpenAuction open : pool.house().auctions()) {
            books.lots[open.reserve()] =
                    Math.addExact(books.lots[open.reserve()], open.auction().lot());
        }
        if (books.issuing >= 0) {
            var dollars = pool.reserves().get(books.issuing);
            books.issued = Exact.floor(dollars.scaledSupply(), dollars.supplyIndex(), DebtMoment.ONE);
            for (OpenSurplusAuction open : pool.house().surplusAuctions()) {
                books.issued = Math.subtractExact(books.issued, open.auction().lot());
            }
        }
        System.arraycopy(pool.keepers(), 0, books.keepers, 0, books.keepers.length);
        books.offset = pool.safety().offset();
        books.staked = pool.safety().staked();
        books.accountCash = totals.cash();
        for (OpenDeficit deficit : pool.deficits()) {
            books.deficits.merge(key(deficit.id(), deficit.reserve()), deficit.units(), Math::addExact);
        }
        return books;
    }

    LendingBooks copy() {
        return new LendingBooks(spec, this);
    }

    /** Whether a reserve is of dollars. */
    boolean isDollars(int reserve) {
        return spec.reserves().get(reserve).asset() == ReserveSpec.USD;
    }

    private static String key(String id, int reserve) {
        return id + " at reserve " + reserve;
    }

    // sums

    long dollars() {
        long sum = Math.addExact(Math.addExact(offset, staked), accountCash);
        for (long held : keepers) {
            sum = Math.addExact(sum, held);
        }
        for (int reserve = 0; reserve < cash.length; reserve++) {
            sum = isDollars(reserve) ? Math.addExact(sum, custody(reserve)) : sum;
        }
        return issuing < 0 ? sum : Math.subtractExact(sum, issued);
    }

    long units(int asset) {
        long sum = 0;
        for (int reserve = 0; reserve < cash.length; reserve++) {
            boolean counts = spec.reserves().get(reserve).asset() == asset;
            sum = counts ? Math.addExact(sum, custody(reserve)) : sum;
        }
        return sum;
    }

    private long custody(int reserve) {
        return Math.addExact(Math.addExact(cash[reserve], lots[reserve]), wallet[reserve]);
    }

    // moving on

    /** Moves on by the lines of an outcome, which have to explain what it does to markets and accounts. */
    void post(Place place, LendingOutcome outcome, OutsideFlows outside) {
        Lines lines = new Lines(place, outside);
        outcome.lines().forEach(lines::post);
        lines.explain(outcome);
        for (LendingChange change : outcome.accounts()) {
            accountCash = Math.addExact(accountCash, change.cash());
            for (int reserve = 0; reserve < cash.length; reserve++) {
                supplied[reserve] = Math.addExact(supplied[reserve], change.supplied()[reserve]);
                owed[reserve] = Math.addExact(owed[reserve], change.owed()[reserve]);
                wallet[reserve] = Math.addExact(wallet[reserve], change.wallet()[reserve]);
            }
        }
    }

    /** The lines of one outcome. */
    private final class Lines {
        private final Place place;
        private final OutsideFlows outside;
        private final TreeMap<Integer, long[]> traded = new TreeMap<>();
        private final TreeMap<Long, Long> accounts = new TreeMap<>();
        private final TreeMap<Long, long[]> wallets = new TreeMap<>();
        private final long[] bySuppliers = new long[cash.length];
        private final long[] writtenDown = new long[cash.length];

        Lines(Place place, OutsideFlows outside) {
            this.place = place;
            this.outside = outside;
        }

        private String what(String what) {
            return spec.name() + ", " + what;
        }

        void post(LendingLine line) {
            switch (line) {
                case LendingLine.Liquidated l -> liquidated(l);
                case LendingLine.AuctionKicked l -> {
                    add(cash, l.reserve(), -l.lot());
                    add(lots, l.reserve(), l.lot());
                    incentive(l.keeper(), l.incentive());
                }
                case LendingLine.AuctionTaken l -> {
                    add(lots, l.reserve(), -Math.addExact(l.slice(), l.returned()));
                    add(cash, l.reserve(), l.returned());
                    issued = Math.subtractExact(issued, l.paid());
                    add(keepers, l.keeper(), Math.subtractExact(l.proceeds(), l.paid()));
                    sold(l.reserve(), l.slice(), l.proceeds());
                }
                case LendingLine.AuctionReset l -> incentive(l.keeper(), l.incentive());
                case LendingLine.AuctionCancelled l -> {
                    add(lots, l.reserve(), -l.lot());
                    add(cash, l.reserve(), l.lot());
                }
                case LendingLine.Deficit l -> {
                    place.within(Invariant.I8, "deficit " + l.id() + ", amount", 1, Long.MAX_VALUE, l.units());
                    deficits.merge(key(l.id(), l.reserve()), l.units(), Math::addExact);
                }
                case LendingLine.DeficitPaid l -> paid(l);
                case LendingLine.WrittenDown l -> add(writtenDown, l.reserve(), l.units());
                case LendingLine.ToppedUp l -> {
                    bought(l.reserve(), l.units(), l.cost());
                    takeIn(l.reserve(), l.units());
                    account(l.account(), -l.cost());
                }
                case LendingLine.SoldToRepay l -> {
                    handOut(l.collateralReserve(), l.sold());
                    sold(l.collateralReserve(), l.sold(), l.proceeds());
                    bought(l.debtReserve(), l.repaid(), l.cost());
                    takeIn(l.debtReserve(), l.repaid());
                    account(l.account(), Math.subtractExact(l.proceeds(), l.cost()));
                }
                case LendingLine.Leveraged l -> {
                    handOut(l.debtReserve(), l.drawn());
                    sold(l.debtReserve(), l.drawn(), l.proceeds());
                    bought(l.collateralReserve(), l.bought(), l.cost());
                    takeIn(l.collateralReserve(), l.bought());
                    account(l.account(), Math.subtractExact(l.proceeds(), l.cost()));
                }
                case LendingLine.Deposited l -> account(l.account(), l.dollars());
                case LendingLine.RepaidFromCash l -> {
                    bought(l.reserve(), l.units(), l.cost());
                    takeIn(l.reserve(), l.units());
                    account(l.account(), -l.cost());
                }
                case LendingLine.RedemptionPaid l -> redeemed(l);
                case LendingLine.Recapitalised l -> {
                    issued = Math.subtractExact(issued, l.dollars());
                    outside.dollars = Math.addExact(outside.dollars, l.dollars());
                }
                case LendingLine.SurplusSold l -> {
                    issued = Math.addExact(issued, l.dollars());
                    outside.dollars = Math.subtractExact(outside.dollars, l.dollars());
                }
                case LendingLine.AuctionClosed l -> {}
                case LendingLine.RedemptionAsked l -> {}
                case LendingLine.Outbid l -> {}
                case LendingLine.DebtAuctionDealt l -> {}
                case LendingLine.CeilingChanged l -> {}
                case LendingLine.Skimmed l -> {}
            }
        }

        private void liquidated(LendingLine.Liquidated l) {
            long handedOut = Math.subtractExact(l.seized(), l.fee());
            bought(l.debtReserve(), l.repaid(), l.cost());
            takeIn(l.debtReserve(), l.repaid());
            handOut(l.collateralReserve(), handedOut);
            sold(l.collateralReserve(), handedOut, l.proceeds());
            add(keepers, l.keeper(), Math.subtractExact(l.proceeds(), l.cost()));
            place.within(
                    Invariant.I11,
                    what("collateral short of the debt before a liquidation"),
                    1,
                    Long.MAX_VALUE,
                    Math.subtractExact(l.debt(), l.weighted()));
        }

        private void redeemed(LendingLine.RedemptionPaid l) {
            handOut(l.reserve(), l.units());
            if (l.account() == RedemptionRequest.PUBLIC) {
                outside.receive(spec.reserves().get(l.reserve()).asset(), -l.units());
            } else if (isDollars(l.reserve())) {
                account(l.account(), l.units());
            } else {
                add(wallets.computeIfAbsent(l.account(), key -> new long[cash.length]), l.reserve(), l.units());
            }
        }

        private void incentive(int keeper, long amount) {
            add(keepers, keeper, amount);
            issued = Math.addExact(issued, amount);
        }

        private void takeIn(int reserve, long units) {
            if (reserve == issuing) {
                issued = Math.subtractExact(issued, units);
            } else {
                add(cash, reserve, units);
            }
        }

        private void handOut(int reserve, long units) {
            takeIn(reserve, -units);
        }

        private void account(long account, long dollars) {
            accounts.merge(account, dollars, Math::addExact);
        }

        private void sold(int reserve, long units, long value) {
            trade(reserve, 0, units, value);
        }

        private void bought(int reserve, long units, long value) {
            trade(reserve, 2, units, value);
        }

        private void trade(int reserve, int side, long units, long value) {
            place.within(Invariant.I11, what("units traded"), 0, Long.MAX_VALUE, units);
            if (isDollars(reserve)) {
                place.same(Invariant.I11, what("dollars for dollars"), units, value);
            } else {
                long[] sums =
                        traded.computeIfAbsent(spec.reserves().get(reserve).asset(), asset -> new long[4]);
                add(sums, side, units);
                add(sums, side + 1, value);
            }
        }

        /** I8: a payment is for an open deficit, no more than is open, and its payer is debited. */
        private void paid(LendingLine.DeficitPaid l) {
            String what = "deficit " + l.id() + ", paid by " + l.layer();
            long open = deficits.getOrDefault(key(l.id(), l.reserve()), 0L);
            place.within(Invariant.I8, what, 1, open, l.units());
            deficits.merge(key(l.id(), l.reserve()), -l.units(), Math::addExact);
            deficits.remove(key(l.id(), l.reserve()), 0L);
            switch (l.layer()) {
                case OFFSET -> {
                    offset = Math.subtractExact(offset, l.units());
                    add(cash, l.reserve(), l.units());
                }
                case STAKES -> {
                    staked = Math.subtractExact(staked, l.units());
                    add(cash, l.reserve(), l.units());
                }
                case SUPPLIERS -> add(bySuppliers, l.reserve(), l.units());
                case SURPLUS, DEBT_AUCTION ->
                    place.same(Invariant.I8, what + " at reserve " + l.reserve(), issuing, l.reserve());
            }
        }

        /** What the outcome asks of markets and accounts is what its lines say, and suppliers lost what they are said to have paid. */
        void explain(LendingOutcome outcome) {
            for (Execution e : outcome.executions()) {
                long[] sums = traded.computeIfAbsent(e.asset(), asset -> new long[4]);
                add(sums, 0, -e.sellSize());
                add(sums, 1, -e.sellValue());
                add(sums, 2, -e.buySize());
                add(sums, 3, -e.buyValue());
            }
            traded.forEach((asset, sums) -> Arrays.stream(sums)
                    .forEach(left -> place.same(Invariant.I11, what("traded of asset " + asset), 0, left)));
            for (LendingChange change : outcome.accounts()) {
                account(change.account(), -change.cash());
                long[] own = wallets.computeIfAbsent(change.account(), key -> new long[cash.length]);
                for (int reserve = 0; reserve < cash.length; reserve++) {
                    add(own, reserve, -change.wallet()[reserve]);
                }
            }
            accounts.forEach((account, left) -> place.same(Invariant.I3, what("cash of account " + account), 0, left));
            wallets.forEach((account, own) -> Arrays.stream(own)
                    .forEach(left -> place.same(Invariant.I3, what("wallet of account " + account), 0, left)));
            for (int reserve = 0; reserve < cash.length; reserve++) {
                place.within(
                        Invariant.I8,
                        what(Layer.SUPPLIERS + " of reserve " + reserve),
                        0,
                        writtenDown[reserve],
                        bySuppliers[reserve]);
            }
        }
    }

    private static void add(long[] amounts, int at, long amount) {
        amounts[at] = Math.addExact(amounts[at], amount);
    }

    // comparing

    /** I3 and I8: what is there is what the lines say. */
    void sameAs(Place place, LendingBooks found) {
        String name = spec.name() + ", ";
        place.same(Invariant.I8, name + "offset", offset, found.offset);
        place.same(Invariant.I8, name + "stakes", staked, found.staked);
        deficits.forEach((id, units) ->
                place.same(Invariant.I8, "open deficit " + id, units, found.deficits.getOrDefault(id, 0L)));
        place.same(Invariant.I8, name + "open deficits", deficits.size(), found.deficits.size());
        for (int reserve = 0; reserve < cash.length; reserve++) {
            String of = " of reserve " + reserve;
            place.same(Invariant.I3, name + "cash" + of, cash[reserve], found.cash[reserve]);
            place.same(Invariant.I3, name + "lots" + of, lots[reserve], found.lots[reserve]);
            place.same(Invariant.I3, name + "accounts' claims" + of, supplied[reserve], found.supplied[reserve]);
            place.same(Invariant.I3, name + "accounts' debts" + of, owed[reserve], found.owed[reserve]);
            place.same(Invariant.I3, name + "wallets" + of, wallet[reserve], found.wallet[reserve]);
        }
        for (int keeper = 0; keeper < keepers.length; keeper++) {
            place.same(Invariant.I3, name + "keeper " + keeper, keepers[keeper], found.keepers[keeper]);
        }
        place.same(Invariant.I3, name + "issued dollars", issued, found.issued);
        place.same(Invariant.I3, name + "accounts' cash", accountCash, found.accountCash);
    }

    /** I7. */
    void nothingNegative(Place place) {
        long least = Math.min(Math.min(offset, staked), accountCash);
        for (long[] amounts : new long[][] {cash, lots, keepers, supplied, owed, wallet}) {
            least = Arrays.stream(amounts).reduce(least, Math::min);
        }
        place.within(Invariant.I7, spec.name() + ", least holding", 0, Long.MAX_VALUE, least);
    }
}
