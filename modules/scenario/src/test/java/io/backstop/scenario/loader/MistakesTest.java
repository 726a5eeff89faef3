package io.backstop.scenario.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each mistake gives one line: place, problem, expectation. */
class MistakesTest {
    @TempDir
    private Path directory;

    private String message(String text, String... sets) {
        String[] message = new String[1];
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> ScenarioText.load(directory, text, sets))
                .satisfies(e -> message[0] = String.valueOf(e.getMessage()));
        assertThat(message[0]).doesNotContain("\n");
        return message[0].replace(directory + "/", "");
    }

    /** The message for the minimal scenario with one change. */
    private String after(String from, String to) {
        assertThat(ScenarioText.MINIMAL).contains(from);
        return message(ScenarioText.MINIMAL.replace(from, to));
    }

    @Test
    void unknownKeyNamesTheNearest() {
        assertThat(after("duration: 1m", "durration: 1m"))
                .startsWith("test.yaml:3:1: unknown key 'durration' in the scenario; expected one of schema, name,")
                .endsWith("; did you mean 'duration'?");
        assertThat(after("preset: hyperliquid-like", "preset: hyperliquid-like, vault: {equty: 5 USD}"))
                .isEqualTo("test.yaml:9:43: unknown key 'equty' in venue.vault; expected one of equity, parent,"
                        + " unwindShare, deleverageShare, lossThreshold, inventoryCap; did you mean 'equity'?");
    }

    @Test
    void duplicateKeyNamesBothPlaces() {
        assertThat(after("duration: 1m", "duration: 1m\nduration: 2m"))
                .isEqualTo("test.yaml:4:1: duplicate key 'duration'; the first is at test.yaml:3:1");
    }

    @Test
    void missingKey() {
        assertThat(after("name: minimal", "seed: 1"))
                .isEqualTo("test.yaml:1:1: missing key 'name' in the scenario;"
                        + " expected a name such as BTC, ETH-SPOT");
        assertThat(after("margin: {maxLeverage: 40}", ""))
                .isEqualTo("test.yaml:5:5: missing margin of markets.BTC;"
                        + " expected margin: {maxLeverage: 40} here or in marketDefaults");
    }

    @Test
    void wrongTypeOrUnit() {
        assertThat(after("duration: 1m", "duration: 60"))
                .isEqualTo("test.yaml:3:11: duration is '60'; expected a duration such as 500ms, 1s, 12m, 8h, 1d");
        assertThat(after("perSecond: 10M USD", "perSecond: 10M"))
                .isEqualTo("test.yaml:7:24: markets.BTC.depth.perSecond is '10M'; expected an amount of dollars such as"
                        + " 1_000_000 USD, 8.2bn USD, 500k USD");
        assertThat(after("count: 1000", "count: many"))
                .isEqualTo("test.yaml:12:12: populations.longs.count is 'many'; expected a whole number");
        assertThat(after("side: long", "side: [long]"))
                .startsWith("test.yaml:13:11: populations.longs.side is a list; expected one of long, short, mixed");
    }

    @Test
    void wrongWordNamesTheNearest() {
        assertThat(after("preset: hyperliquid-like", "preset: hyperliquid-like, adl: {ranking: binanc}"))
                .isEqualTo("test.yaml:9:50: venue.adl.ranking is 'binanc';"
                        + " expected one of binance, hyperliquid, bitmex, pnl, random; did you mean 'binance'?");
    }

    @Test
    void namesThatCannotBePartOfAnId() {
        assertThat(after("name: minimal", "name: a/b"))
                .isEqualTo("test.yaml:2:7: name is 'a/b'; expected a name such as BTC, ETH-SPOT");
        assertThat(after("name: longs", "name: longs-1"))
                .startsWith("test.yaml:11:11: populations.longs-1.name is 'longs-1'");
    }

    @Test
    void negativeMarginOrMarginAboveInitial() {
        assertThat(after("{maxLeverage: 40}", "{tiers: [{from: 0 USD, rate: -1%}]}"))
                .isEqualTo("test.yaml:8:42: markets.BTC.margin.tiers.0.rate is '-1%'; expected above 0 and below 100%");
        assertThat(after("{maxLeverage: 40}", "{tiers: [{from: 0 USD, rate: 3%, maxLeverage: 40}]}"))
                .isEqualTo("test.yaml:8:22: markets.BTC.margin.tiers.0 has a maintenance rate above 1/maxLeverage;"
                        + " expected it below the initial margin");
    }

    @Test
    void overlappingTiers() {
        assertThat(after(
                        "{maxLeverage: 40}",
                        "{tiers: [{from: 0 USD, rate: 1%}, {from: 50M USD, rate: 2%}, {from: 50M USD, rate: 3%}]}"))
                .isEqualTo("test.yaml:8:81: margin tiers overlap: markets.BTC.margin.tiers.2 begins at '50M USD',"
                        + " not after the tier before; expected ascending from");
        assertThat(after("{maxLeverage: 40}", "{tiers: [{from: 0 USD, rate: 2%}, {from: 50M USD, rate: 1%}]}"))
                .contains("asks for less margin than the tier before");
        assertThat(after("{maxLeverage: 40}", "{tiers: [{from: 5 USD, rate: 2%}]}"))
                .contains("the first tier begins at '5 USD'; expected 0 USD");
    }

    @Test
    void ratiosOutOfRange() {
        assertThat(after("preset: hyperliquid-like", "preset: hyperliquid-like, fee: 120%"))
                .isEqualTo("test.yaml:9:40: venue.fee is '120%'; expected 0 or more and below 100%");
        assertThat(after("{BTC: 100%}", "{BTC: 90%}"))
                .isEqualTo("test.yaml:14:14: populations.longs.markets add up to 90%; expected 100%");
    }

    @Test
    void unsortedControlPoints() {
        assertThat(after(
                        "start: 100000 USD}",
                        "start: 100000 USD, path: [{at: 0s, change: 0%}, {at: 9s, change: 1%}, {at: 8s, change: 2%}]}"))
                .isEqualTo("test.yaml:6:88: markets.BTC.price.path.2.at is '8s', not after the point before, '9s';"
                        + " expected ascending times");
        assertThat(after(
                        "start: 100000 USD}",
                        "start: 100000 USD, path: [{at: 0s, change: 0%}, {at: 9s, change: -100%}]}"))
                .contains("gives a price of 0");
    }

    @Test
    void durationThatTicksDoNotDivide() {
        assertThat(after("duration: 1m", "duration: 1500ms"))
                .isEqualTo("test.yaml:3:11: duration '1500ms' is not a whole number of ticks of 1s;"
                        + " expected a multiple of the tick");
    }

    @Test
    void unknownMarketInAPopulation() {
        assertThat(after("{BTC: 100%}", "{BTX: 100%}"))
                .isEqualTo("test.yaml:14:15: unknown market 'BTX'; expected one of BTC; did you mean 'BTC'?");
    }

    @Test
    void impossiblePopulation() {
        assertThat(after("{fixed: 10}", "{pareto: {minimum: 10, exponent: 1}, cap: 5}"))
                .contains("the cap of populations.longs.leverage is below its smallest value (5 < 10)");
        assertThat(after("{fixed: 10}", "{fixed: 50}"))
                .contains("leverage.fixed is 50.0, but BTC allows 40.0; expected at most that");
        assertThat(after("logDeviation: 1}}", "logDeviation: 1}, cap: 1k USD}\n    openInterest: 2M USD"))
                .contains(
                        "test.yaml:16:19: impossible population longs: 1000 accounts in BTC can hold at most 1000000 USD"
                                + " under the cap, but its part of the open interest is 2000000 USD");
        assertThat(after("{fixed: 10}", "{fixed: 10}\n    cash: {fixed: 1 USD}"))
                .contains("has both cash and side");
    }

    @Test
    void notYaml() {
        assertThat(after("schema: 1", "schema: 1\ntitle: 'x")).contains("not YAML: found unexpected end of stream");
        assertThat(after("schema: 1", "schema: 1\n\ttitle: x")).startsWith("test.yaml:2:1: not YAML: found character");
        assertThat(message("\0\1")).startsWith("test.yaml: not YAML");
        assertThat(message("hello")).contains("not a scenario: the document is no mapping");
        assertThat(message("")).isEqualTo("test.yaml: the file is empty; expected a scenario (schema: 1 ...)");
        assertThat(message("a: 1\n---\nb: 2"))
                .isEqualTo("test.yaml:2:1: a second document begins; expected one document in the file");
        assertThat(after("schema: 1", "schema: !!int 1")).contains("expected a value without a tag");
    }

    @Test
    void notText() throws IOException {
        Path file = Files.write(directory.resolve("bytes.yaml"), new byte[] {(byte) 0xC3, 0x28});
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> ScenarioLoader.load(file, List.of(), OptionalLong.empty()))
                .withMessageEndingWith("bytes.yaml: not YAML: the file is not UTF-8 text");
    }

    @Test
    void aliasBombs() {
        StringBuilder bomb = new StringBuilder("a: &a [1]\n");
        for (char c = 'b'; c < 'k'; c++) {
            bomb.append(c)
                    .append(": &")
                    .append(c)
                    .append(' ')
                    .append("[" + String.join(",", Collections.nCopies(9, "*" + (char) (c - 1))) + "]")
                    .append('\n');
        }
        assertThat(message(bomb.toString())).contains("more than 100000 values once aliases are expanded");
        assertThat(message("a: &a [*a]")).contains("alias *a has no anchor before it");
        assertThat(message("[".repeat(100_000))).isEqualTo("test.yaml:1:52: nested deeper than 50 levels");
    }

    @Test
    void hundredMegabytes() throws IOException {
        Path file = directory.resolve("large.yaml");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(100_000_000);
        }
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> ScenarioLoader.load(file, List.of(), OptionalLong.empty()))
                .withMessageEndingWith(
                        "large.yaml: 100000000 bytes; expected at most 4194304 (accounts and prices go into CSV files)");
    }

    @Test
    void missingFiles() {
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> ScenarioLoader.load(directory.resolve("no.yaml"), List.of(), OptionalLong.empty()))
                .withMessageEndingWith("no.yaml: no such file; expected a scenario file (YAML)");
        assertThat(after("populations:", "accounts: {csv: none.csv}\npopulations:"))
                .isEqualTo("test.yaml:10:17: accounts.csv is 'none.csv', but there is no readable file none.csv;"
                        + " expected a path relative to the scenario file");
        assertThat(after("{start: 100000 USD}", "{csv: {file: none.csv}}"))
                .startsWith("test.yaml:6:25: markets.BTC.price.csv.file is 'none.csv'");
    }

    @Test
    void badOverrides() {
        String text = ScenarioText.MINIMAL;
        assertThat(message(text, "venue.vault.equiti=45M USD"))
                .startsWith(
                        "--set venue.vault.equiti=45M USD: no such path: venue.vault.equiti; expected venue.vault.(equity|")
                .endsWith("; nearest venue.vault.equity");
        assertThat(message(text, "markets.BTX.depth.perSecond=1M USD"))
                .isEqualTo("--set markets.BTX.depth.perSecond=1M USD: no such path: markets.BTX;"
                        + " expected markets.(BTC); nearest markets.BTC");
        assertThat(message(text, "markets.BTC.depth.perSecond=-1M USD"))
                .isEqualTo("--set markets.BTC.depth.perSecond=-1M USD: markets.BTC.depth.perSecond is '-1M USD';"
                        + " expected 0 USD or more");
        assertThat(message(text, "seed=abc")).isEqualTo("--set seed=abc: seed is 'abc'; expected a whole number");
        assertThat(message(text, "seed")).contains("expected path=value");
        assertThat(message(text, "venue.fee=")).contains("no value; expected path=value");
        assertThat(message(text, "seed.x=1")).contains("no such path: seed.x");
    }

    @Test
    void figuresInTheMeasuresUnit() {
        assertThat(after("schema: 1", "schema: 1\nchecks: [{measure: adlEvents, equals: 5%}]"))
                .isEqualTo("test.yaml:2:39: adlEvents is '5%'; expected a number such as 19337");
        assertThat(after("schema: 1", "schema: 1\nchecks: [{measure: adlEvents, equals: 5, atLeast: 3}]"))
                .contains("checks.0 has equals and atLeast; expected exactly one of equals, atLeast, atMost");
    }
}
