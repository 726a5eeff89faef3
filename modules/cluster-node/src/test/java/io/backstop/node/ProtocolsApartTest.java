package io.backstop.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without debts, shared markets and shared parties, protocols in one run leave the files that they leave apart. */
class ProtocolsApartTest {
    private static final String TIME = """
            schema: 1
            name: apart
            duration: 60s
            tick: 1s
            """;
    private static final String PERPS = """
            markets:
              - {name: BTC, price: {start: 100000 USD, path: [{at: 0s, change: 0%}, {at: 20s, change: -9%}, {at: 60s, change: -6%}]}, depth: {perSecond: 100k USD}, margin: {maxLeverage: 50}}
            venue: {preset: hyperliquid-like, name: perps, vault: {equity: 20k USD, parent: 10k USD}}
            populations:
              - {name: longs, count: 100, side: long, openInterest: 4M USD, markets: {BTC: 100%}, notional: {lognormal: {median: 10k USD, logDeviation: 1}}, leverage: {lognormal: {median: 15, logDeviation: 0.6}, capShareOfMax: 90%}}
              - {name: shorts, count: 100, side: short, openInterest: 4M USD, markets: {BTC: 100%}, notional: {lognormal: {median: 10k USD, logDeviation: 1}}, leverage: {lognormal: {median: 3, logDeviation: 0.5}, cap: 10}}
            """;
    private static final String ETH =
            "  - {name: ETH, price: {start: 200 USD, path: [{at: 0s, change: 0%}, {at: 60s, change: -40%}]}, depth: {perSecond: 50k USD}}\n";
    private static final String SOL =
            "  - {name: SOL, price: {start: 150 USD, path: [{at: 0s, change: 0%}, {at: 60s, change: -50%}]}, depth: {perSecond: 50k USD}}\n";
    private static final String POOL = """
              - name: pool
                preset: aave-v3
                reserves: [{asset: USD, supplied: 5M USD}, {asset: ETH}]
                populations:
                  - {name: carry, count: 50, collateral: ETH, debt: USD, debtValue: {lognormal: {median: 10k USD, logDeviation: 1}}, collateralRatio: {lognormal: {median: 1.5, logDeviation: 0.1}}, band: {low: 140%, target: 150%, high: 300%, meanDelay: 30}}
            """;
    private static final String MAKER = """
              - name: maker
                preset: maker-2020
                reserves: [{asset: USD}, {asset: SOL, liquidationRatio: 150%, oracle: {lag: 5s}}]
                populations:
                  - {name: vaults, count: 50, collateral: SOL, debt: USD, debtValue: {fixed: 20k USD}, collateralRatio: {lognormal: {median: 1.8, logDeviation: 0.1}}}
            """;
    private static final List<String> VENUE_FILES =
            List.of("ticks.csv", "liquidations.csv", "adl.csv", "waterfall.csv", "triggers.csv", "unwinds.csv");
    private static final List<String> LENDING_FILES =
            List.of("reserves.csv", "liquidations.csv", "auctions.csv", "borrowers.csv", "deficits.csv");
    /** The last column of {@code venue.csv}, the chain over all protocols' facts. */
    private static final Pattern DIGEST = Pattern.compile(",[^,]*$", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    private Path together;

    @BeforeEach
    void runTogether() throws IOException {
        together = run("together", PERPS + "assets:\n" + ETH + SOL + "lending:\n" + POOL + MAKER);
    }

    private Path run(String name, String protocols) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), TIME + protocols);
        Path run = folder.resolve(name);
        Invocation done = Invocation.of("run", file, "--runtime", "in-process", "--no-paired", "--quiet", "--out", run);
        assertThat(done.exitCode()).as(done.err()).isEqualTo(ExitCode.DONE);
        return run;
    }

    @Test
    void theVenue() throws IOException {
        Path apart = run("perps", PERPS);

        assertThat(Files.readAllLines(apart.resolve("adl.csv"))).hasSizeGreaterThan(1);
        for (String file : VENUE_FILES) {
            assertThat(together.resolve(file)).hasSameBinaryContentAs(apart.resolve(file));
        }
        assertThat(withoutDigest(together)).isEqualTo(withoutDigest(apart));
    }

    private static String withoutDigest(Path run) throws IOException {
        return DIGEST.matcher(Files.readString(run.resolve("venue.csv"))).replaceAll("");
    }

    @Test
    void thePool() throws IOException {
        assertSame(run("pool", "assets:\n" + ETH + "lending:\n" + POOL).resolve("pool"), "liquidations.csv");
    }

    @Test
    void theMaker() throws IOException {
        assertSame(run("maker", "assets:\n" + SOL + "lending:\n" + MAKER).resolve("maker"), "auctions.csv");
    }

    private void assertSame(Path apart, String busy) throws IOException {
        assertThat(Files.readAllLines(apart.resolve(busy))).hasSizeGreaterThan(1);
        for (String file : LENDING_FILES) {
            assertThat(together.resolve(apart.getFileName()).resolve(file)).hasSameBinaryContentAs(apart.resolve(file));
        }
    }
}
