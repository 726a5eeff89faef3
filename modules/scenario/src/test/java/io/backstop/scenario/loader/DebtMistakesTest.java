package io.backstop.scenario.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each mistake in lending protocols, parties and debts gives one line: place, problem, expectation. */
class DebtMistakesTest {
    @TempDir
    private Path directory;

    private String message(String text) {
        String[] message = new String[1];
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> ScenarioText.load(directory, text))
                .satisfies(e -> message[0] = String.valueOf(e.getMessage()));
        assertThat(message[0]).doesNotContain("\n").contains("test.yaml:");
        return message[0].replace(directory + "/", "");
    }

    /** The message for the linked scenario with one change. */
    private String after(String from, String to) {
        assertThat(DebtScenario.TEXT).containsOnlyOnce(from);
        return message(DebtScenario.TEXT.replace(from, to));
    }

    /** The message for a line of a debts file. */
    private String afterLine(String line) throws IOException {
        Files.writeString(directory.resolve("debts.csv"), "debtor,creditor,amount,seniority\n" + line + "\n");
        String text = DebtScenario.TEXT;
        int debts = text.indexOf("debts:");
        int flows = text.indexOf("flows:");
        String[] message = new String[1];
        assertThatExceptionOfType(ScenarioException.class)
                .isThrownBy(() -> ScenarioText.load(
                        directory, text.substring(0, debts) + "debts: {file: debts.csv}\n" + text.substring(flows)))
                .satisfies(e -> message[0] = String.valueOf(e.getMessage()));
        return message[0].replace(directory + "/", "");
    }

    @Test
    void unknownNames() {
        assertThat(after("{debtor: stream, creditor: telos, amount", "{debtor: straem, creditor: telos, amount"))
                .isEqualTo("test.yaml:46:14: unknown party 'straem'; expected one of elixir, stream, telos;"
                        + " did you mean 'stream'?");
        assertThat(after("assets: {XUSD: 50M}", "assets: {XUSE: 50M}"))
                .isEqualTo("test.yaml:41:43: unknown asset 'XUSE'; expected one of ETH, XUSD; did you mean 'XUSD'?");
        assertThat(after("{asset: XUSD, loanToValue", "{asset: XUSC, loanToValue"))
                .endsWith("unknown asset 'XUSC'; expected one of ETH, XUSD, USD; did you mean 'XUSD'?");
        assertThat(after("owed: {USD: 12M USD}", "owed: {USDC: 12M USD}"))
                .endsWith("unknown reserve 'USDC'; expected one of USD, ETH, XUSD; did you mean 'USD'?");
        assertThat(after("aave/whales-curve", "aeve/whales-curve"))
                .isEqualTo("test.yaml:40:47: unknown protocol 'aeve'; expected one of aave, maker, venue;"
                        + " did you mean 'aave'?");
        assertThat(after("aave/whales-curve", "aave/whales-crv"))
                .contains("unknown account 'whales-crv' of aave; expected population-number or population-name");
        assertThat(after("aave/whales-curve", "whales"))
                .endsWith("is 'whales'; expected protocol/account, such as aave/longs-000000");
        assertThat(after("preset: aave-v3", "preset: aave-v4"))
                .endsWith(
                        "lending.aave.preset is 'aave-v4'; expected one of aave-v3, maker-2020; did you mean 'aave-v3'?");
    }

    @Test
    void amountsBelowZeroAndOtherUnits() {
        assertThat(after("amount: 30M USD", "amount: -30M USD"))
                .isEqualTo("test.yaml:46:47: debts.0.amount is '-30M USD'; expected more than 0 USD");
        assertThat(after("cash: 5M USD", "cash: -5M USD"))
                .isEqualTo("test.yaml:41:26: parties.elixir.cash is '-5M USD'; expected 0 USD or more");
        assertThat(after("XUSD: 50M}", "XUSD: -50M}"))
                .isEqualTo("test.yaml:41:49: parties.elixir.assets.XUSD is '-50M'; expected 0 or more");
        assertThat(after("XUSD: 50M}", "XUSD: 50M USD}"))
                .endsWith("is '50M USD'; expected units such as 12.5, with at most 0 decimals and without USD");
        assertThat(after("supplied: 50M USD", "supplied: 50M"))
                .endsWith("supplied is '50M'; expected dollars such as 63.6M USD");
        assertThat(after("amount: -93M USD", "amount: 0 USD"))
                .endsWith("flows.0.amount is '0 USD'; expected an amount below or above 0 USD");
        assertThat(after("at: 10m, party", "at: 2h, party"))
                .endsWith("flows.0.at is '2h'; expected at most the duration");
    }

    @Test
    void debtsThatCannotBe() {
        assertThat(after("{debtor: stream, creditor: elixir", "{debtor: stream, creditor: stream"))
                .isEqualTo("test.yaml:47:32: debts.1.creditor is 'stream'; expected another party than the debtor");
        assertThat(after("guarantor: elixir", "guarantor: telos"))
                .endsWith("guarantor is 'telos'; expected a third party, neither debtor nor creditor");
        assertThat(after("debtor: stream, creditor: telos, limit", "debtor: telos, creditor: stream, limit"))
                .isEqualTo("test.yaml:49:5: guarantees.0 is of the debt from telos to stream, but there is none;"
                        + " expected one debt between them in debts");
    }

    @Test
    void linesOfADebtsFile() throws IOException {
        assertThat(afterLine("stream,telso,30,0"))
                .isEqualTo("debts.csv:2: column creditor: unknown party 'telso'; expected one of parties;"
                        + " did you mean 'telos'?");
        assertThat(afterLine("stream,stream,30,0"))
                .isEqualTo("debts.csv:2: column creditor: 'stream'; expected another party than the debtor");
        assertThat(afterLine("stream,telos,-30,0"))
                .isEqualTo("debts.csv:2: column amount: -30; expected dollars above 0, with at most six decimals,"
                        + " below 9,000bn");
        assertThat(afterLine("stream,telos,30,-1"))
                .isEqualTo("debts.csv:2: column seniority: -1; expected a whole number from 0 to 1000");
    }

    @Test
    void ceilingBelowDebt() {
        assertThat(after("borrowCap: 60M USD", "borrowCap: 12M USD"))
                .startsWith("test.yaml:12:52: debt ceiling below debt: lending.aave.reserves.0.borrowCap is '12M USD',"
                        + " but accounts owe 13")
                .endsWith(" USD at the opening; expected at least that");
        assertThat(after("maker: {surplus", "maker: {autoLine: {maxLine: 999_999 USD, gap: 1 USD}, surplus"))
                .contains(
                        "debt ceiling below debt: lending.maker.maker.autoLine.maxLine is '999_999 USD', but accounts owe"
                                + " 1000000 USD");
        assertThat(after("{asset: XUSD, loanToValue", "{asset: XUSD, supplyCap: 1M, loanToValue"))
                .contains("supply cap below supply: lending.aave.reserves.2.supplyCap is '1M', but 20000000 XUSD are");
    }

    @Test
    void poolWithoutSupply() {
        assertThat(after("supplied: 50M USD, ", ""))
                .startsWith("test.yaml:12:9: empty pool: accounts owe 13")
                .endsWith(" USD of lending.aave.reserves.0 at the opening, but 0 USD are supplied;"
                        + " expected at least as much in supplied");
        assertThat(after("supplied: 50M USD", "supplied: 1M USD"))
                .contains("pool lends more than it has: accounts owe 13");
    }

    @Test
    void supplyOfTokens() {
        assertThat(after("supply: 100M", "supply: 0"))
                .isEqualTo("test.yaml:44:43: tokens.0.supply is '0'; expected above 0");
        assertThat(after("supply: 100M", "supply: 69_999_999"))
                .isEqualTo(
                        "test.yaml:44:43: token supply below holdings: tokens.0.supply is '69_999_999', but parties and"
                                + " accounts hold 70000000 XUSD; expected at least that");
    }

    @Test
    void crossHoldingsWithoutAHolderOutside() {
        String text = """
                schema: 1
                name: closed
                duration: 1m
                assets:
                  - {name: A, price: {start: 1 USD}, depth: {perSecond: 1 USD}}
                  - {name: B, price: {start: 1 USD}, depth: {perSecond: 1 USD}}
                  - {name: C, price: {start: 1 USD}, depth: {perSecond: 1 USD}}
                parties:
                  - {name: alpha, assets: {B: 50}}
                  - {name: beta, assets: {A: 100}}
                  - {name: gamma, assets: {B: 50}}
                tokens:
                  - {asset: A, issuer: alpha, supply: 100}
                  - {asset: B, issuer: beta, supply: 100}
                  - {asset: C, issuer: gamma, supply: 1}
                """;
        assertThat(ScenarioText.resolve(text).debt().tokens()).hasSize(3);
        String closed = text.replace("{B: 50}}\n  - {name: beta", "{B: 100}}\n  - {name: beta")
                .replace("gamma, assets: {B: 50}", "gamma");
        assertThat(message(closed))
                .isEqualTo("test.yaml:13:39: closed cross-holdings: alpha -> beta -> alpha, each held by the next,"
                        + " and nobody else holds their tokens; expected a holder outside, or more supply");
        assertThat(message(closed.replace("{A: 100}", "{A: 99, C: 1}")
                        .replace("name: gamma", "name: gamma, assets: {A: 1}")))
                .contains("closed cross-holdings: alpha -> beta -> alpha,");
    }

    @Test
    void oraclesWithoutAPrice() {
        assertThat(after("oracle: {lag: 1m}", "oracle: {source: nav}"))
                .isEqualTo("test.yaml:13:108: nav oracle without a price: ETH is no token; expected it in tokens,"
                        + " or source: market");
        assertThat(after("hardCoded: 1 USD", "hardCoded: 0 USD"))
                .endsWith("tokens.0.marginPrice.hardCoded is '0 USD'; expected more than 0 USD");
        assertThat(after("{asset: USD, supplied", "{asset: USD, oracle: {lag: 1h}, supplied"))
                .endsWith("lending.aave.reserves.0.oracle prices USD, which is always 1 USD; expected no oracle");
        assertThat(after("oracle: {lag: 1m}", "oracle: {lag: 1m, frozenFrom: 1h}"))
                .contains("has lag and frozenFrom; expected exactly one of lag, frozenFrom, hardCoded");
    }

    @Test
    void collateralThatTheProtocolCannotLendOn() {
        assertThat(after("loanToValue: 80%", "loanToValue: 83%"))
                .isEqualTo(
                        "test.yaml:13:35: lending.aave.reserves.1.loanToValue is '83%'; expected at most the liquidation"
                                + " threshold, 33/40");
        assertThat(after("collateral: ETH, debt: USD", "collateral: USD, debt: USD"))
                .endsWith(
                        "lending.maker.populations.vaults.collateral is 'USD'; expected a reserve with loanToValue above 0");
        assertThat(after("collateralRatio: {fixed: 1.6}", "collateralRatio: {fixed: 1.4}"))
                .endsWith(
                        "lending.maker.populations.vaults.collateralRatio.fixed is '1.4'; expected at least 1.5, which is"
                                + " 1 / loanToValue (or give least)");
        assertThat(after("low: 150%", "low: 190%"))
                .endsWith("band has low 19/10, target 9/5 and high 13/5; expected 1 < low <= target <= high");
    }

    @Test
    void outagesThatOverlap() {
        assertThat(after("outages: [{from: 10m, to: 20m}]", "outages: [{from: 10m, to: 20m}, {from: 19m, to: 30m}]"))
                .isEqualTo(
                        "test.yaml:18:91: outages overlap: lending.aave.keepers.bots.outages.1 begins at '19m', before"
                                + " another ends; expected them apart");
        assertThat(after("from: 10m, to: 20m", "from: 20m, to: 10m"))
                .endsWith("outages.0.to is '10m'; expected a time after from");
        assertThat(after("keepers:\n      - {name: bots,", "keepers:\n      - {name: bots}\n      - {name: bots,"))
                .contains("duplicate name 'bots'; the first is at test.yaml:18:16");
    }

    @Test
    void accountsAndTokensGivenTwice() {
        assertThat(after("{name: telos, cash: 1M USD}", "{name: telos, cash: 1M USD, accounts: [aave/whales-curve]}"))
                .isEqualTo(
                        "test.yaml:42:44: account 'aave/whales-curve' is given twice; the first is at test.yaml:40:47");
        assertThat(after("name: telos", "name: elixir"))
                .isEqualTo("test.yaml:42:12: duplicate name 'elixir'; the first is at test.yaml:41:12");
        assertThat(after("- {asset: USD}", "- {asset: USD}\n      - {asset: USD}"))
                .contains("duplicate reserve 'USD'; the first is at");
        assertThat(after("name: maker", "name: venue"))
                .endsWith(
                        "lending.venue.name is 'venue'; expected another name: this is the venue's, or the debts' own");
    }

    @Test
    void hedgesOfUnequalSize() {
        String venue = """
                markets:
                  - {name: BTC, price: {start: 100 USD}, depth: {perSecond: 1M USD}, margin: {maxLeverage: 10}}
                venue: {preset: binance-like}
                populations:
                  - {name: longs, count: 99, side: long, markets: {BTC: 1}, notional: {fixed: 100 USD}, leverage: {fixed: 2}}
                """;
        assertThat(message(DebtScenario.TEXT + venue
                        + "hedges: [{population: longs, lending: aave, lendingPopulation: loopers}]"))
                .endsWith(
                        "hedges.0 pairs 99 accounts of longs with 100 of loopers; expected populations of equal size");
        assertThat(message(DebtScenario.TEXT + venue
                        + "hedges: [{population: lings, lending: aave, lendingPopulation: loopers}]"))
                .endsWith("unknown population 'lings'; expected one of longs; did you mean 'longs'?");
        assertThat(message(DebtScenario.TEXT
                        + venue.replace("99", "50")
                        + "hedges: [{population: longs, lending: maker, lendingPopulation: vaults}]"))
                .endsWith("is 'vaults', which has no band below which its owners act; expected a band");
    }

    @Test
    void rulesOfTheWrongKind() {
        assertThat(after("rule: rogers-veraart", "rule: eisenberg-noe"))
                .endsWith("clearing.alpha is for rule: rogers-veraart; expected it without");
        assertThat(after("alpha: 90%, ", "")).endsWith("missing key 'alpha' in clearing");
        assertThat(after("rate: {base: 0%", "rate: {fixed: 1%, base: 0%"))
                .endsWith("lending.aave.reserves.0.rate has fixed and base; expected fixed alone");
        assertThat(after("safety: {offset", "maker: {surplus: 1 USD}\n    safety: {offset"))
                .endsWith("lending.aave.maker is for preset: maker-2020; expected it without");
    }

    @Test
    void ratesWhoseSegmentsDoNotAscend() {
        String kinked = "rate: {base: 0%, slope1: 4%, slope2: 60%, optimal: 90%}";
        assertThat(after(kinked, "rate: {optimal: 85%, optimalRate: 5%, maxRate: 50%}"))
                .endsWith("lending.aave.reserves.0.rate.optimal is '85%'; expected below 85%");
        assertThat(after(kinked, "rate: {optimal: 70%, optimalRate: 5%, maxRate: 4%}"))
                .endsWith("lending.aave.reserves.0.rate.maxRate is '4%'; expected optimalRate or more");
    }

    @Test
    void vaultsWithoutDollars() {
        assertThat(after("      - {asset: USD}\n", ""))
                .endsWith("lending.maker mints dollars, but has no reserve of them; expected {asset: USD} in reserves");
    }

    @Test
    void drawnDebtsOfAnotherDistribution() {
        assertThat(message("""
                schema: 1
                name: drawn
                duration: 1m
                debts: {generate: {kind: ring, parties: 3, amount: {pareto: {minimum: 1 USD, exponent: 2}}, cash: {fixed: 1 USD}}}
                """)).endsWith("debts.generate.amount is pareto; expected lognormal or fixed");
    }

    @Test
    void nothingToSimulate() {
        assertThat(message("schema: 1\nname: empty\nduration: 1m\n"))
                .isEqualTo(
                        "test.yaml:1:1: missing key 'markets' in the scenario; expected a list (or lending or parties)");
        assertThat(
                        message(
                                "schema: 1\nname: empty\nduration: 1m\nparties: [{name: a}]\npopulations: [{name: p, count: 1, cash: {fixed: 1 USD}}]"))
                .contains("missing key 'venue' in the scenario");
    }
}
