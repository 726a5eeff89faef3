package io.backstop.node.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Two hundred accounts and forty ticks with funding in each, slices, takeovers, ADL and bad debt. */
final class AuditedScenario {
    private static final String TEXT = """
            schema: 1
            name: audited
            seed: 7
            duration: 40s
            tick: 1s
            markets:
              - name: BTC
                price: {start: 100000 USD, path: [{at: 0s, change: 0%}, {at: 20s, change: -9%}, {at: 40s, change: -6%}]}
                depth: {perSecond: 100k USD}
                margin: {maxLeverage: 50}
                funding: {interval: 1s}
            venue: {preset: hyperliquid-like, name: perps, vault: {equity: 20k USD, parent: 10k USD}}
            populations:
              - {name: longs, count: 100, side: long, openInterest: 4M USD, markets: {BTC: 100%}, notional: {lognormal: {median: 10k USD, logDeviation: 1}}, leverage: {lognormal: {median: 15, logDeviation: 0.6}, capShareOfMax: 90%}}
              - {name: shorts, count: 100, side: short, openInterest: 4M USD, markets: {BTC: 100%}, notional: {lognormal: {median: 10k USD, logDeviation: 1}}, leverage: {lognormal: {median: 3, logDeviation: 0.5}, cap: 10}}
            """;

    private AuditedScenario() {}

    /** The scenario in the folder. */
    static Path in(Path folder) {
        try {
            return Files.writeString(folder.resolve("audited.yaml"), TEXT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
