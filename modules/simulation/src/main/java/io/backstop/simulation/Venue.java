package io.backstop.simulation;

import io.backstop.account.AccountEntity;
import io.backstop.adl.AdlCoordinatorEntity;
import io.backstop.insurance.InsuranceFundEntity;
import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityFactory;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.margin.MarginEngineEntity;
import io.backstop.margin.MarginRules;
import io.backstop.market.MarketEntity;
import io.backstop.market.PriceProcess;
import io.backstop.scenario.AssetSpec;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.Openings;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.PriceSpec;
import io.backstop.scenario.ResolvedScenario;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of a scenario at one venue: which entities there are, how they are addressed, and what each is made from. Markets are
 * numbered as in the scenario; collateral assets follow them as spot markets.
 */
public final class Venue implements EntityFactory {
    /** Commands that an engine keeps in flight. */
    private static final int WINDOW = 16;

    private final String run;
    private final ResolvedScenario scenario;
    private final Openings openings;
    private final Partitioning partitioning;
    private final List<long[]> paths;
    private final MarginRules rules;

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

    /** Address of the run. */
    public EntityId runId() {
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
            case ACCOUNT -> new AccountEntity(openings, markets(), assets());
            case MARGIN_ENGINE ->
                new MarginEngineEntity(
                        rules,
                        openings,
                        partitioning,
                        openingPrices(),
                        scenario.venue().adl().ranking(),
                        scenario.seed());
            case MARKET -> marketEntity(id.name());
            case INSURANCE_FUND ->
                new InsuranceFundEntity(
                        scenario.venue().fund(), scenario.venue().vault(), assets());
            case ADL_COORDINATOR -> new AdlCoordinatorEntity(scenario.venue().adl(), scenario.seed());
            case LENDING_POOL, DEBT_REGISTER -> throw new IllegalArgumentException("no debt in this scenario: " + id);
            case RUN -> throw new IllegalArgumentException("a run is no child: " + id);
        };
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
