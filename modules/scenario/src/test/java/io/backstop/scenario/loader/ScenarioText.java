package io.backstop.scenario.loader;

import io.backstop.scenario.ResolvedScenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Scenario texts for tests, and how to load them. */
final class ScenarioText {
    static final String MINIMAL = """
            schema: 1
            name: minimal
            duration: 1m
            markets:
              - name: BTC
                price: {start: 100000 USD}
                depth: {perSecond: 10M USD}
                margin: {maxLeverage: 40}
            venue: {preset: hyperliquid-like}
            populations:
              - name: longs
                count: 1000
                side: long
                markets: {BTC: 100%}
                notional: {lognormal: {median: 1_000 USD, logDeviation: 1}}
                leverage: {fixed: 10}
            """;

    private ScenarioText() {}

    static ResolvedScenario resolve(String text, String... sets) {
        return load(text, sets).resolved();
    }

    static LoadedScenario load(String text, String... sets) {
        try {
            Path directory = Files.createTempDirectory("scenario");
            return load(directory, text, sets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LoadedScenario load(Path directory, String text, String... sets) {
        try {
            Path file = Files.writeString(directory.resolve("test.yaml"), text);
            return ScenarioLoader.load(file, List.of(sets), OptionalLong.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
