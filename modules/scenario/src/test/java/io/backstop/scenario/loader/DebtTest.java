package io.backstop.scenario.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.model.Money;
import io.backstop.model.Ratio;
import io.backstop.scenario.Distribution;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.debt.DebtSpec;
import io.backstop.scenario.debt.LendingSpec;
import io.backstop.scenario.debt.MakerSpec;
import io.backstop.scenario.debt.NetworkSpec.GeneratorSpec;
import io.backstop.scenario.debt.NetworkSpec.GuaranteeSpec;
import io.backstop.scenario.debt.NetworkSpec.ObligationSpec;
import io.backstop.scenario.debt.OracleSpec;
import io.backstop.scenario.debt.PartySpec;
import io.backstop.scenario.debt.ReserveSpec;
import io.backstop.scenario.debt.ReserveSpec.RateSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scenario of lending protocols, parties and debts, and what its file leaves out. */
class DebtTest {
    private static DebtSpec debt(String text) {
        return ScenarioText.resolve(text).debt();
    }

    @Test
    void isReadBackFromItsCanonicalText() {
        LoadedScenario loaded = ScenarioText.load(DebtScenario.TEXT);
        ResolvedScenario read = ResolvedScenarioCodec.read(loaded.resolvedYaml());
        assertThat(read).usingRecursiveComparison().isEqualTo(loaded.resolved());
        assertThat(ResolvedScenarioCodec.write(read)).isEqualTo(loaded.resolvedYaml());
    }

    @Test
    void scenarioOfAVenueAloneHasNoWordOfDebt() {
        LoadedScenario loaded = ScenarioText.load(ScenarioText.MINIMAL);
        assertThat(loaded.resolved().debt()).isEqualTo(DebtSpec.NONE);
        assertThat(loaded.resolvedYaml()).doesNotContain("debt:", "lending", "clearing");
    }

    @Test
    void venueThatIsLeftOutHasNothingInIt() {
        ResolvedScenario scenario = ScenarioText.resolve(DebtScenario.TEXT);
        assertThat(scenario.markets()).isEmpty();
        assertThat(scenario.populations()).isEmpty();
        assertThat(scenario.venue().name()).isEqualTo("venue");
        assertThat(scenario.venue().fund().balance()).isZero();
        assertThat(scenario.venue().vault().equity()).isZero();
    }

    @Test
    void presetOfAPool() {
        LendingSpec aave = debt("""
                schema: 1
                name: pool
                duration: 1m
                assets: [{name: ETH, price: {start: 200 USD}, depth: {perSecond: 1 USD}}]
                lending: [{name: aave, preset: aave-v3, reserves: [{asset: ETH}, {asset: USD}]}]
                """).lending().getFirst();
        ReserveSpec eth = aave.reserves().get(1);
        assertThat(aave.reserves().getFirst().asset()).isEqualTo(ReserveSpec.USD);
        assertThat(eth.rate())
                .isEqualTo(new RateSpec.Kinked(Ratio.of(1, 100), Ratio.of(4, 100), Ratio.of(6, 10), Ratio.of(8, 10)));
        assertThat(eth.loanToValue()).isEqualTo(Ratio.of(8, 10));
        assertThat(eth.threshold()).isEqualTo(Ratio.of(825, 1000));
        assertThat(eth.bonus()).isEqualTo(Ratio.of(5, 100));
        assertThat(eth.borrowCap()).isEqualTo(Long.MAX_VALUE);
        assertThat(eth.oracle()).isEqualTo(OracleSpec.MARKET);
        assertThat(aave.liquidation())
                .isEqualTo(new LendingSpec.LiquidationSpec(
                        Ratio.of(1, 2), Ratio.of(95, 100), Money.ofDollars(2_000), Money.ofDollars(1_000)));
        assertThat(aave.onDeficit()).isEqualTo(LendingSpec.OnDeficit.KEEP);
        assertThat(aave.redemption()).isEqualTo(LendingSpec.Redemption.FIRST_COME);
        assertThat(aave.run()).isNull();
        assertThat(aave.maker()).isNull();
        assertThat(aave.keepers())
                .singleElement()
                .satisfies(keeper -> assertThat(keeper.capital()).isEqualTo(Money.ofDollars(100_000_000)));
    }

    @Test
    void presetOfVaultsWithWhatDiffers() {
        LendingSpec maker = debt(DebtScenario.TEXT).lending().get(1);
        MakerSpec terms = Objects.requireNonNull(maker.maker());
        assertThat(maker.reserves().get(1).threshold()).isEqualTo(Ratio.of(2, 3));
        assertThat(maker.reserves().get(1).loanToValue()).isEqualTo(Ratio.of(2, 3));
        assertThat(maker.reserves().get(1).oracle())
                .isEqualTo(new OracleSpec(OracleSpec.Source.MARKET, OracleSpec.Kind.LAGGED, 3_600_000));
        assertThat(terms.auction().dust()).isEqualTo(Money.ofDollars(100));
        assertThat(terms.auction().chop()).isEqualTo(Ratio.of(113, 100));
        assertThat(terms.ledger())
                .isEqualTo(new MakerSpec.LedgerSpec(
                        561_600_000,
                        Money.ofDollars(10_000),
                        Money.ofDollars(50_000),
                        Money.ofDollars(500_000),
                        250_000_000));
        assertThat(terms.debtAuction())
                .isEqualTo(new MakerSpec.BidSpec(Ratio.of(103, 100), Ratio.of(3, 2), 21_600_000, 259_200_000));
        assertThat(terms.shutdownAt()).isEqualTo(-1);
    }

    @Test
    void partiesTokensDebtsAndFlows() {
        DebtSpec debt = debt(DebtScenario.TEXT);
        assertThat(debt.parties()).extracting(PartySpec::name).containsExactly("elixir", "stream", "telos");
        assertThat(debt.parties().getFirst().units()).containsExactly(0, 50_000_000);
        assertThat(debt.parties().get(1).accounts()).containsExactly("aave/whales-curve");
        assertThat(debt.tokens().getFirst().marginPrice())
                .isEqualTo(new OracleSpec(OracleSpec.Source.MARKET, OracleSpec.Kind.HARD_CODED, 1_000_000));
        assertThat(debt.network().debts())
                .containsExactly(
                        new ObligationSpec("stream", "elixir", Money.ofDollars(68_000_000), 1),
                        new ObligationSpec("stream", "telos", Money.ofDollars(30_000_000), 0));
        assertThat(debt.network().guarantees())
                .containsExactly(new GuaranteeSpec("elixir", 1, Money.ofDollars(1_000_000), 0));
        assertThat(debt.flows())
                .containsExactly(
                        new DebtSpec.FlowSpec(600_000, "stream", Money.ofDollars(-93_000_000), "trading loss"));
        assertThat(debt.clearing()).isEqualTo(new DebtSpec.ClearingSpec(Ratio.of(9, 10), Ratio.of(95, 100), false));
    }

    @Test
    void debtsOfAFileAndOfAGenerator(@TempDir Path directory) throws IOException {
        Files.writeString(
                directory.resolve("debts.csv"), "creditor,debtor,amount\nb,bank-000002,0.5\nbank-000000,b,7\n");
        DebtSpec debt = ScenarioText.load(directory, """
                schema: 1
                name: drawn
                duration: 1m
                parties: [{name: b}]
                debts:
                  file: debts.csv
                  generate: {kind: ring, parties: 3, amount: {fixed: 5 USD}, cash: {lognormal: {median: 1 USD, logDeviation: 1}}}
                """).resolved().debt();
        assertThat(debt.network().debts())
                .containsExactly(
                        new ObligationSpec("b", "bank-000000", 7_000_000, 0),
                        new ObligationSpec("bank-000002", "b", 500_000, 0));
        assertThat(debt.network().generator())
                .isEqualTo(new GeneratorSpec(
                        GeneratorSpec.Kind.RING,
                        3,
                        0,
                        0,
                        0,
                        0,
                        0,
                        new Distribution.Fixed(5),
                        new Distribution.Lognormal(1, 1),
                        new Distribution.Fixed(0)));
    }

    @Test
    void warnsOfAccountsThatOpenLiquidatableAndOfNoKeepers() {
        assertThat(ScenarioText.load(DebtScenario.TEXT).warnings()).isEmpty();
        // 13,000,000 XUSD * 90 % = 11,700,000 dollars, less than the debt
        assertThat(ScenarioText.load(DebtScenario.TEXT.replace("supplied: {XUSD: 20M}", "supplied: {XUSD: 13M}"))
                        .warnings())
                .containsExactly(
                        "1 accounts of aave open below health factor 1 at market prices, the first whales-curve");
        assertThat(ScenarioText.load(DebtScenario.TEXT.replace(
                                "keepers: [{name: keeper, capital: 5M USD, zeroBidShare: 50%}]", "keepers: []"))
                        .warnings())
                .containsExactly("maker has no keepers: nobody liquidates its borrowers");
    }

    @Test
    void orderOfTheFileMeansNothing() {
        String first = "  - {debtor: stream, creditor: telos, amount: 30M USD}\n";
        String second = "  - {debtor: stream, creditor: elixir, amount: 68M USD, seniority: 1}\n";
        String other = DebtScenario.TEXT
                .replace(first + second, second + first)
                .replace("      - {asset: USD}\n", "")
                .replace("oracle: {lag: 1h}}\n", "oracle: {lag: 1h}}\n      - {asset: USD}\n");
        assertThat(other).isNotEqualTo(DebtScenario.TEXT);
        assertThat(ScenarioText.load(other).sha256())
                .isEqualTo(ScenarioText.load(DebtScenario.TEXT).sha256());
    }
}
