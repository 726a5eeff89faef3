package io.backstop.scenario.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.backstop.scenario.AccountOpening;
import io.backstop.scenario.DrawnPopulation;
import io.backstop.scenario.Openings;
import io.backstop.scenario.ResolvedScenario;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PopulationTest {
    private static final LoadedScenario EVENT = ScenarioText.load(EventScenario.TEXT);
    private static final int IDLE = 0;
    private static final int LONGS = 1;
    private static final int SHORTS = 2;

    private static double[] draw(LoadedScenario loaded, int population, ToDoubleFunction<AccountOpening> figure) {
        ResolvedScenario scenario = loaded.resolved();
        AccountOpening opening =
                new AccountOpening(scenario.markets().size(), scenario.assets().size());
        return IntStream.range(0, loaded.openings().count(population))
                .mapToDouble(ordinal -> {
                    loaded.openings().draw(population, ordinal, opening);
                    return figure.applyAsDouble(opening);
                })
                .toArray();
    }

    private static long price(LoadedScenario loaded, int market) {
        return loaded.resolved().markets().get(market).price().start();
    }

    private static double notional(LoadedScenario loaded, AccountOpening opening) {
        return IntStream.range(0, opening.legs)
                        .mapToLong(leg -> Math.abs(opening.size[leg]) * price(loaded, opening.market[leg]))
                        .sum()
                / 1e6;
    }

    private static double equity(LoadedScenario loaded, AccountOpening opening) {
        long equity = opening.cash;
        for (int leg = 0; leg < opening.legs; leg++) {
            equity += opening.size[leg] * price(loaded, opening.market[leg]) - opening.openCost[leg];
        }
        for (int asset = 0; asset < opening.collateral.length; asset++) {
            equity += opening.collateral[asset]
                    * loaded.resolved().assets().get(asset).price().start();
        }
        return equity / 1e6;
    }

    private static LoadedScenario minimal(String from, String to) {
        assertThat(ScenarioText.MINIMAL).contains(from);
        return ScenarioText.load(ScenarioText.MINIMAL
                .replace("count: 1000", "count: 40000")
                .replace("perSecond: 10M", "perSecond: 11M")
                .replace(from, to));
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double deviationOfLogarithm(double[] values) {
        double[] logs =
                Arrays.stream(values).filter(value -> value > 0).map(Math::log).toArray();
        double mean = Arrays.stream(logs).average().orElseThrow();
        return Math.sqrt(Arrays.stream(logs)
                .map(log -> (log - mean) * (log - mean))
                .average()
                .orElseThrow());
    }

    @Test
    void lognormalHasItsMedianAndDeviation() {
        LoadedScenario loaded = minimal("logDeviation: 1}", "logDeviation: 0.5}");
        double[] notionals = draw(loaded, 0, opening -> notional(loaded, opening));
        assertThat(median(notionals)).isCloseTo(1000, within(15.0));
        assertThat(deviationOfLogarithm(notionals)).isCloseTo(0.5, within(0.01));
    }

    @Test
    void paretoHasItsTail() {
        LoadedScenario loaded = minimal(
                "{lognormal: {median: 1_000 USD, logDeviation: 1}}",
                "{pareto: {minimum: 1000 USD, exponent: 1.5}, cap: 50k USD}");
        double[] notionals = draw(loaded, 0, opening -> notional(loaded, opening));
        // P(X > 4 minimum) = 4^-1.5 = 1/8
        assertThat(Arrays.stream(notionals).filter(x -> x > 4000).count() / 40_000.0)
                .isCloseTo(0.125, within(0.006));
        assertThat(Arrays.stream(notionals).min().orElseThrow()).isGreaterThanOrEqualTo(999);
        assertThat(Arrays.stream(notionals).max().orElseThrow()).isEqualTo(50_000);
    }

    @Test
    void openInterestIsMetInEveryMarketAndNoLegExceedsItsCap() {
        for (int population : new int[] {LONGS, SHORTS}) {
            DrawnPopulation spec =
                    (DrawnPopulation) EVENT.resolved().populations().get(population);
            double[] total = new double[11];
            double[] largest = new double[11];
            draw(EVENT, population, opening -> {
                for (int leg = 0; leg < opening.legs; leg++) {
                    double value = Math.abs(opening.size[leg]) * price(EVENT, opening.market[leg]) / 1e6;
                    total[opening.market[leg]] += value;
                    largest[opening.market[leg]] = Math.max(largest[opening.market[leg]], value);
                }
                return 0;
            });
            for (DrawnPopulation.MarketWeight weight : spec.markets()) {
                double target = 8.2e9 * weight.share();
                assertThat(total[weight.market()]).isCloseTo(target, within(target * 1e-5));
                assertThat(largest[weight.market()]).isLessThanOrEqualTo(0.15 * target * (1 + 1e-6));
            }
        }
    }

    @Test
    void capsBindWhenTheyAreTight() {
        LoadedScenario loaded =
                minimal("logDeviation: 1}}", "logDeviation: 3}, cap: 300 USD}\n    openInterest: 8M USD");
        double[] notionals = draw(loaded, 0, opening -> notional(loaded, opening));
        assertThat(Arrays.stream(notionals).max().orElseThrow()).isEqualTo(300);
        assertThat(Arrays.stream(notionals).sum()).isCloseTo(8e6, within(200.0));
    }

    @Test
    void equityIsNotionalOverLeverageAndWithinTheTiers() {
        double[] leverages = draw(
                EVENT, SHORTS, opening -> opening.legs == 0 ? 1 : notional(EVENT, opening) / equity(EVENT, opening));
        assertThat(Arrays.stream(leverages).max().orElseThrow()).isLessThanOrEqualTo(15.01);
        LoadedScenario fixed = minimal("logDeviation: 1}", "logDeviation: 1}");
        double[] tens = draw(fixed, 0, opening -> notional(fixed, opening) / 10 - equity(fixed, opening));
        assertThat(largest(tens)).isLessThan(1e-6);
    }

    @Test
    void leverageGrowsWithNotional() {
        LoadedScenario loaded = minimal(
                "{fixed: 10}",
                "{lognormal: {median: 2, logDeviation: 0}, notionalReference: 1000 USD, notionalExponent: 0.5}");
        double[] errors = draw(loaded, 0, opening -> {
            double notional = notional(loaded, opening);
            double expected = Math.min(2 * Math.sqrt(notional / 1000), 40);
            return notional / equity(loaded, opening) / expected - 1;
        });
        assertThat(largest(errors)).isLessThan(1e-4);
    }

    @Test
    void collateralIsItsShareOfEquity() {
        double price = EVENT.resolved().assets().getFirst().price().start();
        double[] errors = draw(
                EVENT, LONGS, opening -> Math.abs(opening.collateral[0] * price / 1e6 - 0.1 * equity(EVENT, opening)));
        // a unit of 0.001 ETH is 4.02 USD: half of it is the rounding
        assertThat(Arrays.stream(errors).max().orElseThrow()).isLessThan(2.02);
    }

    @Test
    void entriesAreAroundTheirMean() {
        double[] ratios = new double[11 * 150_000];
        int[] count = new int[1];
        draw(EVENT, SHORTS, opening -> {
            for (int leg = 0; leg < opening.legs; leg++) {
                ratios[count[0]++] =
                        (double) opening.openCost[leg] / opening.size[leg] / price(EVENT, opening.market[leg]);
            }
            return 0;
        });
        double[] drawn = Arrays.copyOf(ratios, count[0]);
        assertThat(median(drawn)).isCloseTo(Math.exp(0.15), within(0.005));
        assertThat(deviationOfLogarithm(drawn)).isCloseTo(0.18, within(0.002));
        assertThat(draw(
                        EVENT,
                        LONGS,
                        opening -> opening.legs == 0
                                ? 0
                                : opening.openCost[0] - opening.size[0] * price(EVENT, opening.market[0])))
                .containsOnly(0.0);
    }

    @Test
    void numberOfLegsIsGeometricUpToTheMaximum() {
        LoadedScenario loaded = ScenarioText.load(EventScenario.TEXT.replace(
                "median: 100 USD, logDeviation: 3.3, perLegLogDeviation: 0.7", "median: 10000 USD, logDeviation: 0"));
        double[] legs = draw(loaded, SHORTS, opening -> opening.legs);
        double count = legs.length;
        assertThat(Arrays.stream(legs).filter(n -> n == 1).count() / count).isCloseTo(0.4, within(0.005));
        assertThat(Arrays.stream(legs).filter(n -> n == 2).count() / count).isCloseTo(0.24, within(0.005));
        assertThat(Arrays.stream(legs).filter(n -> n == 5).count() / count).isCloseTo(Math.pow(0.6, 4), within(0.005));
        assertThat(Arrays.stream(legs).max().orElseThrow()).isEqualTo(5);
    }

    @Test
    void accountsSpreadOverMarketsByTheRootOfTheirShare() {
        double[] first = draw(EVENT, LONGS, opening -> opening.legs == 0 ? -1 : opening.market[0]);
        DrawnPopulation longs = (DrawnPopulation) EVENT.resolved().populations().get(LONGS);
        double roots = longs.markets().stream()
                .mapToDouble(weight -> Math.sqrt(weight.share()))
                .sum();
        assertThat(Arrays.stream(first).filter(market -> market == 1).count() / 60_000.0)
                .isCloseTo(Math.sqrt(0.29) / roots, within(0.006));
    }

    @Test
    void mixedSidesAndCash() {
        LoadedScenario mixed = minimal("side: long", "side: mixed\n    longShare: 60%");
        double[] sides = draw(mixed, 0, opening -> opening.legs == 0 ? 0 : Long.signum(opening.size[0]));
        assertThat(Arrays.stream(sides).filter(side -> side > 0).count() / 40_000.0)
                .isCloseTo(0.6, within(0.01));
        double[] cash = draw(EVENT, IDLE, opening -> opening.cash / 1e6);
        assertThat(median(cash)).isCloseTo(500, within(10.0));
        assertThat(draw(EVENT, IDLE, opening -> opening.legs)).containsOnly(0);
    }

    @Test
    void legsAscendByMarketAndAreNotEmpty() {
        draw(EVENT, SHORTS, opening -> {
            for (int leg = 0; leg < opening.legs; leg++) {
                assertThat(opening.size[leg]).isNegative();
                assertThat(leg == 0 || opening.market[leg - 1] < opening.market[leg])
                        .isTrue();
            }
            return 0;
        });
    }

    @Test
    void namesSortAsPopulationAndOrdinalAndAreFound() {
        Openings openings = EVENT.openings();
        String before = "";
        for (int population = 0; population < openings.populations(); population++) {
            for (int ordinal = 0; ordinal < openings.count(population); ordinal += 997) {
                String name = openings.name(population, ordinal);
                assertThat(name).isGreaterThan(before);
                assertThat(openings.find(name)).isEqualTo((long) population << 32 | ordinal);
                before = name;
            }
        }
        assertThat(openings.name(SHORTS, 123)).isEqualTo("shorts-000123");
        assertThat(openings.find("shorts-150000")).isEqualTo(-1);
        assertThat(openings.find("shorts-123")).isEqualTo(-1);
        assertThat(openings.find("nobody")).isEqualTo(-1);
    }
}
