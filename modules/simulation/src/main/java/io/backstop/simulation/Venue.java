package io.backstop.simulation;

import io.backstop.account.AccountEntity;
import io.backstop.adl.AdlCoordinatorEntity;
import io.backstop.insurance.InsuranceFundEntity;
import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityFactory;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.lending.account.LendingAccountEntity;
import io.backstop.lending.book.LendingPoolEntity;
import io.backstop.lending.book.PoolTerms;
import io.backstop.lending.engine.LendingEngineEntity;
import io.backstop.margin.MarginEngineEntity;
import io.backstop.margin.MarginRules;
import io.backstop.market.MarketEntity;
import io.backstop.market.PriceProcess;
import io.backstop.party.DebtNetwork;
import io.backstop.party.DebtRegisterEntity;
import io.backstop.party.PartyEntity;
import io.backstop.scenario.AssetSpec;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.Openings;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.PriceSpec;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.debt.LendingOpenings;
import io.backstop.scenario.debt.LendingPopulation.BandSpec;
import io.backstop.scenario.debt.LendingSpec;
import io.backstop.scenario.debt.ScenarioLendingOpenings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of a scenario at one venue: which entities there are, how they are addressed, and what each is made from. Markets are
 * numbered as in the scenario; collateral assets follow them as spot markets.
 */
public final class Venue implements EntityFactory {
    /** Commands that an engine keeps in flight. */
    private static final int WINDOW = 16;

    /** What stands for a protocol in the addresses of parties. */
    private static final String PARTIES = "parties";

    private final String run;
    private final ResolvedScenario scenario;
    private final Openings openings;
    private final Partitioning partitioning;
    private final List<long[]> paths;
    private final MarginRules rules;
    private final DebtNetwork network;
    private final List<PoolTerms> lending = new ArrayList<>();
    private final List<LendingOpenings> lendingOpenings = new ArrayList<>();

    /**
     * A run.
     *
     * @param run its name, without {@code /}
     */
    public Venue(String run, ResolvedScenario scenario, Openings openings, Partitioning partitioning) {
        this.run = run;
        this.scenario = scenario;
        this.openings = openings;
        this.partitioning = partitioning;
        this.rules = MarginRules.of(scenario);
        this.network = DebtNetwork.of(scenario.debt(), scenario.assets().size(), scenario.seed());
        for (LendingSpec spec : scenario.debt().lending()) {
            lending.add(PoolTerms.of(spec));
            lendingOpenings.add(new ScenarioLendingOpenings(scenario.seed(), spec, scenario.assets()));
        }
        this.paths = new ArrayList<>();
        for (int number = 0;
                number < scenario.markets().size() + scenario.assets().size();
                number++) {
            paths.add(PriceProcess.path(
                    price(number), scenario.seed(), name(number), scenario.tickMillis(), scenario.ticks()));
        }
    }

    private PriceSpec price(int number) {
        int markets = scenario.markets().size();
        return number < markets
                ? scenario.markets().get(number).price()
                : scenario.assets().get(number - markets).price();
    }

    /** The name of a market or spot market. */
    public String name(int number) {
        int markets = scenario.markets().size();
        return number < markets
                ? scenario.markets().get(number).name()
                : scenario.assets().get(number - markets).name();
    }

    /** Index of a market or spot market in a tick, on its grid. */
    public long index(int number, long tick) {
        return paths.get(number)[(int) tick];
    }

    /** The scenario. */
    public ResolvedScenario scenario() {
        return scenario;
    }

    /** The accounts at time zero. */
    public Openings openings() {
        return openings;
    }

    /** How accounts are spread over engines. */
    public Partitioning partitioning() {
        return partitioning;
    }

    /** Margin rules of the scenario. */
    public MarginRules rules() {
        return rules;
    }

    /** Number of perpetual markets. */
    public int markets() {
        return scenario.markets().size();
    }

    /** Number of collateral assets. */
    public int assets() {
        return scenario.assets().size();
    }

    /** Whether there is more than the venue: lending protocols or parties. */
    public boolean hasDebt() {
        return !scenario.debt().isEmpty();
    }

    /** Parties and their debts at time zero. */
    public DebtNetwork network() {
        return network;
    }

    /** Rules of the lending protocols, in the order of the scenario. */
    public List<PoolTerms> lending() {
        return lending;
    }

    /** Accounts of a lending protocol at time zero. */
    public LendingOpenings lendingOpenings(int protocol) {
        return lendingOpenings.get(protocol);
    }

    /** Address of a lending protocol's pool. */
    public EntityId pool(int protocol) {
        return new EntityId(run, lending.get(protocol).protocol(), 0, EntityKind.LENDING_POOL, "pool");
    }

    /** Address of a lending protocol's engine of a partition. */
    public EntityId lendingEngine(int protocol, int partition) {
        return new EntityId(run, lending.get(protocol).protocol(), partition, EntityKind.MARGIN_ENGINE, "engine");
    }

    /** Address of a partition's register of debts. */
    public EntityId register(int partition) {
        return new EntityId(run, PARTIES, partition, EntityKind.DEBT_REGISTER, "register");
    }

    /** Address of the run. */
    public EntityId runId() {
        return runId(run);
    }

    /** Address of the run of a name. */
    public static EntityId runId(String run) {
        return new EntityId(run, "run", 0, EntityKind.RUN, "run");
    }

    /** Address of a partition's engine. */
    public EntityId engine(int partition) {
        return id(partition, EntityKind.MARGIN_ENGINE, "engine");
    }

    /** Address of a market or spot market. */
    public EntityId market(int number) {
        return id(0, EntityKind.MARKET, name(number));
    }

    /** Address of the insurance fund. */
    public EntityId fund() {
        return id(0, EntityKind.INSURANCE_FUND, "fund");
    }

    /** Address of the ADL coordinator. */
    public EntityId coordinator() {
        return id(0, EntityKind.ADL_COORDINATOR, "adl");
    }

    private EntityId id(int partition, EntityKind kind, String name) {
        return new EntityId(run, scenario.venue().name(), partition, kind, name);
    }

    @Override
    public Entity<?, ?> entity(EntityId id) {
        return switch (id.kind()) {
            case ACCOUNT -> account(id.protocol());
            case MARGIN_ENGINE -> engine(id.protocol());
            case MARKET -> marketEntity(id.name());
            case INSURANCE_FUND ->
                new InsuranceFundEntity(
                        scenario.venue().fund(), scenario.venue().vault(), assets());
            case ADL_COORDINATOR -> new AdlCoordinatorEntity(scenario.venue().adl(), scenario.seed());
            case LENDING_POOL -> new LendingPoolEntity(lending.get(protocol(id.protocol())));
            case DEBT_REGISTER -> new DebtRegisterEntity(network, partitioning.count());
            case RUN -> throw new IllegalArgumentException("a run is no child: " + id);
        };
    }

    private Entity<?, ?> account(String protocol) {
        if (protocol.equals(scenario.venue().name())) {
            return new AccountEntity(openings, markets(), assets());
        }
        if (protocol.equals(PARTIES)) {
            return new PartyEntity(network);
        }
        int number = protocol(protocol);
        return new LendingAccountEntity(
                lendingOpenings.get(number), lending.get(number).count());
    }

    private Entity<?, ?> engine(String protocol) {
        if (protocol.equals(scenario.venue().name())) {
            return new MarginEngineEntity(
                    rules,
                    openings,
                    partitioning,
                    openingPrices(),
                    scenario.venue().adl().ranking(),
                    scenario.seed());
        }
        int number = protocol(protocol);
        List<@Nullable BandSpec> bands = new ArrayList<>();
        scenario.debt().lending().get(number).populations().forEach(population -> bands.add(population.band()));
        return new LendingEngineEntity(
                lending.get(number).collateral(), bands, lendingOpenings.get(number), partitioning);
    }

    /**
     * The number of a lending protocol.
     *
     * @throws IllegalArgumentException if there is none of the name
     */
    int protocol(String name) {
        for (int number = 0; number < lending.size(); number++) {
            if (lending.get(number).protocol().equals(name)) {
                return number;
            }
        }
        throw new IllegalArgumentException("no such protocol: " + name);
    }

    @Override
    public int window(EntityId id) {
        return WINDOW;
    }

    private long[] openingPrices() {
        return paths.stream().mapToLong(path -> path[0]).toArray();
    }

    private MarketEntity marketEntity(String name) {
        for (int number = 0; number < paths.size(); number++) {
            if (name(number).equals(name)) {
                return marketEntity(number);
            }
        }
        throw new IllegalArgumentException("no such market: " + name);
    }

    private MarketEntity marketEntity(int number) {
        if (number < markets()) {
            MarketSpec spec = scenario.markets().get(number);
            return new MarketEntity(number, paths.get(number), scenario.tickMillis(), spec.depth(), spec.impact());
        }
        AssetSpec spec = scenario.assets().get(number - markets());
        return new MarketEntity(number, paths.get(number), scenario.tickMillis(), spec.depth(), spec.impact());
    }
}
