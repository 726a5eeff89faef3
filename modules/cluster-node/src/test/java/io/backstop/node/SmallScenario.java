package io.backstop.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A cascade of a few hundred accounts and forty ticks, and ways to spoil it. */
public final class SmallScenario {
    private static final String TEXT = """
            schema: 1
            name: small
            seed: 7
            duration: 40s
            tick: 1s
            markets:
              - name: BTC
                price:
                  start: 100000 USD
                  path: [{at: 0s, change: 0%}, {at: 19s, price: 96000 USD}, {at: 20s, price: 92000 USD}, {at: 40s, price: 94000 USD}]
                depth: {perSecond: 100_000 USD}
                impact: {model: linear, executionCost: 1%, permanentPerSecond: 0.2%, halfLife: 60s}
                margin: {maxLeverage: 50}
            venue:
              preset: binance-like
              fund: {balance: 100_000 USD}
            populations:
              - name: longs
                count: 150
                side: long
                openInterest: 4M USD
                markets: {BTC: 100%}
                notional: {lognormal: {median: 10_000 USD, logDeviation: 1}, capShareOfMarket: 20%}
                leverage: {lognormal: {median: 15, logDeviation: 0.6}, capShareOfMax: 90%}
              - name: shorts
                count: 150
                side: short
                openInterest: 4M USD
                markets: {BTC: 100%}
                notional: {lognormal: {median: 10_000 USD, logDeviation: 1}, capShareOfMarket: 20%}
                leverage: {lognormal: {median: 3, logDeviation: 0.5}, cap: 10}
            checks:
              - {measure: liquidations, atLeast: 10}
            """;

    private SmallScenario() {}

    /** The scenario in the folder. */
    public static Path in(Path folder) {
        return write(folder.resolve("small.yaml"), TEXT);
    }

    /** The scenario at ten minutes, with funding each tick: hundreds of events of each engine and of the run, 11,776 in all. */
    public static Path ofTenMinutes(Path folder) {
        return write(
                folder.resolve("long.yaml"),
                TEXT.replace("duration: 40s", "duration: 600s")
                        .replace("maxLeverage: 50}", "maxLeverage: 50}\n    funding: {interval: 1s}"));
    }

    /** The scenario with one piece of its text exchanged. */
    public static Path spoiled(Path folder, String piece, String other) {
        if (!TEXT.contains(piece)) {
            throw new IllegalArgumentException("the scenario has no '" + piece + "'");
        }
        return write(folder.resolve("spoiled.yaml"), TEXT.replace(piece, other));
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
