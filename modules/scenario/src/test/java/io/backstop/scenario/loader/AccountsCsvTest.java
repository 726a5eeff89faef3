package io.backstop.scenario.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstop.scenario.AccountOpening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsCsvTest {
    private static final String SCENARIO = """
            schema: 1
            name: listed
            duration: 1m
            markets:
              - {name: BTC, price: {start: 100000 USD}, depth: {perSecond: 10M USD}, margin: {maxLeverage: 40}}
              - {name: ETH, price: {start: 4000 USD}, depth: {perSecond: 10M USD}, margin: {maxLeverage: 25}}
            assets:
              - {name: ETH-SPOT, price: {start: 4000 USD}, depth: {perSecond: 1M USD}, haircut: 10%}
            venue: {preset: binance-like}
            accounts: {csv: accounts.csv}
            """;

    private static final String ACCOUNTS = """
            account,cash,market,size,entry,ETH-SPOT
            bob,5000,BTC,-0.5,101000,
            alice,10000,ETH,2,3900,1.5
            bob,,ETH,-2,4100,
            alice,10000,BTC,0.5,99000.123456,
            carol,7,,,,
            """;

    @TempDir
    private Path directory;

    private LoadedScenario load(String accounts, String... sets) throws IOException {
        Files.writeString(directory.resolve("accounts.csv"), accounts);
        return ScenarioText.load(directory, SCENARIO, sets);
    }

    private String message(String from, String to) {
        assertThat(ACCOUNTS).contains(from);
        String[] message = new String[1];
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> load(ACCOUNTS.replace(from, to)))
                .satisfies(e -> message[0] = String.valueOf(e.getMessage()).replace(directory + "/", ""));
        return message[0];
    }

    @Test
    void accountsAreInTheOrderOfTheirNamesWithAllTheirLegs() throws IOException {
        LoadedScenario loaded = load(ACCOUNTS);
        AccountOpening opening = new AccountOpening(2, 1);
        long alice = loaded.openings().find("accounts-alice");
        assertThat(alice).isEqualTo(0).isEqualTo(loaded.openings().find("alice"));
        loaded.openings().draw(0, 0, opening);
        assertThat(opening.cash).isEqualTo(10_000_000_000L);
        assertThat(opening.legs).isEqualTo(2);
        assertThat(opening.market).containsExactly(0, 1);
        assertThat(opening.size).containsExactly(50_000, 2_000);
        // 0.5 BTC at 99,000.123456 USD
        assertThat(opening.openCost).containsExactly(49_500_061_728L, 7_800_000_000L);
        assertThat(opening.collateral).containsExactly(1_500);
        loaded.openings().draw(0, 2, opening);
        assertThat(loaded.openings().name(0, 2)).isEqualTo("accounts-carol");
        assertThat(opening.legs).isZero();
        assertThat(opening.cash).isEqualTo(7_000_000L);
        assertThat(opening.collateral).containsExactly(0);
        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void orderOfLinesMeansNothing() throws IOException {
        String resolved = load(ACCOUNTS).resolvedYaml();
        String[] lines = ACCOUNTS.split("\n", -1);
        String reversed = String.join("\n", lines[0], lines[5], lines[4], lines[3], lines[2], lines[1], "");
        assertThat(load(reversed).resolvedYaml()).isEqualTo(resolved);
    }

    @Test
    void resolvedFormHoldsTheAccounts() throws IOException {
        LoadedScenario loaded = load(ACCOUNTS);
        Files.delete(directory.resolve("accounts.csv"));
        assertThat(loaded.resolvedYaml())
                .contains("    alice 10000000000 BTC:50000:49500061728 ETH:2000:7800000000 ETH-SPOT=1500\n");
        assertThat(ResolvedScenarioCodec.write(ResolvedScenarioCodec.read(loaded.resolvedYaml())))
                .isEqualTo(loaded.resolvedYaml());
    }

    @Test
    void resolvedFormHoldsManyAccounts() throws IOException {
        StringBuilder accounts = new StringBuilder("account,cash,market,size,entry\n");
        for (int i = 0; i < 50_000; i++) {
            accounts.append("long").append(i).append(",1000,BTC,0.01,100000\n");
            accounts.append("short").append(i).append(",1000,BTC,-0.01,100000\n");
        }
        LoadedScenario loaded = load(accounts.toString());
        assertThat(loaded.openings().count(0)).isEqualTo(100_000);
        assertThat(ResolvedScenarioCodec.write(ResolvedScenarioCodec.read(loaded.resolvedYaml())))
                .isEqualTo(loaded.resolvedYaml());
    }

    @Test
    void mistakesNameLineAndColumn() {
        assertThat(message("alice,10000,ETH", "alice,10000,ETX"))
                .isEqualTo("accounts.csv:3: column market: unknown market 'ETX'; expected one of BTC, ETH;"
                        + " did you mean 'ETH'?");
        assertThat(message("bob,,ETH,-2", "bob,,BTC,-2"))
                .startsWith("accounts.csv:4: column account: duplicate: 'bob' already has a leg in BTC");
        assertThat(message("bob,,ETH", "bob,9,ETH"))
                .startsWith("accounts.csv:4: column cash: 9, but an earlier line of the account has 5000");
        assertThat(message("0.5,99000", "0.5x,99000")).startsWith("accounts.csv:5: column size: '0.5x'");
        assertThat(message("0.5,99000", "0.500001,99000"))
                .isEqualTo("accounts.csv:5: column size: 0.500001; expected at most 5 decimals and a number that fits");
        assertThat(message("0.5,99000", "0.5,-99000")).startsWith("accounts.csv:5: column entry: '-99000.123456'");
        assertThat(message("carol", "ca/rol")).startsWith("accounts.csv:6: column account: 'ca/rol'");
        assertThat(message("carol,7,,,,", "carol,7")).contains("accounts.csv").contains("not a CSV file");
        assertThat(message("entry,ETH-SPOT", "entry,ETH_SPOT"))
                .startsWith("accounts.csv:1: unknown column 'ETH_SPOT'")
                .endsWith("did you mean 'ETH-SPOT'?");
        assertThat(message("account,cash", "account,cast")).startsWith("accounts.csv:1: no column 'cash'");
    }

    @Test
    void unbalancedOpenInterestIsRefusedUnlessDeclared() throws IOException {
        assertThat(message("bob,,ETH,-2", "bob,,ETH,-3"))
                .isEqualTo("accounts.csv:1: open interest of ETH is not balanced: longs 2.000, shorts 3.000;"
                        + " expected equal sums, or unbalanced: outside in the scenario");
        assertThat(load(ACCOUNTS.replace("bob,,ETH,-2", "bob,,ETH,-3"), "accounts.unbalanced=outside")
                        .warnings())
                .isEmpty();
    }

    @Test
    void accountsBelowMaintenanceAreAWarning() throws IOException {
        assertThat(load(ACCOUNTS.replace("bob,5000", "bob,50")).warnings())
                .containsExactly("1 accounts of the CSV file open below maintenance margin, the first accounts-bob");
    }
}
