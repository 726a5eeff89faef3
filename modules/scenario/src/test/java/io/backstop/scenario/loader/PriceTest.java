package io.backstop.scenario.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstop.model.Ratio;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.PriceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTest {
    @TempDir
    private Path directory;

    private static MarketSpec market(String from, String to) {
        return ScenarioText.resolve(ScenarioText.MINIMAL.replace(from, to))
                .markets()
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource({"117000 USD, 5", "4020 USD, 3", "207 USD, 2", "42 USD, 1", "2.7 USD, 0", "0.005 USD, 0", "10M USD, 6"})
    void unitIsWorthOneToTenDollars(String start, int sizeDecimals) {
        assertThat(market("100000 USD", start).sizeDecimals()).isEqualTo(sizeDecimals);
    }

    @Test
    void controlPointsAreRoundedToTheGrid() {
        PriceSpec.Path path = (PriceSpec.Path) market(
                        "100000 USD}",
                        "117000 USD, path: [{at: 0s, change: 0%}, {at: 345s, change: -7.5%}, {at: 12m, price: 110000.04 USD}]}")
                .price();
        assertThat(path.atMillis()).containsExactly(0, 345_000, 720_000);
        assertThat(path.prices()).containsExactly(1_170_000, 1_082_250, 1_100_000);
        assertThat(path.interpolation()).isEqualTo(PriceSpec.Interpolation.LOG_LINEAR);
    }

    @Test
    void dropFollowsTheSharedShape() {
        PriceSpec.Path path = (PriceSpec.Path)
                ScenarioText.resolve(EventScenario.TEXT).markets().get(1).price();
        // 117,000 * (1 - 0.075 * 0.14)
        assertThat(path.prices()).startsWith(1_170_000, 1_157_715);
    }

    @Test
    void randomPaths() {
        assertThat(market("100000 USD}", "100000 USD, gbm: {volatility: 80%}}").price())
                .isEqualTo(new PriceSpec.GeometricBrownianMotion(1_000_000, 0, 0.8));
        assertThat(market(
                                "100000 USD}",
                                "100000 USD, jumpDiffusion: {drift: 5%, volatility: 80%, jumpsPerHour: 2, jumpMean: -3%, jumpDeviation: 1%}}")
                        .price())
                .isEqualTo(new PriceSpec.JumpDiffusion(1_000_000, 0.05, 0.8, 2, -0.03, 0.01));
    }

    @Test
    void csvPricesBeginAtTheOpening() throws IOException {
        Files.writeString(directory.resolve("prices.csv"), """
                epoch_seconds,BTC
                1760130895,116000
                1760130897,116500.5
                1760130905,116000.25
                """);
        String text = ScenarioText.MINIMAL
                .replace("duration", "start: 2025-10-10T21:15:00Z\nduration")
                .replace(
                        "{start: 100000 USD}",
                        "{csv: {file: prices.csv, time: epoch_seconds, price: BTC, timeFormat: epochSeconds, interpolation: step}}");
        PriceSpec.Path path = (PriceSpec.Path) ScenarioText.load(directory, text)
                .resolved()
                .markets()
                .getFirst()
                .price();
        assertThat(path.atMillis()).containsExactly(0, 5_000);
        assertThat(path.prices()).containsExactly(1_165_005, 1_160_002);
        assertThat(path.interpolation()).isEqualTo(PriceSpec.Interpolation.STEP);
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> ScenarioText.load(directory, text.replace("price: BTC", "price: BTX")))
                .withMessageEndingWith("no column 'BTX'; expected one of epoch_seconds, BTC; did you mean 'BTC'?");
    }

    @Test
    void firstCsvPriceHoldsFromTheOpening() throws IOException {
        Files.writeString(directory.resolve("late.csv"), "time,price\n2.5,100\n4,110\n");
        String text = ScenarioText.MINIMAL.replace("{start: 100000 USD}", "{csv: {file: late.csv}}");
        PriceSpec.Path path = (PriceSpec.Path) ScenarioText.load(directory, text)
                .resolved()
                .markets()
                .getFirst()
                .price();
        assertThat(path.atMillis()).containsExactly(0, 2_500, 4_000);
        assertThat(path.prices()).containsExactly(1_000_000, 1_000_000, 1_100_000);
    }

    @Test
    void depthOfTheTwoSidesMayDiffer() {
        String sides = "{sellPerSecond: 5M USD, buyPerSecond: 9M USD}";
        assertThat(market("{perSecond: 10M USD}", sides).depth())
                .extracting(depth -> depth.sellPerSecond(), depth -> depth.buyPerSecond())
                .containsExactly(5_000_000_000_000L, 9_000_000_000_000L);
        String shared = ScenarioText.MINIMAL
                .replace("    depth: {perSecond: 10M USD}\n", "")
                .replace("markets:\n", "marketDefaults: {depth: " + sides + "}\nmarkets:\n");
        assertThat(ScenarioText.resolve(shared).markets().getFirst().depth().buyPerSecond())
                .isEqualTo(9_000_000_000_000L);
    }

    @Test
    void deductionsMakeTheRequirementContinuous() {
        var tiers = market(
                        "{maxLeverage: 40}",
                        "{tiers: [{from: 0 USD, rate: 0.4%, maxLeverage: 125}, {from: 50k USD, rate: 0.5%, maxLeverage: 100}, {from: 250k USD, maxLeverage: 50}]}")
                .tiers();
        // Binance's maintenance amounts of these brackets: 0, 50 and 1,300 USD
        assertThat(tiers.stream().map(tier -> tier.deduction()))
                .containsExactly(Ratio.ZERO, Ratio.of(50_000_000, 1), Ratio.of(1_300_000_000, 1));
        assertThat(tiers.getLast().rate()).isEqualTo(Ratio.of(1, 100));
        assertThat(market("{maxLeverage: 40}", "{maxLeverage: 40}")
                        .tiers()
                        .getFirst()
                        .rate())
                .isEqualTo(Ratio.of(1, 80));
    }
}
