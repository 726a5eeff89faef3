package io.backstop.benchmarks;

import io.backstop.kernel.inprocess.InProcessRuntime;
import io.backstop.kernel.inprocess.Options;
import io.backstop.model.Ratio;
import io.backstop.node.runtime.ClusterOptions;
import io.backstop.node.runtime.ClusterRuntime;
import io.backstop.node.runtime.Codecs;
import io.backstop.node.runtime.Journal;
import io.backstop.scenario.DepthSpec;
import io.backstop.scenario.ImpactSpec;
import io.backstop.scenario.MarginTier;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.PriceSpec;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.VenueSpec;
import io.backstop.simulation.Books;
import io.backstop.simulation.RunWorkflow;
import io.backstop.simulation.Venue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A tick in which prices move and nothing else happens, with accounts of one position each: through the cluster runtime on the memory journal, and in
 * process. Prints milliseconds a tick, median and spread of 200 after a warm-up.
 *
 * <p>Arguments: accounts (default 5,000,000), engines (default 16).
 */
public final class QuietTickBenchmark {
    private static final int MARKETS = 8;
    private static final long PRICE = 100_000;
    /** A year's; a price that stands still is not even looked at. */
    private static final double VOLATILITY = 0.8;

    private static final int WARM_UP = 100;
    private static final int MEASURED = 200;

    private QuietTickBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] args) {
        int accounts = args.length > 0 ? Integer.parseInt(args[0]) : 5_000_000;
        int engines = args.length > 1 ? Integer.parseInt(args[1]) : 16;
        Venue venue = new Venue(
                "quiet", scenario(), new SinglePositionOpenings(accounts, MARKETS, PRICE), new Partitioning(engines));
        Ticks inProcess = new Ticks();
        new InProcessRuntime(venue, new RunWorkflow(venue, inProcess), venue.runId(), Options.plain()).run(event -> {});
        Ticks cluster = new Ticks();
        try (ClusterRuntime runtime = new ClusterRuntime(
                venue,
                new RunWorkflow(venue, cluster),
                venue.runId(),
                Codecs.table(),
                ClusterOptions.lone(new Journal.Memory()))) {
            runtime.run(event -> {});
        }
        long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.printf(
                Locale.ROOT,
                "%d accounts, %d engines: cluster (memory) %s ms a tick, in process %s ms a tick, heap %d MB of %d MB%n",
                accounts,
                engines,
                cluster.spread(),
                inProcess.spread(),
                heap >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    /** The time from close to close of ticks. */
    private static final class Ticks implements Books.Check {
        private final List<Long> closes = new ArrayList<>();

        @Override
        public void check(Books books) {
            closes.add(System.nanoTime());
        }

        Spread spread() {
            double[] millis = new double[MEASURED];
            for (int i = 0; i < MEASURED; i++) {
                int at = WARM_UP + i;
                millis[i] = (closes.get(at) - closes.get(at - 1)) / 1e6;
            }
            return Spread.of(millis);
        }
    }

    private static ResolvedScenario scenario() {
        List<MarketSpec> markets = new ArrayList<>();
        for (int market = 0; market < MARKETS; market++) {
            markets.add(new MarketSpec(
                    "M" + market,
                    3,
                    new PriceSpec.GeometricBrownianMotion(PRICE, 0, VOLATILITY),
                    new DepthSpec(Long.MAX_VALUE, Long.MAX_VALUE, new long[] {0}, new double[] {1}),
                    new ImpactSpec(ImpactSpec.Model.LINEAR, 0, 0, Long.MAX_VALUE),
                    List.of(new MarginTier(0, Ratio.of(1, 80), Ratio.ZERO, Ratio.of(40, 1))),
                    null));
        }
        VenueSpec venue = new VenueSpec(
                "venue",
                "custom",
                new VenueSpec.Liquidation(VenueSpec.Liquidation.Style.WHOLE, 0, Ratio.ONE, 0, 0, 0),
                VenueSpec.OrderLimit.NONE,
                Ratio.ZERO,
                new VenueSpec.Takeover(VenueSpec.Takeover.By.NONE, Ratio.ZERO),
                new VenueSpec.Vault(0, 0, Ratio.ZERO, Ratio.ZERO, 0, 0),
                new VenueSpec.Fund(0, 0, 0, 0, Ratio.ZERO),
                new VenueSpec.Adl(
                        VenueSpec.Adl.Trigger.NONE,
                        VenueSpec.Adl.Ranking.PNL,
                        VenueSpec.Adl.Allocation.QUEUE,
                        VenueSpec.Adl.AdlPrice.MARK),
                VenueSpec.Residual.BAD_DEBT);
        return new ResolvedScenario(
                "quiet",
                "",
                "",
                1,
                1_000,
                WARM_UP + MEASURED,
                "",
                8,
                markets,
                List.of(),
                venue,
                List.of(),
                List.of(),
                List.of());
    }
}
