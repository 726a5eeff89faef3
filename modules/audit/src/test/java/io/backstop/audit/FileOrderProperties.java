package io.backstop.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.inprocess.Options;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.loader.ScenarioLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Accounts, markets, assets and populations in another order of the file: names decide, not places. */
class FileOrderProperties {
    private static final List<String> PRESETS = List.of("hyperliquid-like", "binance-like", "dydx-like");

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void theOrderOfAFileChangesNoByte(@ForAll long seed) throws IOException {
        List<String> markets = new ArrayList<>(List.of(
                "  - {name: BTC, price: {start: 100000 USD, drop: 20%}, margin: {maxLeverage: 40}}",
                "  - {name: ETH, price: {start: 4000 USD, drop: 30%}, margin: {maxLeverage: 25}}",
                "  - {name: ADA, price: {start: 0.5 USD, drop: 40%}, margin: {maxLeverage: 10}}"));
        List<String> assets = new ArrayList<>(List.of(
                "  - {name: SPOT-B, price: {start: 4000 USD}, depth: {perSecond: 1k USD}, haircut: 10%}",
                "  - {name: SPOT-A, price: {start: 10 USD}, depth: {perSecond: 1k USD}, haircut: 50%}"));
        List<String> populations = new ArrayList<>(List.of(
                drawn("longs", "long", 9),
                drawn("shorts", "short", 3),
                "  - {name: idle, count: 5, cash: {fixed: 7 USD}}"));
        List<String> rows = rows(new SplittableRandom(seed));
        String preset = PRESETS.get(Math.floorMod(seed, PRESETS.size()));

        Outcome written = run(preset, seed, markets, assets, populations, rows);
        Random random = new Random(seed);
        for (List<String> part : List.of(markets, assets, populations, rows)) {
            Collections.shuffle(part, random);
        }
        Outcome shuffled = run(preset, seed, markets, assets, populations, rows);

        assertThat(FactText.of(shuffled.facts())).isEqualTo(FactText.of(written.facts()));
        assertThat(written.passes()).isNotEmpty();
    }

    private static String drawn(String name, String side, int leverage) {
        return "  - {name: " + name + ", count: 60, side: " + side
                + ", markets: {BTC: 50%, ETH: 30%, ADA: 20%}, openInterest: 10M USD, legs: {continue: 40%}"
                + ", notional: {lognormal: {median: 1000 USD, logDeviation: 2}}, leverage: {fixed: " + leverage + "}}";
    }

    /** Pairs of a long and a short of the same size. */
    private static List<String> rows(SplittableRandom random) {
        List<String> rows = new ArrayList<>();
        List<String> names = List.of("BTC", "ETH", "ADA");
        List<String> entries = List.of("100500", "3990", "0.6");
        for (int pair = 0; pair < 15; pair++) {
            int market = random.nextInt(names.size());
            int size = 1 + random.nextInt(9);
            String leg = "," + names.get(market) + ",%s" + size + "," + entries.get(market) + ",%s,%s";
            rows.add("l" + pair + "," + 2_000 * size + leg.formatted("", "", "1"));
            rows.add("s" + pair + "," + 20_000 * size + leg.formatted("-", "0.5", ""));
        }
        return rows;
    }

    private static Outcome run(
            String preset,
            long seed,
            List<String> markets,
            List<String> assets,
            List<String> populations,
            List<String> rows)
            throws IOException {
        Path directory = Files.createTempDirectory("order");
        Files.writeString(
                directory.resolve("accounts.csv"),
                "account,cash,market,size,entry,SPOT-B,SPOT-A\n" + String.join("\n", rows) + "\n");
        Path file = Files.writeString(
                directory.resolve("order.yaml"),
                String.join(
                        "\n",
                        "schema: 1",
                        "name: order",
                        "duration: 10s",
                        "marketDefaults:",
                        "  depth: {perSecond: 100k USD}",
                        "  pathShape: [{at: 0s, share: 0%}, {at: 10s, share: 100%}]",
                        "venue: {preset: " + preset + "}",
                        "accounts: {csv: accounts.csv}",
                        "markets:",
                        String.join("\n", markets),
                        "assets:",
                        String.join("\n", assets),
                        "populations:",
                        String.join("\n", populations),
                        ""));
        ResolvedScenario scenario = ScenarioLoader.load(file, List.of(), OptionalLong.of(Math.floorMod(seed, 1_000L)))
                .resolved();
        return Outcome.of(scenario, 4, Options.plain());
    }
}
