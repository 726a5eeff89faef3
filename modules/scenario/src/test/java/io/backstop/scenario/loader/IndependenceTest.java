package io.backstop.scenario.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.scenario.AccountOpening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must not matter. */
class IndependenceTest {
    private static final String FIRST = """
            schema: 1
            name: order
            duration: 1m
            markets:
              - {name: BTC, price: {start: 100000 USD}, depth: {perSecond: 10M USD}, margin: {maxLeverage: 40}}
              - {name: ETH, price: {start: 4000 USD}, depth: {perSecond: 10M USD}, margin: {maxLeverage: 25}}
            venue: {preset: dydx-like}
            populations:
              - {name: a, count: 500, side: long, openInterest: 1M USD, markets: {BTC: 70%, ETH: 30%}, legs: {continue: 30%}, notional: {lognormal: {median: 1k USD, logDeviation: 2}}, leverage: {fixed: 5}}
              - {name: b, count: 10, cash: {fixed: 7 USD}}
            """;
    private static final String SECOND = """
            populations:
              - {count: 10, name: b, cash: {fixed: 7 USD}}
              - {name: a, leverage: {fixed: 5}, count: 500, openInterest: 1_000k USD, markets: {ETH: 0.3, BTC: 7/10}, legs: {continue: 0.3}, notional: {lognormal: {median: 1000 USD, logDeviation: 2}}, side: long}
            markets:
              - {name: ETH, price: {start: 4000 USD}, depth: {perSecond: 10M USD}, margin: {maxLeverage: 25}}
              - {margin: {maxLeverage: 40}, price: {start: 100000 USD}, depth: {perSecond: 10_000_000 USD}, name: BTC}
            venue: {preset: dydx-like}
            duration: 60s
            name: order
            schema: 1
            """;

    @TempDir
    private Path directory;

    @Test
    void orderAndSpellingOfTheFile() {
        LoadedScenario first = ScenarioText.load(FIRST);
        LoadedScenario second = ScenarioText.load(SECOND);
        assertThat(second.resolvedYaml()).isEqualTo(first.resolvedYaml());
        assertThat(second.sha256()).isEqualTo(first.sha256()).hasSize(64);
    }

    @Test
    void anIdlePopulationChangesNoOtherDraw() {
        assertSameDraws(
                ScenarioText.load(FIRST),
                ScenarioText.load(FIRST + "  - {name: aa, count: 1000, cash: {fixed: 3 USD}}\n"));
    }

    @Test
    void aMarketThatNobodyUsesChangesNoDraw() {
        AccountOpening before = new AccountOpening(2, 0);
        AccountOpening after = new AccountOpening(3, 0);
        LoadedScenario first = ScenarioText.load(FIRST);
        LoadedScenario second = ScenarioText.load(
                FIRST.replace(
                        "venue:",
                        "  - {name: DOGE, price: {start: 0.2 USD}, depth: {perSecond: 1M USD}, margin: {maxLeverage: 10}}\nvenue:"));
        for (int ordinal = 0; ordinal < 500; ordinal++) {
            first.openings().draw(0, ordinal, before);
            second.openings().draw(0, ordinal, after);
            assertThat(after.legs).isEqualTo(before.legs);
            assertThat(after.size[0]).isEqualTo(before.size[0]);
            assertThat(after.cash).isEqualTo(before.cash);
        }
    }

    @Test
    void leverageAndEntryChangeNoSize() {
        LoadedScenario first = ScenarioText.load(FIRST);
        LoadedScenario second = ScenarioText.load(
                FIRST,
                "populations.a.leverage={lognormal: {median: 3, logDeviation: 1}}",
                "populations.a.entry.logDeviation=0.2");
        AccountOpening before = new AccountOpening(2, 0);
        AccountOpening after = new AccountOpening(2, 0);
        for (int ordinal = 0; ordinal < 500; ordinal++) {
            first.openings().draw(0, ordinal, before);
            second.openings().draw(0, ordinal, after);
            assertThat(after.market).isEqualTo(before.market);
            assertThat(after.size).isEqualTo(before.size);
        }
    }

    @Test
    void drawsDoNotDependOnWhatWasDrawnBefore() {
        LoadedScenario loaded = ScenarioText.load(EventScenario.TEXT);
        AccountOpening fresh = new AccountOpening(11, 1);
        AccountOpening used = new AccountOpening(11, 1);
        for (int ordinal = 4_999; ordinal >= 0; ordinal--) {
            loaded.openings().draw(2, ordinal, used);
        }
        loaded.openings().draw(2, 0, fresh);
        assertThat(used.cash).isEqualTo(fresh.cash);
        assertThat(used.legs).isEqualTo(fresh.legs);
        assertThat(used.collateral).isEqualTo(fresh.collateral);
    }

    @Test
    void seedOfTheCommandLineReplacesTheFiles() throws IOException {
        Path file = Files.writeString(directory.resolve("seed.yaml"), FIRST);
        LoadedScenario seven = ScenarioLoader.load(file, List.of("seed=3"), OptionalLong.of(7));
        assertThat(seven.resolved().seed()).isEqualTo(7);
        assertThat(seven.sourceText()).isEqualTo(FIRST);
        assertThat(ScenarioText.resolve(FIRST, "seed=3").seed()).isEqualTo(3);
        assertThat(ScenarioText.resolve(FIRST).seed()).isEqualTo(1);
    }

    @Test
    void overridesReachWhatTheFileLeavesOut() {
        var scenario = ScenarioText.resolve(
                FIRST,
                "venue.vault.equity=45M USD",
                "markets.BTC.depth.perSecond=31.9M USD",
                "markets.1.impact.halfLife=never");
        assertThat(scenario.venue().vault().equity()).isEqualTo(45_000_000_000_000L);
        assertThat(scenario.markets().get(0).depth().sellPerSecond()).isEqualTo(31_900_000_000_000L);
        assertThat(scenario.markets().get(1).impact().halfLifeMillis()).isEqualTo(Long.MAX_VALUE);
    }

    private static void assertSameDraws(LoadedScenario first, LoadedScenario second) {
        AccountOpening before = new AccountOpening(2, 0);
        AccountOpening after = new AccountOpening(2, 0);
        for (int population = 0; population < first.openings().populations(); population++) {
            for (int ordinal = 0; ordinal < first.openings().count(population); ordinal++) {
                long other = second.openings().find(first.openings().name(population, ordinal));
                first.openings().draw(population, ordinal, before);
                second.openings().draw((int) (other >> 32), (int) other, after);
                assertThat(after).usingRecursiveComparison().isEqualTo(before);
            }
        }
    }
}
