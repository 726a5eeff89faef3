package io.backstop.simulation;

import io.backstop.kernel.inprocess.InProcessRuntime;
import io.backstop.kernel.inprocess.Options;
import io.backstop.model.Ratio;
import io.backstop.scenario.DepthSpec;
import io.backstop.scenario.ImpactSpec;
import io.backstop.scenario.ListedPopulation;
import io.backstop.scenario.MarginTier;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.PriceSpec;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.scenario.VenueSpec;
import io.backstop.simulation.Fact.PassSettled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One market of whole units, maintenance margin 5 percent, price 100 dollars at the opening and another in the only tick. Amounts
 * are whole dollars.
 *
 * @param price in the tick
 * @param depth that each side of the book takes in the tick, at mark; -1 for all
 */
record Example(VenueSpec rules, double price, double depth, List<Holder> holders) {
    static final long USD = 1_000_000L;
    private static final long NONE = Long.MAX_VALUE;

    /** An account: what its position cost a unit, and its cash. */
    record Holder(String name, long size, double entry, double cash) {}

    static long usd(double dollars) {
        return Math.round(dollars * USD);
    }

    /** The passes of the tick. */
    List<PassSettled> passes() {
        return facts().stream()
                .filter(PassSettled.class::isInstance)
                .map(PassSettled.class::cast)
                .toList();
    }

    Fact.TickClosed close() {
        return facts().stream()
                .filter(Fact.TickClosed.class::isInstance)
                .map(Fact.TickClosed.class::cast)
                .findFirst()
                .orElseThrow();
    }

    List<Fact> facts() {
        ResolvedScenario scenario = scenario();
        Venue venue = new Venue("r", scenario, new ScenarioOpenings(scenario), new Partitioning(2));
        List<Fact> facts = new ArrayList<>();
        new InProcessRuntime(venue, new RunWorkflow(venue, Books.Check.NONE), venue.runId(), Options.plain())
                .run(recorded -> facts.addAll(((RunEvent.Advanced) recorded.event()).facts()));
        return facts;
    }

    private ResolvedScenario scenario() {
        long budget = depth < 0 ? NONE : usd(depth);
        MarketSpec market = new MarketSpec(
                "M",
                0,
                new PriceSpec.Path(
                        new long[] {0, 1_000}, new long[] {usd(100), usd(price)}, PriceSpec.Interpolation.STEP),
                new DepthSpec(budget, budget, new long[] {0}, new double[] {1}),
                new ImpactSpec(ImpactSpec.Model.LINEAR, 0, 0, NONE),
                List.of(new MarginTier(0, Ratio.of(1, 20), Ratio.ZERO, Ratio.of(20, 1))),
                null);
        return new ResolvedScenario(
                "example",
                "",
                "",
                1,
                1_000,
                1,
                "",
                10,
                List.of(market),
                List.of(),
                rules,
                List.of(population()),
                List.of(),
                List.of());
    }

    private ListedPopulation population() {
        return new ListedPopulation(
                "p",
                holders.stream().map(Holder::name).toList(),
                holders.stream().mapToLong(holder -> usd(holder.cash())).toArray(),
                IntStream.rangeClosed(0, holders.size()).toArray(),
                new int[holders.size()],
                holders.stream().mapToLong(Holder::size).toArray(),
                holders.stream()
                        .mapToLong(holder -> holder.size() * usd(holder.entry()))
                        .toArray(),
                new long[0][0]);
    }

    // the presets, their inventories kept

    static VenueSpec hyperliquidLike(double vault, double parent) {
        return new VenueSpec(
                "venue",
                "hyperliquid-like",
                new VenueSpec.Liquidation(
                        VenueSpec.Liquidation.Style.STAGED, usd(100_000), Ratio.of(1, 5), 30_000, 0, 0),
                VenueSpec.OrderLimit.NONE,
                Ratio.ZERO,
                new VenueSpec.Takeover(VenueSpec.Takeover.By.VAULT, Ratio.of(2, 3)),
                new VenueSpec.Vault(usd(vault), usd(parent), Ratio.ZERO, Ratio.ONE, 0, NONE),
                fund(0, 0),
                new VenueSpec.Adl(
                        VenueSpec.Adl.Trigger.NEGATIVE_EQUITY,
                        VenueSpec.Adl.Ranking.HYPERLIQUID,
                        VenueSpec.Adl.Allocation.QUEUE,
                        VenueSpec.Adl.AdlPrice.PREVIOUS_MARK),
                VenueSpec.Residual.BAD_DEBT);
    }

    static VenueSpec binanceLike(double fund, double capPerEvent, VenueSpec.Residual residual) {
        return new VenueSpec(
                "venue",
                "binance-like",
                new VenueSpec.Liquidation(VenueSpec.Liquidation.Style.WHOLE, 0, Ratio.ONE, 1, 0, 0),
                VenueSpec.OrderLimit.BANKRUPTCY_PRICE,
                Ratio.of(5, 1_000),
                new VenueSpec.Takeover(VenueSpec.Takeover.By.FUND, Ratio.ONE),
                new VenueSpec.Vault(0, 0, Ratio.ZERO, Ratio.ONE, 0, NONE),
                fund(fund, capPerEvent),
                new VenueSpec.Adl(
                        VenueSpec.Adl.Trigger.UNFILLED,
                        VenueSpec.Adl.Ranking.BINANCE,
                        VenueSpec.Adl.Allocation.QUEUE,
                        VenueSpec.Adl.AdlPrice.BANKRUPTCY_PRICE),
                residual);
    }

    static VenueSpec dydxLike(double fund) {
        return new VenueSpec(
                "venue",
                "dydx-like",
                new VenueSpec.Liquidation(VenueSpec.Liquidation.Style.PER_BLOCK, 0, Ratio.ONE, 0, 0, NONE),
                VenueSpec.OrderLimit.FUND_TOP_UP,
                Ratio.of(15, 1_000),
                new VenueSpec.Takeover(VenueSpec.Takeover.By.NONE, Ratio.ONE),
                new VenueSpec.Vault(0, 0, Ratio.ZERO, Ratio.ONE, 0, NONE),
                fund(fund, 1_000_000),
                new VenueSpec.Adl(
                        VenueSpec.Adl.Trigger.NOTHING_FILLED,
                        VenueSpec.Adl.Ranking.RANDOM,
                        VenueSpec.Adl.Allocation.QUEUE,
                        VenueSpec.Adl.AdlPrice.BANKRUPTCY_PRICE),
                VenueSpec.Residual.KEEP);
    }

    private static VenueSpec.Fund fund(double balance, double capPerEvent) {
        return new VenueSpec.Fund(usd(balance), usd(capPerEvent), NONE, NONE, Ratio.ZERO);
    }

    static Example of(VenueSpec rules, double price, double depth, Holder... holders) {
        return new Example(rules, price, depth, Arrays.asList(holders));
    }
}
