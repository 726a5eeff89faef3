package io.backstop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.inprocess.InProcessRuntime;
import io.backstop.kernel.inprocess.Options;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.scenario.loader.ScenarioLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an owner moves from its hedge to its debt: equity less 150 % of maintenance margin. Here 2,000 tokens are the margin of a short of
 * 10,000 dollars, whose maintenance margin is 250 dollars; the debt lacks more than there is.
 */
class HedgeTest {
    private static final long DOLLAR = 1_000_000;

    private static final String SCENARIO = """
            schema: 1
            name: hedge
            duration: 5s
            tick: 1s
            markets:
              - {name: ETH, price: {start: 200 USD}, depth: {perSecond: 1M USD}, margin: {maxLeverage: 20}}
            assets:
              - {name: ETH-SPOT, price: {start: 200 USD, path: [{at: 0s, change: 0%}, {at: 1s, change: -10%}]}, depth: {perSecond: 1M USD}}
              - {name: XUSD, price: {start: 1 USD, path: [{at: 0s, change: 0%}, {at: 1s, change: -50%}]}, depth: {perSecond: 1M USD}}
            venue: {preset: hyperliquid-like}
            populations:
              - {name: shorts, count: 1, side: short, markets: {ETH: 100%}, notional: {fixed: 10k USD}, leverage: {fixed: 5}, collateral: {XUSD: 100%}}
            lending:
              - name: pool
                preset: aave-v3
                reserves: [{asset: USD, supplied: 100k USD}, {asset: ETH-SPOT}]
                keepers: []
                populations:
                  - {name: carry, count: 1, collateral: ETH-SPOT, debt: USD, debtValue: {fixed: 20k USD}, collateralRatio: {fixed: 1.3}, band: {low: 125%, target: 130%, high: 300%, meanDelay: 1000}}
            hedges:
              - {population: shorts, lending: pool, lendingPopulation: carry}
            parties:
              - {name: issuer, cash: 1M USD}
            tokens:
              - {asset: XUSD, issuer: issuer, supply: 1M}
            """;

    @TempDir
    private Path folder;

    @Test
    void atTheMarketPriceOfItsMargin() throws IOException {
        assertThat(moved("")).isEqualTo((1_000 - 375) * DOLLAR);
    }

    @Test
    void atThePriceThatTheMarginTestTakesForIt() throws IOException {
        assertThat(moved(", marginPrice: {hardCoded: 1 USD}")).isEqualTo((2_000 - 375) * DOLLAR);
    }

    private long moved(String marginPrice) throws IOException {
        Path file = Files.writeString(
                folder.resolve("hedge.yaml"), SCENARIO.replace("supply: 1M", "supply: 1M" + marginPrice));
        ResolvedScenario scenario =
                ScenarioLoader.load(file, List.of(), OptionalLong.empty()).resolved();
        Venue venue = new Venue("r", scenario, new ScenarioOpenings(scenario), new Partitioning(1));
        List<Fact> facts = new ArrayList<>();
        new InProcessRuntime(venue, new RunWorkflow(venue, Books.Check.NONE), venue.runId(), Options.plain())
                .run(recorded -> facts.addAll(((RunEvent.Advanced) recorded.event()).facts()));
        return facts.stream()
                .filter(DebtFact.LendingSettled.class::isInstance)
                .map(DebtFact.LendingSettled.class::cast)
                .flatMap(settled -> settled.hedges().stream())
                .mapToLong(DebtFact.HedgePayment::amount)
                .sum();
    }
}
