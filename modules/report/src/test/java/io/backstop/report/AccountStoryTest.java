package io.backstop.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.loader.LoadedScenario;
import io.backstop.scenario.loader.ResolvedScenarioCodec;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountStoryTest {
    @TempDir
    Path directory;

    private Path folder = Path.of("");

    @BeforeEach
    void run() {
        folder = directory.resolve("run");
        ResolvedScenario scenario = Samples.scenario(3, "BTC");
        try (RunFolder run =
                RunFolder.create(folder, scenario, "", ResolvedScenarioCodec.write(scenario), Samples.INFO)) {
            Samples.threeTicks().forEach(run::accept);
            run.complete(Samples.BALANCED, null, Samples.END);
        }
    }

    @Test
    void tellsEachLiquidationWithMarginAndPrice() {
        assertThat(story("csv-alice").lines())
                .containsExactly(
                        "Account csv-alice in sample, seed 7, rules hyperliquid-like",
                        "It opened with 1,000 USD in cash and",
                        "  long 150 BTC, which cost 14,550 USD",
                        "0:02, pass 1: equity 200.00 USD against a maintenance margin of 250.00 USD; the order sold 100 BTC in"
                                + " the book at 89 (9,000 USD at mark); realised −1,100 USD; bankruptcy price 88",
                        "0:02, pass 1: flat and below zero in cash, so 0.5 ETH of collateral were sold for 900.00 USD",
                        "0:02, pass 2: equity 80.00 USD against a maintenance margin of 125.00 USD; the order sold 50 BTC in"
                                + " the book at 88 (4,500 USD at mark); realised −600.00 USD; bankruptcy price 88");
    }

    @Test
    void tellsWhoBoreADeficit() {
        assertThat(story("csv-carol"))
                .contains("equity was below zero by 4,000 USD at mark")
                .contains("ADL closed its 300 BTC at 90, the previous mark, against csv-dave (rank 1)")
                .contains("received 600 USD from parent: deficit")
                .contains("deficit 3.1/csv-carol of 4,000 USD: 3,000 USD borne by ADL haircut")
                .contains("deficit 3.1/csv-carol of 4,000 USD: 400.00 USD stayed unpaid: bad debt");
    }

    @Test
    void tellsATargetItsRankScoreAndHaircut() {
        assertThat(story("csv-dave"))
                .contains(
                        "0:03, pass 1: ADL against csv-carol: rank 1 by score hyperliquid (1.50); bought back 300 BTC at 90,"
                                + " the previous mark; gave up 3,000 USD against mark, realised 6,000 USD; equity before 1,000,000 USD,"
                                + " leverage 0.05×");
    }

    @Test
    void findsAnAccountByItsNameInTheFile() {
        assertThat(story("bob"))
                .contains("the vault took 200 BTC at 90")
                .contains("paid 100 USD to vault: margin taken");
    }

    @Test
    void namesTheNearestAccountForAnUnknownOne() {
        assertThatThrownBy(() -> story("csv-alise"))
                .isInstanceOfSatisfying(
                        RunFolderException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessage("no account 'csv-alise' in this run; did you mean 'csv-alice'?");
    }

    @Test
    void tellsWhatBecameOfAnAccountOfAProtocol() {
        folder = linked();
        assertThat(story("aave/whales-curve").lines())
                .containsExactly(
                        "Account whales-curve at aave in linked, seed 1, rules aave-v3",
                        "At time zero it owed 12000000 USD, supplied 20000000 XUSD, had 1,000,000 USD beside it.",
                        "0:20, pass 1: collateral counted for 10,000,000 USD against a debt of 12,000,000 USD; bots repaid 4000000"
                                + " USD and took 10000000 XUSD, which sold for 4,100,000 USD",
                        "0:20, pass 1: without collateral it left 8000000 USD unpaid: deficit 2.1/aave/whales-curve",
                        "0:20, pass 1: deficit 2.1/aave/whales-curve of 8,000,000 USD: 1,000,000 USD borne by stakes that were"
                                + " slashed (aave)",
                        "0:30: deficit 2.1/aave/whales-curve of 8,000,000 USD: 7,000,000 USD borne by nobody: bad debt");
        assertThat(story("maker/vaults-one"))
                .contains("auction 1 of 100 ETH began, to raise 22,600 USD")
                .contains("auction 1: keeper got 100 ETH for a bid of zero")
                .contains("auction 1 ended; 22,600 USD were not raised");
    }

    @Test
    void tellsWhatBecameOfAParty() {
        folder = linked();
        assertThat(story("stream").lines())
                .startsWith(
                        "Party stream in linked, seed 1",
                        "At time zero it had 100,000,000 USD in cash and owed 98,000,000 USD.",
                        "0:20: paid 93000000 USD to outside: flow: trading loss",
                        "0:20, pass 1: deficit 2.1/parties/stream of 91,000,000 USD: 23,000,000 USD borne by creditors, when"
                                + " clearing found the default (telos)")
                .contains("0:30: paid 6000000 USD to telos: estate")
                .endsWith(
                        "At the end: of 68,000,000 USD to elixir it paid 0 USD, the rest is worth 0 USD; hop 1.",
                        "At the end: of 30,000,000 USD to telos it paid 6,000,000 USD, the rest is worth 0 USD; hop 1.");
        assertThat(story("telos"))
                .contains("lost 23,000,000 USD on its claims on stream: deficit 2.1/parties/stream")
                .contains("At the end: of its 30,000,000 USD on stream it lost 24,000,000 USD.");
    }

    private Path linked() {
        LoadedScenario loaded = DebtSamples.linked();
        Path linked = directory.resolve("linked");
        try (RunFolder run = RunFolder.create(linked, loaded.resolved(), "", loaded.resolvedYaml(), Samples.INFO)) {
            DebtSamples.facts(new DebtNames(loaded.resolved())).forEach(run::accept);
            run.complete(Samples.BALANCED, null, Samples.END);
        }
        return linked;
    }

    @Test
    void refusesAFolderThatIsNotOfARun() {
        assertThatThrownBy(() -> AccountStory.print(directory, "csv-alice", System.out))
                .isInstanceOfSatisfying(
                        RunFolderException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContaining("resolved.yaml is missing");
    }

    private String story(String account) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AccountStory.print(folder, account, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
