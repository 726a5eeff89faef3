package io.backstop.audit;

import io.backstop.model.Ratio;
import io.backstop.scenario.DepthSpec;
import io.backstop.scenario.FundingSpec;
import io.backstop.scenario.ImpactSpec;
import io.backstop.scenario.ListedPopulation;
import io.backstop.scenario.MarginTier;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.PriceSpec;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.VenueSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Scenarios in which no division leaves a rest, at any scale: one position an account, all of the same size, round prices, rates
 * and leverages, a book that takes everything at mark or nothing.
 */
final class ExactScenario {
    private static final long HOUR = 3_600_000;
    private static final long SIZE = 40_000;
    private static final int TICKS = 6;
    private static final long[] PRICES = {2_000, 2_400, 2_500, 3_000, 3_200, 4_000};

    private final SplittableRandom random;
    private final long scale;

    private ExactScenario(long seed, long scale) {
        this.random = new SplittableRandom(seed);
        this.scale = scale;
    }

    /** The scenario of a seed with all money and sizes multiplied. */
    static ResolvedScenario of(long seed, long scale) {
        return new ExactScenario(seed, scale).scenario(seed);
    }

    private ResolvedScenario scenario(long seed) {
        int markets = 1 + random.nextInt(3);
        List<MarketSpec> specs = new ArrayList<>();
        for (int market = 0; market < markets; market++) {
            specs.add(market(market));
        }
        return new ResolvedScenario(
                "exact",
                "",
                "",
                seed,
                HOUR,
                TICKS,
                "",
                20,
                specs,
                List.of(),
                venue(),
                List.of(population(specs)),
                List.of(),
                List.of());
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private long money() {
        return Math.multiplyExact(scale, random.nextInt(3) * 4_000_000L);
    }

    private MarketSpec market(int number) {
        long[] at = LongStream.rangeClosed(0, TICKS).map(t -> t * HOUR).toArray();
        long[] prices = LongStream.rangeClosed(0, TICKS)
                .map(t -> PRICES[random.nextInt(PRICES.length)])
                .toArray();
        return new MarketSpec(
                "M" + number,
                2,
                new PriceSpec.Path(at, prices, PriceSpec.Interpolation.STEP),
                new DepthSpec(side(), side(), new long[] {0}, new double[] {1}),
                new ImpactSpec(ImpactSpec.Model.LINEAR, 0.01, 0.01, Long.MAX_VALUE),
                List.of(new MarginTier(0, Ratio.of(1, 40), Ratio.ZERO, Ratio.of(40, 1))),
                random.nextBoolean() ? null : new FundingSpec(HOUR, Ratio.of(1, 1_000), Ratio.of(5, 1_000), Ratio.ONE));
    }

    private long side() {
        return random.nextBoolean() ? Long.MAX_VALUE : 0;
    }

    private VenueSpec venue() {
        return new VenueSpec(
                "venue",
                "custom",
                RandomVenue.liquidation(VenueSpec.Liquidation.Style.WHOLE, Ratio.ONE),
                any(List.of(VenueSpec.OrderLimit.values())),
                Ratio.of(5, 1_000),
                new VenueSpec.Takeover(any(List.of(VenueSpec.Takeover.By.values())), Ratio.of(2, 3)),
                new VenueSpec.Vault(money(), money(), Ratio.ONE, Ratio.ONE, money(), Long.MAX_VALUE),
                new VenueSpec.Fund(money(), Long.MAX_VALUE, money() + scale, Long.MAX_VALUE, Ratio.ONE),
                new VenueSpec.Adl(
                        any(List.of(VenueSpec.Adl.Trigger.values())),
                        any(List.of(
                                VenueSpec.Adl.Ranking.HYPERLIQUID,
                                VenueSpec.Adl.Ranking.BITMEX,
                                VenueSpec.Adl.Ranking.PNL,
                                VenueSpec.Adl.Ranking.RANDOM)),
                        VenueSpec.Adl.Allocation.QUEUE,
                        any(List.of(VenueSpec.Adl.AdlPrice.values()))),
                any(List.of(VenueSpec.Residual.BAD_DEBT, VenueSpec.Residual.KEEP)));
    }

    private ListedPopulation population(List<MarketSpec> specs) {
        int count = 4 + random.nextInt(20);
        long[] cash = new long[count];
        int[] market = new int[count];
        long[] size = new long[count];
        long[] cost = new long[count];
        for (int account = 0; account < count; account++) {
            market[account] = random.nextInt(specs.size());
            long start = specs.get(market[account]).price().start();
            size[account] = (random.nextBoolean() ? SIZE : -SIZE) * scale;
            cost[account] = size[account] * start;
            cash[account] = SIZE * scale * start / any(List.of(5, 8, 10, 20, 25));
        }
        return new ListedPopulation(
                "p",
                IntStream.range(0, count)
                        .mapToObj(account -> String.format("%03d", account))
                        .toList(),
                cash,
                IntStream.rangeClosed(0, count).toArray(),
                market,
                size,
                cost,
                new long[0][count]);
    }
}
