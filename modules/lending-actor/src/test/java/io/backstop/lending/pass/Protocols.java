package io.backstop.lending.pass;

import io.backstop.lending.account.LendingAccount;
import io.backstop.lending.account.LendingChange;
import io.backstop.lending.book.LendingPool;
import io.backstop.lending.book.PoolTerms;
import io.backstop.model.Money;
import io.backstop.model.Ratio;
import io.backstop.scenario.debt.LendingOpening;
import io.backstop.scenario.debt.LendingOpenings;
import io.backstop.scenario.debt.LendingPopulation;
import io.backstop.scenario.debt.LendingPopulation.BandSpec;
import io.backstop.scenario.debt.LendingPopulation.ListedBorrower;
import io.backstop.scenario.debt.LendingSpec;
import io.backstop.scenario.debt.LendingSpec.KeeperSpec;
import io.backstop.scenario.debt.LendingSpec.OnDeficit;
import io.backstop.scenario.debt.LendingSpec.RunSpec;
import io.backstop.scenario.debt.MakerSpec;
import io.backstop.scenario.debt.OracleSpec;
import io.backstop.scenario.debt.ReserveSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A protocol under test: reserve 0 holds dollars, reserve 1 ether in units of 10^-4 (asset 0), reserve 2 another coin in units of
 * 10^-2 (asset 1). One population of listed accounts.
 */
final class Protocols {
    static final int USD = 0;
    static final int ETH = 1;
    static final int COIN = 2;

    /** Units of one ether. */
    static final long ETHER = 10_000;

    private static final long HOUR = 3_600_000;

    private final List<ListedBorrower> borrowers = new ArrayList<>();
    private final List<KeeperSpec> keepers = new ArrayList<>();
    private final long[] publicSupply = new long[3];
    private @Nullable BandSpec band;
    private @Nullable MakerSpec maker;
    private @Nullable RunSpec run;
    private LendingSpec.Redemption redemption = LendingSpec.Redemption.FIRST_COME;
    private OnDeficit onDeficit = OnDeficit.KEEP;
    private LendingSpec.SafetySpec safety = new LendingSpec.SafetySpec(0, 0);

    static long price(long dollarsAnEther) {
        return Money.ofDollars(dollarsAnEther) / ETHER;
    }

    Protocols borrower(String name, long ether, long dollars) {
        return account(name, new long[] {0, ether * ETHER, 0}, new long[] {Money.ofDollars(dollars), 0, 0}, 0);
    }

    Protocols account(String name, long[] supplied, long[] owed, long cash) {
        borrowers.add(new ListedBorrower(name, supplied, owed, cash));
        return this;
    }

    Protocols publicly(int reserve, long units) {
        publicSupply[reserve] = units;
        return this;
    }

    Protocols keeper(String name, long dollars, long leastProfit) {
        return keeper(name, dollars, 0, List.of(), Ratio.ZERO, Money.ofDollars(leastProfit));
    }

    Protocols keeper(
            String name, long dollars, long delayMillis, List<long[]> outages, Ratio zeroBids, long leastProfit) {
        keepers.add(new KeeperSpec(
                name, Money.ofDollars(dollars), delayMillis, outages, Ratio.ZERO, zeroBids, leastProfit));
        return this;
    }

    Protocols band(BandSpec keeps) {
        band = keeps;
        return this;
    }

    Protocols writesDown() {
        onDeficit = OnDeficit.WRITE_DOWN;
        return this;
    }

    Protocols safety(long offset, long staked) {
        safety = new LendingSpec.SafetySpec(Money.ofDollars(offset), Money.ofDollars(staked));
        return this;
    }

    Protocols runs(RunSpec spec, LendingSpec.Redemption rule) {
        run = spec;
        redemption = rule;
        return this;
    }

    /** Linear price over an hour, 20 % above the oracle, reset after 48 minutes or below 40 %; penalty 13 %. */
    Protocols maker(long surplus, long shutdownAt) {
        maker = new MakerSpec(
                new MakerSpec.AuctionSpec(
                        MakerSpec.Fall.LINEAR,
                        HOUR,
                        Ratio.ONE,
                        Ratio.of(12, 10),
                        48 * 60_000,
                        Ratio.of(4, 10),
                        Ratio.of(113, 100),
                        Money.ofDollars(10),
                        Ratio.ZERO,
                        Money.ofDollars(20),
                        Money.ofDollars(1_000_000),
                        List.of()),
                new MakerSpec.LedgerSpec(
                        HOUR, Money.ofDollars(50), Money.ofDollars(100), Money.ofDollars(200), 1_000_000),
                Money.ofDollars(surplus),
                new MakerSpec.BidSpec(Ratio.of(105, 100), Ratio.of(3, 2), HOUR, 10 * HOUR),
                new MakerSpec.BidSpec(Ratio.of(105, 100), Ratio.of(3, 2), HOUR, 10 * HOUR),
                Money.ofDollars(200),
                null,
                shutdownAt);
        return this;
    }

    LendingSpec spec() {
        List<ReserveSpec> reserves = List.of(
                reserve(ReserveSpec.USD, Ratio.of(75, 100), Ratio.of(80, 100), publicSupply[USD]),
                reserve(0, Ratio.of(80, 100), Ratio.of(825, 1000), publicSupply[ETH]),
                reserve(1, Ratio.of(50, 100), Ratio.of(60, 100), publicSupply[COIN]));
        List<LendingPopulation> populations = List.of(new LendingPopulation.ListedBorrowers("all", borrowers, band));
        return new LendingSpec(
                "pool",
                maker == null ? LendingSpec.Preset.AAVE_V3 : LendingSpec.Preset.MAKER_2020,
                reserves,
                new LendingSpec.LiquidationSpec(
                        Ratio.of(1, 2), Ratio.of(95, 100), Money.ofDollars(2_000), Money.ofDollars(1_000)),
                safety,
                onDeficit,
                redemption,
                run,
                maker,
                keepers,
                populations);
    }

    private static ReserveSpec reserve(int asset, Ratio loanToValue, Ratio threshold, long supplied) {
        return new ReserveSpec(
                asset,
                new ReserveSpec.RateSpec.Kinked(Ratio.ZERO, Ratio.of(4, 100), Ratio.of(60, 100), Ratio.of(90, 100)),
                Ratio.of(1, 10),
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                loanToValue,
                threshold,
                Ratio.of(5, 100),
                Ratio.ZERO,
                OracleSpec.MARKET,
                supplied);
    }

    /** The protocol as it opens. */
    World open() {
        return new World(PoolTerms.of(spec()), new Listed(List.copyOf(borrowers)));
    }

    /** Listed accounts of one population. */
    record Listed(List<ListedBorrower> accounts) implements LendingOpenings {
        @Override
        public int populations() {
            return 1;
        }

        @Override
        public int count(int population) {
            return accounts.size();
        }

        @Override
        public String name(int population, int ordinal) {
            return accounts.get(ordinal).name();
        }

        @Override
        public long find(String name) {
            for (int ordinal = 0; ordinal < accounts.size(); ordinal++) {
                if (accounts.get(ordinal).name().equals(name)) {
                    return ordinal;
                }
            }
            return -1;
        }

        @Override
        public void draw(int population, int ordinal, LendingOpening into) {
            ListedBorrower from = accounts.get(ordinal);
            System.arraycopy(from.supplied(), 0, into.supplied, 0, into.supplied.length);
            System.arraycopy(from.owed(), 0, into.owed, 0, into.owed.length);
            into.cash = from.cash();
        }
    }

    /** The protocol's state, kept in one place without entities. */
    static final class World {
        final PoolTerms terms;
        final Listed openings;
        final LendingAccount[] accounts;
        LendingPool pool;

        World(PoolTerms terms, Listed openings) {
            this.terms = terms;
            this.openings = openings;
            this.accounts = new LendingAccount[openings.count(0)];
            long[] supplied = new long[terms.count()];
            long[] owed = new long[terms.count()];
            for (int ordinal = 0; ordinal < accounts.length; ordinal++) {
                ListedBorrower from = openings.accounts().get(ordinal);
                accounts[ordinal] =
                        new LendingAccount(ordinal, from.supplied(), from.owed(), new long[terms.count()], from.cash());
                for (int reserve = 0; reserve < terms.count(); reserve++) {
                    supplied[reserve] += from.supplied()[reserve];
                    owed[reserve] += from.owed()[reserve];
                }
            }
            this.pool = LendingPool.opened(terms, supplied, owed);
        }

        /** What a plan knows about all accounts. */
        PassInput input(long tick, int pass, long now, long... prices) {
            return new PassInput(
                    terms, 7, tick, pass, now, pool.at(terms, now), prices, 2, Arrays.asList(accounts), openings);
        }

        /** Only the accounts in breach, as the engine would find them. */
        PassInput breached(long tick, int pass, long now, long... prices) {
            PassInput all = input(tick, pass, now, prices);
            Draft draft = new Draft(all, Spot.atPrices(terms, prices, 2));
            List<LendingAccount> found = Arrays.stream(accounts)
                    .filter(LendingAccount::owes)
                    .filter(account -> draft.health(account).isLiquidatable())
                    .toList();
            return new PassInput(terms, 7, tick, pass, now, all.pool(), prices, 2, found, openings);
        }

        /** Settles an outcome everywhere. */
        LendingOutcome settle(LendingOutcome outcome) {
            pool = pool.changed(terms, outcome.pool());
            for (LendingChange change : outcome.accounts()) {
                int ordinal = (int) change.account();
                accounts[ordinal] = accounts[ordinal].changed(change);
            }
            return outcome;
        }
    }

    /** Markets that take everything at these prices, micro-dollars a unit of each asset. */
    static List<Execution> at(long ethPrice, long coinPrice) {
        long size = 1_000_000_000L;
        return List.of(
                new Execution(0, size, size * ethPrice, size, size * ethPrice),
                new Execution(1, size, size * coinPrice, size, size * coinPrice));
    }
}
