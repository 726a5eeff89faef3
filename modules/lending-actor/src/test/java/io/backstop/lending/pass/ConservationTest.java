package io.backstop.lending.pass;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.Answer;
import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityFactory;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.kernel.Event;
import io.backstop.kernel.Workflow;
import io.backstop.kernel.inprocess.Faults;
import io.backstop.kernel.inprocess.InProcessRuntime;
import io.backstop.kernel.inprocess.Options;
import io.backstop.lending.account.LendingAccount;
import io.backstop.lending.account.LendingAccountEntity;
import io.backstop.lending.account.LendingChange;
import io.backstop.lending.book.LendingPool;
import io.backstop.lending.book.LendingPoolEntity;
import io.backstop.lending.book.PoolCommand;
import io.backstop.lending.engine.LendingCommand;
import io.backstop.lending.engine.LendingEngineEntity;
import io.backstop.lending.engine.LendingTable;
import io.backstop.lending.engine.LendingView;
import io.backstop.lending.pool.Health;
import io.backstop.model.FixedPoint;
import io.backstop.model.Money;
import io.backstop.model.Ratio;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.debt.LendingOpening;
import io.backstop.scenario.debt.LendingOpenings;
import io.backstop.scenario.debt.LendingPopulation.BandSpec;
import io.backstop.scenario.debt.LendingSpec.Redemption;
import io.backstop.scenario.debt.LendingSpec.RunSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random protocols, prices and markets: every outcome balances, and rows, accounts and pool follow it in any schedule. */
class ConservationTest {
    private static final int ACCOUNTS = 12;
    private static final int TICKS = 8;
    private static final long TICK_MILLIS = 900_000;

    @Property(tries = 300)
    void everyOutcomeOfAPoolBalances(@ForAll long seed) {
        assertThat(Drawn.run(seed, false))
                .allSatisfy(outcome -> assertThat(outcome.isEmpty()).isFalse());
    }

    @Property(tries = 300)
    void everyOutcomeOfAProtocolWithALedgerBalances(@ForAll long seed) {
        assertThat(Drawn.run(seed, true))
                .allSatisfy(outcome -> assertThat(outcome.isEmpty()).isFalse());
    }

    @Property(tries = 60)
    void rowsAccountsAndPoolFollowInAnySchedule(@ForAll long seed, @ForAll boolean mints) {
        Drawn drawn = new Drawn(seed, mints);
        List<LendingOutcome> outcomes = drawn.play();
        Script script = new Script(drawn.world, outcomes, 3);
        InProcessRuntime runtime =
                new InProcessRuntime(script, script, Script.ROOT, Options.faulty(Faults.harsh(seed)));
        runtime.run(event -> {});
        script.assertHolds(runtime.states());
    }

    /** A protocol with random accounts, played through some ticks; each outcome is checked as it is made. */
    private static final class Drawn {
        private final SplittableRandom random;
        private final Protocols.World world;
        private final boolean mints;
        private final long[] opening = {1, Protocols.price(1_000), 100_000};

        Drawn(long seed, boolean mints) {
            this.random = new SplittableRandom(seed);
            this.mints = mints;
            Protocols protocol = new Protocols()
                    .band(new BandSpec(
                            Ratio.of(14, 10), Ratio.of(16, 10), Ratio.of(3, 1), random.nextBoolean(), true, 2))
                    .runs(
                            new RunSpec(Ratio.of(8, 10), true, Ratio.of(1, 2)),
                            random.nextBoolean() ? Redemption.FIRST_COME : Redemption.PRO_RATA)
                    .safety(random.nextLong(200), random.nextLong(200));
            for (int keeper = 0; keeper < 3; keeper++) {
                protocol.keeper(
                        "keeper" + keeper,
                        random.nextLong(30_000),
                        random.nextInt(2) * TICK_MILLIS,
                        List.of(),
                        Ratio.of(random.nextInt(2), 2),
                        Money.ofDollars(random.nextLong(20)));
            }
            if (random.nextBoolean()) {
                protocol.writesDown();
            }
            for (int account = 0; account < ACCOUNTS; account++) {
                draw(protocol, String.format("a%02d", account));
            }
            if (mints) {
                protocol.maker(random.nextLong(50), random.nextInt(4) == 0 ? 5 * TICK_MILLIS : -1);
            } else {
                protocol.publicly(Protocols.USD, Money.ofDollars(random.nextLong(100_000, 200_000)));
                protocol.publicly(Protocols.COIN, random.nextLong(2_000_000));
            }
            this.world = protocol.open();
        }

        private void draw(Protocols protocol, String name) {
            long[] supplied = new long[3];
            long[] owed = new long[3];
            int collateral = random.nextInt(1, 3);
            supplied[collateral] = Money.ofDollars(random.nextLong(500, 20_000)) / opening[collateral];
            long value = supplied[collateral] * opening[collateral];
            if (random.nextInt(5) > 0 || mints) {
                owed[0] = random.nextLong(value / 4, value / 10 * 6);
            }
            protocol.account(name, supplied, owed, Money.ofDollars(random.nextLong(500)));
        }

        static List<LendingOutcome> run(long seed, boolean mints) {
            return new Drawn(seed, mints).play();
        }

        List<LendingOutcome> play() {
            List<LendingOutcome> outcomes = new ArrayList<>();
            long[] prices = opening.clone();
            for (long tick = 1; tick <= TICKS; tick++) {
                long now = tick * TICK_MILLIS;
                outcomes.add(trade(new BorrowerPlans(world.input(tick, 0, now, prices), deposits()), prices));
                prices[1] = Math.max(1, prices[1] * random.nextLong(70, 115) / 100);
                prices[2] = Math.max(1, prices[2] * random.nextLong(60, 125) / 100);
                assertTheTableFindsTheSame(now, prices);
                for (int pass = 1; pass <= 2; pass++) {
                    boolean wantsAll = LendingPass.wantsBorrowers(world.terms, world.pool, now);
                    PassInput input =
                            wantsAll ? world.input(tick, pass, now, prices) : world.breached(tick, pass, now, prices);
                    outcomes.add(trade(new LendingPass(input), prices));
                }
                outcomes.add(checked(new Redemptions(suppliers(tick, now, prices)).outcome()));
            }
            outcomes.removeIf(LendingOutcome::isEmpty);
            return outcomes;
        }

        private List<BorrowerPlans.Deposit> deposits() {
            return random.nextInt(3) == 0
                    ? List.of(new BorrowerPlans.Deposit(random.nextLong(ACCOUNTS), random.nextLong(1, 1_000_000_000)))
                    : List.of();
        }

        private PassInput suppliers(long tick, long now, long[] prices) {
            PassInput all = world.input(tick, 0, now, prices);
            return new PassInput(
                    all.terms(),
                    all.seed(),
                    tick,
                    0,
                    now,
                    all.pool(),
                    prices,
                    2,
                    all.accounts().stream()
                            .filter(account -> !account.owes() && account.supplies())
                            .toList(),
                    all.names());
        }

        private LendingOutcome trade(LendingPlan plan, long[] prices) {
            SpotOrders orders = plan.orders();
            List<Execution> quotes = new ArrayList<>();
            for (int asset = 0; asset < 2; asset++) {
                long sell = orders.sell()[asset] * random.nextLong(0, 5) / 4;
                long buy = orders.buy()[asset] * random.nextLong(0, 5) / 4;
                quotes.add(new Execution(
                        asset,
                        sell,
                        sell * prices[asset + 1] * random.nextLong(80, 101) / 100,
                        buy,
                        buy * prices[asset + 1] * random.nextLong(100, 120) / 100));
            }
            LendingOutcome outcome = plan.outcome(quotes);
            for (Execution execution : outcome.executions()) {
                Execution quote = quotes.get(execution.asset());
                assertThat(execution.sellSize()).isLessThanOrEqualTo(quote.sellSize());
                assertThat(execution.buySize()).isLessThanOrEqualTo(quote.buySize());
            }
            return checked(outcome);
        }

        private LendingOutcome checked(LendingOutcome outcome) {
            assertThat(Conservation.net(world.terms, world.pool, outcome, 2)).containsOnly(0);
            for (long[] unheld : Conservation.unheld(world.terms, world.pool, outcome)) {
                assertThat(unheld).containsOnly(0);
            }
            return outcome.isEmpty() ? outcome : world.settle(outcome);
        }

        /** The engine's bounds in double never decide otherwise than the exact integers. */
        private void assertTheTableFindsTheSame(long now, long[] prices) {
            LendingPool pool = world.pool.at(world.terms, now);
            LendingTable table = new LendingTable(
                    world.terms.collateral(), world.terms.bands(), new Snapshot(world), new Partitioning(1), 0);
            LendingView view = new LendingView(pool.supplyIndexes(), pool.borrowIndexes(), prices);
            PassInput all = world.input(0, 0, now, prices);
            assertThat(keys(table.unhealthy(view)))
                    .isEqualTo(keys(world.breached(0, 0, now, prices).accounts()));
            assertThat(keys(table.outsideBand(view)))
                    .isEqualTo(keys(all.accounts().stream()
                            .filter(account ->
                                    isOutside(new Draft(all, Spot.atPrices(world.terms, prices, 2)).health(account)))
                            .toList()));
            assertThat(keys(table.suppliers(new boolean[] {false, true, false})))
                    .isEqualTo(keys(all.accounts().stream()
                            .filter(account -> !account.owes() && account.supplied()[1] > 0)
                            .toList()));
        }

        /** The band is from 1.4 to 3. */
        private static boolean isOutside(Health health) {
            return health.debt() > 0
                    && (FixedPoint.compareRatios(health.value(), health.debt(), 14, 10) < 0
                            || FixedPoint.compareRatios(health.value(), health.debt(), 3, 1) > 0);
        }

        private static List<Long> keys(List<LendingAccount> accounts) {
            return accounts.stream().map(LendingAccount::key).toList();
        }
    }

    /** The accounts as they are now, as if they opened so. */
    private record Snapshot(Protocols.World world) implements LendingOpenings {
        @Override
        public int populations() {
            return 1;
        }

        @Override
        public int count(int population) {
            return world.accounts.length;
        }

        @Override
        public String name(int population, int ordinal) {
            return world.openings.name(population, ordinal);
        }

        @Override
        public long find(String name) {
            return world.openings.find(name);
        }

        @Override
        public void draw(int population, int ordinal, LendingOpening into) {
            LendingAccount account = world.accounts[ordinal];
            System.arraycopy(account.supplied(), 0, into.supplied, 0, into.supplied.length);
            System.arraycopy(account.owed(), 0, into.owed, 0, into.owed.length);
            into.cash = account.cash();
        }
    }

    /** A root that settles outcomes one after another at a pool, engines and accounts. */
    private record Script(Protocols.World world, List<LendingOutcome> outcomes, int partitions)
            implements Workflow<Integer, Script.Step, Script.Nothing>, EntityFactory {
        static final EntityId ROOT = new EntityId("run", "run", 0, EntityKind.RUN, "run");

        record Step(int number) implements Event {}

        record Nothing() {}

        private static EntityId pool() {
            return new EntityId("run", "pool", 0, EntityKind.LENDING_POOL, "pool");
        }

        private static EntityId engine(int partition) {
            return new EntityId("run", "pool", partition, EntityKind.MARGIN_ENGINE, "engine");
        }

        @Override
        public Integer opening(EntityId id) {
            return 0;
        }

        @Override
        public Integer evolve(Integer state, Step event) {
            return event.number();
        }

        @Override
        public List<Entity.ChildWrite> requests(Integer state, Step event) {
            List<Entity.ChildWrite> writes = new ArrayList<>();
            if (event.number() == 1) {
                long[] supplied = new long[3];
                long[] owed = new long[3];
                world.openings.accounts().forEach(account -> {
                    for (int reserve = 0; reserve < 3; reserve++) {
                        supplied[reserve] += account.supplied()[reserve];
                        owed[reserve] += account.owed()[reserve];
                    }
                });
                writes.add(new Entity.ChildWrite(pool(), 0, new PoolCommand.Open(supplied, owed)));
                for (int partition = 0; partition < partitions; partition++) {
                    writes.add(new Entity.ChildWrite(engine(partition), 0, new LendingCommand.Open()));
                }
                return writes;
            }
            LendingOutcome outcome = outcomes.get(event.number() - 2);
            writes.add(new Entity.ChildWrite(pool(), event.number() - 1, new PoolCommand.Post(outcome.pool())));
            for (int partition = 0; partition < partitions; partition++) {
                int here = partition;
                List<LendingChange> changes = outcome.accounts().stream()
                        .filter(change -> new Partitioning(partitions).of(change.account()) == here)
                        .toList();
                writes.add(new Entity.ChildWrite(
                        engine(partition), event.number() - 1, new LendingCommand.Settle(changes)));
            }
            return writes;
        }

        @Override
        public Turn<Step, Nothing> begin(Integer state, List<Answer> answers) {
            return state == outcomes.size() + 1 ? new Finished<>() : new Writes<>(new Step(state + 1));
        }

        @Override
        public Turn<Step, Nothing> proceed(Integer state, Nothing conversation, List<Answer> answers) {
            throw new IllegalStateException("nothing is read");
        }

        @Override
        public Entity<?, ?> entity(EntityId id) {
            return switch (id.kind()) {
                case LENDING_POOL -> new LendingPoolEntity(world.terms);
                case MARGIN_ENGINE ->
                    new LendingEngineEntity(
                            world.terms.collateral(),
                            world.terms.bands(),
                            world.openings,
                            new Partitioning(partitions));
                case ACCOUNT -> new LendingAccountEntity(world.openings, 3);
                default -> throw new IllegalArgumentException("nothing lives at " + id);
            };
        }

        @Override
        public int window(EntityId id) {
            return 4;
        }

        void assertHolds(Map<EntityId, Object> states) {
            for (LendingAccount account : world.accounts) {
                int partition = new Partitioning(partitions).of(account.key());
                LendingEngineEntity.State engine =
                        (LendingEngineEntity.State) Objects.requireNonNull(states.get(engine(partition)));
                assertThat(engine.table().account(account.key()).fingerprint()).isEqualTo(account.fingerprint());
                EntityId id = new EntityId(
                        "run", "pool", partition, EntityKind.ACCOUNT, world.openings.name(0, (int) account.key()));
                if (states.get(id) instanceof LendingAccountEntity.State state) {
                    assertThat(state.account().fingerprint()).isEqualTo(account.fingerprint());
                }
            }
            LendingPool pool = (LendingPool) Objects.requireNonNull(states.get(pool()));
            assertThat(pool.reserves()).isEqualTo(world.pool.reserves());
            assertThat(pool.house()).isEqualTo(world.pool.house());
            assertThat(Arrays.equals(pool.keepers(), world.pool.keepers())).isTrue();
            assertThat(pool.deficits()).isEqualTo(world.pool.deficits());
            assertThat(pool.redemptions()).isEqualTo(world.pool.redemptions());
        }
    }
}
