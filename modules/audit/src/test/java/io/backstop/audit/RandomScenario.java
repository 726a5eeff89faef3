package io.backstop.audit;

import io.backstop.model.Ratio;
import io.backstop.scenario.AssetSpec;
import io.backstop.scenario.DepthSpec;
import io.backstop.scenario.FundingSpec;
import io.backstop.scenario.ImpactSpec;
import io.backstop.scenario.ListedPopulation;
import io.backstop.scenario.MarginTier;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.PopulationSpec;
import io.backstop.scenario.PriceSpec;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.VenueSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A small scenario from a seed: one to four markets, up to two assets, a few dozen accounts at high leverage, prices that jump,
 * every named policy in any combination. Most of them reach every layer.
 */
final class RandomScenario {
    private static final long TICK_MILLIS = 1_000;

    private final SplittableRandom random;
    private final int markets;
    private final int assets;
    private final int ticks;

    private RandomScenario(long seed) {
        this.random = new SplittableRandom(seed);
        this.markets = 1 + random.nextInt(4);
        this.assets = random.nextInt(3);
        this.ticks = 3 + random.nextInt(10);
    }

    /** The scenario of a seed. */
    static ResolvedScenario of(long seed) {
        return new RandomScenario(seed).scenario(seed);
    }

    private ResolvedScenario scenario(long seed) {
        List<MarketSpec> marketSpecs = new ArrayList<>();
        for (int market = 0; market < markets; market++) {
            marketSpecs.add(market(market));
        }
        List<AssetSpec> assetSpecs = new ArrayList<>();
        for (int asset = 0; asset < assets; asset++) {
            assetSpecs.add(new AssetSpec(
                    "X" + asset, random.nextInt(4), price(asset), depth(), impact(), Ratio.of(random.nextInt(11), 10)));
        }
        List<PopulationSpec> populations = new ArrayList<>();
        for (int population = 0; population <= random.nextInt(2); population++) {
            populations.add(population("p" + population, marketSpecs));
        }
        return new ResolvedScenario(
                "random",
                "",
                "",
                seed,
                TICK_MILLIS,
                ticks,
                "",
                1 + random.nextInt(oneIn(3) ? 4 : 40),
                marketSpecs,
                assetSpecs,
                venue(),
                populations,
                List.of(),
                List.of());
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private long dollars(double low, double high) {
        return Math.round(1e6 * low * Math.pow(high / low, random.nextDouble()));
    }

    // markets

    private MarketSpec market(int number) {
        return new MarketSpec(
                "M" + number,
                random.nextInt(5),
                price(number),
                depth(),
                impact(),
                tiers(),
                oneIn(2) ? null : funding());
    }

    private PriceSpec price(int number) {
        long start = 100L + random.nextInt(1_000_000);
        if (oneIn(4)) {
            return new PriceSpec.JumpDiffusion(start, 0, 20, 300, -0.05, 0.2);
        }
        long[] at = new long[ticks + 1];
        long[] prices = new long[ticks + 1];
        prices[0] = start;
        double swing = 0.02 + 0.3 * random.nextDouble();
        for (int t = 1; t <= ticks; t++) {
            at[t] = t * TICK_MILLIS;
            double move = oneIn(3) ? 0 : (random.nextDouble() - 0.55 + 0.05 * number) * swing;
            prices[t] = Math.max(1, Math.round(prices[t - 1] * Math.exp(move)));
        }
        return new PriceSpec.Path(
                at, prices, oneIn(2) ? PriceSpec.Interpolation.STEP : PriceSpec.Interpolation.LOG_LINEAR);
    }

    private DepthSpec depth() {
        long sell = side();
        long buy = side();
        return oneIn(2)
                ? new DepthSpec(sell, buy, new long[] {0}, new double[] {1})
                : new DepthSpec(sell, buy, new long[] {0, 4 * TICK_MILLIS}, new double[] {1, random.nextDouble()});
    }

    private long side() {
        return oneIn(6) ? 0 : oneIn(5) ? Long.MAX_VALUE : dollars(10, 1_000_000);
    }

    private ImpactSpec impact() {
        return new ImpactSpec(
                any(ImpactSpec.Model.values()),
                0.1 * random.nextDouble(),
                oneIn(3) ? 0 : 0.05 * random.nextDouble(),
                oneIn(3) ? Long.MAX_VALUE : 1 + random.nextInt(10_000));
    }

    private List<MarginTier> tiers() {
        List<MarginTier> tiers = new ArrayList<>();
        long floor = 0;
        int perMille = 5 + random.nextInt(30);
        long deduction = 0;
        for (int k = 0; k <= random.nextInt(3); k++) {
            tiers.add(
                    new MarginTier(floor, Ratio.of(perMille, 1000), Ratio.of(deduction, 1), Ratio.of(1000, perMille)));
            int step = 1 + random.nextInt(30);
            floor += 1_000L * (1 + random.nextInt(20_000_000));
            deduction += floor / 1_000 * step;
            perMille += step;
        }
        return tiers;
    }

    private FundingSpec funding() {
        return new FundingSpec(
                TICK_MILLIS * (1 + random.nextInt(4)), Ratio.of(1, 10_000), Ratio.of(5, 10_000), Ratio.of(4, 100));
    }

    // rules

    private VenueSpec venue() {
        return switch (random.nextInt(5)) {
            case 0 -> RandomVenue.hyperliquidLike(dollars(1, 1e5), dollars(1, 1e5));
            case 1 -> RandomVenue.binanceLike(dollars(1, 1e5), dollars(1, 1e5), dollars(1, 1e5));
            case 2 -> RandomVenue.dydxLike(dollars(1, 1e5), dollars(10, 1e5));
            default -> anyRules();
        };
    }

    private VenueSpec anyRules() {
        return new VenueSpec(
                "venue",
                "custom",
                new VenueSpec.Liquidation(
                        any(VenueSpec.Liquidation.Style.values()),
                        dollars(10, 1e5),
                        Ratio.of(1 + random.nextInt(10), 10),
                        1 + random.nextInt(4_000),
                        dollars(1, 1e3),
                        dollars(1e3, 1e6)),
                any(VenueSpec.OrderLimit.values()),
                Ratio.of(random.nextInt(20), 1000),
                new VenueSpec.Takeover(any(VenueSpec.Takeover.By.values()), Ratio.of(1 + random.nextInt(3), 3)),
                new VenueSpec.Vault(
                        some(),
                        some(),
                        Ratio.of(random.nextInt(4), 3),
                        Ratio.of(1 + random.nextInt(3), 3),
                        some(),
                        oneIn(2) ? Long.MAX_VALUE : dollars(10, 1e6)),
                new VenueSpec.Fund(some(), capped(), capped(), capped(), Ratio.of(random.nextInt(3), 2)),
                new VenueSpec.Adl(
                        any(VenueSpec.Adl.Trigger.values()),
                        any(VenueSpec.Adl.Ranking.values()),
                        any(VenueSpec.Adl.Allocation.values()),
                        any(VenueSpec.Adl.AdlPrice.values())),
                any(VenueSpec.Residual.values()));
    }

    private long some() {
        return oneIn(3) ? 0 : dollars(1, 1e6);
    }

    private long capped() {
        return oneIn(2) ? Long.MAX_VALUE : dollars(1, 1e5);
    }

    // accounts

    private ListedPopulation population(String name, List<MarketSpec> specs) {
        int count = 3 + random.nextInt(25);
        List<String> names = new ArrayList<>();
        long[] cash = new long[count];
        int[] legStart = new int[count + 1];
        List<long[]> legs = new ArrayList<>();
        long[][] collateral = new long[assets][count];
        for (int account = 0; account < count; account++) {
            names.add(String.format("%04d", account * 10));
            long notional = 0;
            TreeMap<Integer, long[]> own = new TreeMap<>();
            for (int leg = 0; leg < random.nextInt(markets + 1) + (oneIn(8) ? 0 : 1); leg++) {
                int market = random.nextInt(markets);
                long start = specs.get(market).price().start();
                long size = Math.max(1, dollars(10, 100_000) / start) * (random.nextInt(100) < 60 ? 1 : -1);
                double entry = Math.exp(0.1 * (random.nextDouble() - 0.5));
                own.put(market, new long[] {market, size, Math.round(size * start * entry)});
            }
            for (long[] leg : own.values()) {
                notional += Math.abs(leg[1] * specs.get((int) leg[0]).price().start());
                legs.add(leg);
            }
            legStart[account + 1] = legs.size();
            long equity = Math.round(notional / (1 + 30 * random.nextDouble())) + random.nextInt(1_000_000);
            cash[account] = assets > 0 && oneIn(2) ? equity / 4 : equity;
            for (int asset = 0; asset < assets; asset++) {
                collateral[asset][account] = oneIn(2) ? 0 : equity / 2 / 500_000;
            }
        }
        return new ListedPopulation(
                name,
                names,
                cash,
                legStart,
                legs.stream().mapToInt(leg -> (int) leg[0]).toArray(),
                legs.stream().mapToLong(leg -> leg[1]).toArray(),
                legs.stream().mapToLong(leg -> leg[2]).toArray(),
                collateral);
    }
}
