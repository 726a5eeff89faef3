package io.backstop.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.inprocess.Options;
import io.backstop.model.Ratio;
import io.backstop.scenario.DepthSpec;
import io.backstop.scenario.ImpactSpec;
import io.backstop.scenario.ListedPopulation;
import io.backstop.scenario.MarginTier;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.PriceSpec;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.VenueSpec;
import io.backstop.simulation.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** The negative control: with infinite depth, what is liquidated in time leaves no deficit. */
class DepthProperties {
    private static final int TICKS = 20;
    private static final int MARKETS = 3;
    /** Maintenance rate; every account that is not in breach has at least this equity over notional. */
    private static final double MAINTENANCE = 0.02;

    @Property(shrinking = ShrinkingMode.OFF)
    void infiniteDepthLeavesNoDeficitWhileNoMoveExceedsEquityOverNotional(@ForAll long seed) {
        Outcome outcome = Outcome.audited(scenario(seed));

        assertThat(outcome.lines(Fact.PassSettled::liquidations)).isNotEmpty();
        assertThat(outcome.lines(Fact.PassSettled::deficits)).isEmpty();
        assertThat(outcome.lines(Fact.PassSettled::deleveragings)).isEmpty();
        assertThat(outcome.closes())
                .allSatisfy(close -> assertThat(close.openBadDebt()).isZero());
        assertThat(Outcome.of(outcome.scenario(), 1, Options.plain()).digest()).isEqualTo(outcome.digest());
    }

    private static ResolvedScenario scenario(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<MarketSpec> markets = IntStream.range(0, MARKETS)
                .mapToObj(number -> market(number, random))
                .toList();
        VenueSpec hyperliquid = RandomVenue.hyperliquidLike(1_000_000, 0);
        VenueSpec binance = RandomVenue.binanceLike(0, 0, 0);
        VenueSpec rules = random.nextBoolean() ? binance : whole(hyperliquid);
        return new ResolvedScenario(
                "deep",
                "",
                "",
                seed,
                1_000,
                TICKS,
                "",
                20,
                markets,
                List.of(),
                rules,
                List.of(population(random, markets)),
                List.of(),
                List.of());
    }

    private static VenueSpec whole(VenueSpec v) {
        return new VenueSpec(
                v.name(),
                v.preset(),
                RandomVenue.liquidation(VenueSpec.Liquidation.Style.WHOLE, Ratio.ONE),
                v.orderLimit(),
                v.fee(),
                v.takeover(),
                v.vault(),
                v.fund(),
                v.adl(),
                v.residual());
    }

    private static MarketSpec market(int number, SplittableRandom random) {
        long[] at = new long[TICKS + 1];
        long[] prices = new long[TICKS + 1];
        prices[0] = 1_000_000;
        for (int t = 1; t <= TICKS; t++) {
            at[t] = t * 1_000L;
            double move = 0.95 * MAINTENANCE * (random.nextInt(10) == 0 ? 1 : -random.nextDouble());
            prices[t] = (long) (prices[t - 1] * (1 + move));
        }
        return new MarketSpec(
                "M" + number,
                0,
                new PriceSpec.Path(at, prices, PriceSpec.Interpolation.STEP),
                new DepthSpec(Long.MAX_VALUE, Long.MAX_VALUE, new long[] {0}, new double[] {1}),
                new ImpactSpec(ImpactSpec.Model.SQUARE_ROOT, 0.05, 0.05, Long.MAX_VALUE),
                List.of(new MarginTier(0, Ratio.of(2, 100), Ratio.ZERO, Ratio.of(50, 1))),
                null);
    }

    private static ListedPopulation population(SplittableRandom random, List<MarketSpec> markets) {
        int count = 30;
        long[] cash = new long[count];
        int[] market = new int[count * MARKETS];
        long[] size = new long[count * MARKETS];
        long[] cost = new long[count * MARKETS];
        List<String> names = new ArrayList<>();
        for (int account = 0; account < count; account++) {
            names.add(String.format("%03d", account));
            long notional = 0;
            for (int number = 0; number < MARKETS; number++) {
                int leg = account * MARKETS + number;
                long units = 1L + random.nextInt(10_000);
                market[leg] = number;
                size[leg] = random.nextInt(4) == 0 ? -units : units;
                cost[leg] = size[leg] * markets.get(number).price().start();
                notional += Math.abs(cost[leg]);
            }
            cash[account] = (long) (notional * (1.1 * MAINTENANCE + 0.2 * random.nextDouble()));
        }
        int[] legStart = IntStream.rangeClosed(0, count)
                .map(account -> account * MARKETS)
                .toArray();
        return new ListedPopulation("p", names, cash, legStart, market, size, cost, new long[0][count]);
    }
}
