package io.backstop.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.scenario.Measure;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.loader.LoadedScenario;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What lending protocols, parties and their debts leave in the run folder. */
class DebtFolderTest {
    @TempDir
    Path directory;

    @Test
    void everyProtocolHasAFolderOfItsOwn() throws IOException {
        Path run = write();

        assertThat(Files.readAllLines(run.resolve("aave/reserves.csv")))
                .hasSize(4)
                .element(2)
                .isEqualTo("20,2,USD,1,25000000,25000000,50000000,10,7000000,0.5,0.04");
        assertThat(Files.readAllLines(run.resolve("aave/liquidations.csv")))
                .element(1)
                .isEqualTo("20,2,1,whales-curve,bots,10000000,12000000,USD,4000000,4000000,XUSD,10000000,0,4100000");
        assertThat(Files.readAllLines(run.resolve("aave/deficits.csv")))
                .containsExactly(
                        "time_s,tick,pass,deficit,account,asset,layer,amount_units",
                        "20,2,1,2.1/aave/whales-curve,whales-curve,USD,OPENED,8000000",
                        "20,2,1,2.1/aave/whales-curve,,USD,STAKES,1000000");
        assertThat(Files.readAllLines(run.resolve("aave/borrowers.csv")))
                .contains(
                        "20,2,1,public,REDEMPTION_ASKED,USD,5000000,,,,,20",
                        "20,2,1,public,REDEMPTION_PAID,USD,-2000000,,,,,20");
        assertThat(Files.readAllLines(run.resolve("maker/auctions.csv")))
                .containsExactly(
                        "time_s,tick,pass,auction,event,account,keeper,asset,lot_units,tab_usd,paid_usd,proceeds_usd,"
                                + "returned_units,incentive_usd,unpaid_usd,tokens",
                        "20,2,1,1,KICK,vaults-one,keeper,ETH,100,22600,,,,0,,",
                        "20,2,1,1,ZERO_BID,vaults-one,keeper,ETH,100,,0,20000,0,,,",
                        "20,2,1,1,CLOSE,vaults-one,,,,,,,,,22600,",
                        "20,2,1,2,DEBT_BID,,keeper,,,,50000,,,,,200");
    }

    @Test
    void everyMovementHasALineWithBothLegs() throws IOException {
        assertThat(Files.readAllLines(write().resolve("transfers.csv")))
                .containsExactly(
                        "time_s,tick,pass,from_kind,from,to_kind,to,asset,amount_units,reason,deficit",
                        "20,2,0,PARTY,stream,OUTSIDE,,USD,93000000,FLOW: trading loss,",
                        "20,2,1,KEEPER,aave/bots,PROTOCOL,aave,USD,4000000,REPAID,",
                        "20,2,1,PROTOCOL,aave,KEEPER,aave/bots,XUSD,10000000,SEIZED,",
                        "20,2,1,KEEPER,aave/bots,SPOT_MARKET,XUSD,XUSD,10000000,SOLD,",
                        "20,2,1,SPOT_MARKET,XUSD,KEEPER,aave/bots,USD,4100000,SOLD,",
                        "20,2,1,PROTOCOL,aave,PUBLIC,aave/public,USD,2000000,REDEEMED,",
                        "20,2,1,PROTOCOL,maker,KEEPER,maker/keeper,ETH,100,ZERO_BID,",
                        "20,2,1,KEEPER,maker/keeper,SPOT_MARKET,ETH,ETH,100,SOLD,",
                        "20,2,1,SPOT_MARKET,ETH,KEEPER,maker/keeper,USD,20000,SOLD,",
                        "20,2,1,BIDDER,keeper,PROTOCOL,maker,USD,50000,DEBT_AUCTION,",
                        "30,3,0,PARTY,stream,PARTY,telos,USD,6000000,ESTATE,2.1/parties/stream",
                        "30,3,0,PARTY,elixir,PARTY,stream,XUSD,1000,REDEEMED,",
                        "30,3,0,PARTY,stream,PARTY,elixir,USD,900,REDEEMED,");
    }

    @Test
    void theLinesOfADeficitAddUpToIt() throws IOException {
        assertThat(Files.readAllLines(write().resolve("losses.csv")))
                .containsExactly(
                        "time_s,tick,pass,deficit,place,debtor,deficit_usd,layer,payer_kind,payer,amount_usd",
                        "20,2,1,2.1/aave/whales-curve,aave,whales-curve,8000000,STAKES,PROTOCOL,aave,1000000",
                        "20,2,1,2.1/maker/vaults-one,maker,vaults-one,20000,SURPLUS,PROTOCOL,maker,20000",
                        "20,2,1,2.1/parties/stream,parties,stream,91000000,CREDITOR,PARTY,telos,23000000",
                        "20,2,1,2.1/parties/stream,parties,stream,91000000,CREDITOR,PARTY,elixir,68000000",
                        "20,2,2,2.2/parties/elixir,parties,elixir,55000000,CREDITOR,OUTSIDE,,55000000",
                        "30,3,0,2.1/aave/whales-curve,aave,whales-curve,8000000,OPEN,,,7000000",
                        // 30 M were owed, 6 M came in cash, the rest is worth nothing: 24 M lost, 1 M more than at the
                        // default
                        "30,3,0,2.1/parties/stream,parties,stream,91000000,REVALUED,PARTY,telos,1000000");
    }

    @Test
    void everyClaimSaysWhatItCost() throws IOException {
        assertThat(Files.readAllLines(write().resolve("claims.csv")))
                .containsExactly(
                        "debt,debtor,creditor,seniority,owed_at_start_usd,owed_at_end_usd,worth_at_end_usd,received_usd,loss_usd,"
                                + "loss_given_default,hop,deficit",
                        "0,stream,elixir,1,68000000,68000000,0,0,68000000,1,1,2.1/parties/stream",
                        "1,stream,telos,0,30000000,24000000,0,6000000,24000000,0.8,1,2.1/parties/stream",
                        "2,elixir,,0,60000000,60000000,5000000,0,55000000,0.916667,2,2.2/parties/elixir");
    }

    @Test
    void measuresAddUp() {
        ResolvedScenario scenario = DebtSamples.linked().resolved();
        RunMeasures measures = new RunMeasures(scenario);
        DebtSamples.facts(new DebtNames(scenario)).forEach(measures::accept);
        RunSummary summary = measures.summary(InvariantResults.notChecked());

        assertThat(summary.value(Measure.LENDING_LIQUIDATIONS))
                .hasValueSatisfying(v -> assertThat(v).isEqualByComparingTo("2"));
        assertThat(summary.value(Measure.LENDING_DEFICITS))
                .hasValueSatisfying(v -> assertThat(v).isEqualByComparingTo("8020000"));
        assertThat(summary.value(Measure.LENDING_BAD_DEBT))
                .hasValueSatisfying(v -> assertThat(v).isEqualByComparingTo("7000000"));
        // 100 ETH at 200 USD
        assertThat(summary.value(Measure.ZERO_BID_SALES))
                .hasValueSatisfying(v -> assertThat(v).isEqualByComparingTo("20000"));
        assertThat(summary.value(Measure.TREASURY_SURPLUS))
                .hasValueSatisfying(v -> assertThat(v).isEqualByComparingTo("-4000000"));
        assertThat(summary.value(Measure.MINIMUM_TREASURY_SURPLUS))
                .hasValueSatisfying(v -> assertThat(v).isEqualByComparingTo("-4000000"));
        assertThat(summary.value(Measure.DEBT_AUCTIONS))
                .hasValueSatisfying(v -> assertThat(v).isEqualByComparingTo("1"));
        assertThat(summary.value(Measure.PARTY_DEFAULTS))
                .hasValueSatisfying(v -> assertThat(v).isEqualByComparingTo("2"));
        assertThat(summary.value(Measure.CLAIM_LOSSES))
                .hasValueSatisfying(v -> assertThat(v).isEqualByComparingTo("147000000"));
        assertThat(summary.value(Measure.TOKENS_REDEEMED))
                .hasValueSatisfying(v -> assertThat(v).isEqualByComparingTo("900"));
        assertThat(summary.toJson().get("treasurySurplus").asText()).isEqualTo("-4000000");
    }

    /** 4 M of debt: 5 M are within a factor of 1.25 of it, 4 M of surplus are not. */
    @Test
    void figuresBelowZeroAgreeInSignAndSize() {
        ResolvedScenario scenario = DebtSamples.load(
                        "lending:\n" + DebtSamples.POOL + DebtSamples.VAULTS + DebtSamples.PARTIES + """
                        observed:
                          - {measure: treasurySurplus, value: -5M USD, source: hand, factor: 1.25}
                          - {measure: treasurySurplus, value: -5.1M USD, source: hand, factor: 1.25}
                          - {measure: treasurySurplus, value: 4M USD, source: hand, factor: 1.25}
                        """)
                .resolved();
        RunMeasures measures = new RunMeasures(scenario);
        DebtSamples.facts(new DebtNames(scenario)).forEach(measures::accept);

        assertThat(measures.summary(InvariantResults.notChecked()).observed())
                .extracting(RunSummary.ObservedResult::within)
                .containsExactly(true, false, false);
    }

    @Test
    void aVenueAloneSaysNothingOfDebts() throws IOException {
        ResolvedScenario scenario = Samples.scenario(3, "BTC");
        Path folder = directory.resolve("venue");
        try (RunFolder run = RunFolder.create(folder, scenario, "", "", Samples.INFO)) {
            Samples.threeTicks().forEach(run::accept);
            run.complete(Samples.BALANCED, null, Samples.END);
        }

        assertThat(folder.resolve("claims.csv")).doesNotExist();
        assertThat(folder.resolve("graph.graphml")).doesNotExist();
        assertThat(Files.readString(folder.resolve("summary.json"))).doesNotContain("lending", "claimLosses");
        assertThat(Files.readString(folder.resolve("report.html"))).doesNotContain("cytoscape", "id=\"debts\"");
    }

    @Test
    void protocolsThatShareNothingLeaveTheFilesOfTheirOwnRuns() throws IOException {
        Path both = write();
        LoadedScenario alone = DebtSamples.load("lending:\n" + DebtSamples.VAULTS);
        DebtNames names = new DebtNames(DebtSamples.linked().resolved());
        List<Fact> facts = DebtSamples.facts(names).stream()
                .flatMap(DebtFolderTest::ofVaults)
                .toList();
        Path one = write("alone", alone, facts);

        for (String file : ProtocolTables.FILES) {
            assertThat(one.resolve("maker").resolve(file))
                    .hasSameBinaryContentAs(both.resolve("maker").resolve(file));
        }
    }

    private static Stream<Fact> ofVaults(Fact fact) {
        return switch (fact) {
            case DebtFact.LendingSettled s ->
                Stream.of(new DebtFact.LendingSettled(
                        s.tick(),
                        s.pass(),
                        s.phase(),
                        s.assetMark(),
                        s.hedges(),
                        s.outcomes().stream()
                                .filter(outcome -> outcome.protocol().equals("maker"))
                                .toList()));
            case DebtFact.PartiesSettled settled -> Stream.empty();
            case DebtFact.DebtOpened o ->
                Stream.of(new DebtFact.DebtOpened(List.of(o.protocols().get(1)), 0, 0, o.partyUnits(), 0, ""));
            case DebtFact.DebtClosed c ->
                Stream.of(new DebtFact.DebtClosed(
                        c.tick(),
                        c.assetIndex(),
                        c.assetMark(),
                        new long[] {-1, -1},
                        List.of(DebtSamples.reserve(0, 0)),
                        List.of(c.protocols().get(1)),
                        List.of(),
                        List.of(),
                        0,
                        c.passes()));
            default -> Stream.of(fact);
        };
    }

    @Test
    void theGraphHasEveryNodeAndEdgeWithItsFate() throws Exception {
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(write().resolve("graph.graphml").toFile());

        NodeList nodes = xml.getElementsByTagName("node");
        assertThat(nodes.getLength()).isEqualTo(6);
        assertThat(data(nodes, "p1"))
                .contains("n_name=stream", "n_owed=98000000", "n_in_default=true", "n_hop=1", "n_tick_of_default=2");
        NodeList edges = xml.getElementsByTagName("edge");
        assertThat(data(edges, "e1"))
                .containsExactly("e_kind=debt", "e_amount=30000000", "e_seniority=0", "e_paid=6000000", "e_lgd=0.8");
        // elixir's and the pool's XUSD, stream's supply at the pool and its debt there
        assertThat(data(edges, "e3")).containsExactly("e_kind=shares", "e_amount=50000000");
        assertThat(data(edges, "e4")).containsExactly("e_kind=shares", "e_amount=20000000");
        assertThat(data(edges, "e5")).containsExactly("e_kind=supply", "e_amount=20000000");
        assertThat(data(edges, "e6")).containsExactly("e_kind=debt", "e_amount=12000000");
    }

    private static List<String> data(NodeList elements, String id) {
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            if (element.getAttribute("id").equals(id)) {
                NodeList data = element.getElementsByTagName("data");
                return Stream.iterate(0, at -> at < data.getLength(), at -> at + 1)
                        .map(at -> (Element) data.item(at))
                        .map(at -> at.getAttribute("key") + "=" + at.getTextContent())
                        .toList();
            }
        }
        throw new AssertionError("no element " + id);
    }

    @Test
    void theReportShowsDebtsWithoutANetwork() throws IOException {
        String html = Files.readString(write().resolve("report.html"));

        assertThat(html)
                .contains("id=\"debts\"", "cytoscape", "default-src 'none'")
                .contains("Lending protocols were left with deficits of 8.0 M USD, of which 7.0 M USD stayed unpaid."
                        + " Parties in default: 2; claims on them lost 147.0 M USD.")
                .contains(
                        "<td class=\"k\">stream</td><td class=\"n\">0:20</td><td class=\"n\">1</td><td class=\"n\">1</td>"
                                + "<td class=\"n\">98,000,000</td><td class=\"n\">7,000,000</td><td class=\"n\">7,000,000</td>"
                                + "<td class=\"n\">0</td><td class=\"n\">92,000,000</td>")
                .contains("<td class=\"k\">aave</td><td>stakes that were slashed</td><td class=\"n\">1,000,000</td>")
                .contains(
                        "<td class=\"k\">2</td><td class=\"n\">1</td><td class=\"n\">60,000,000</td><td class=\"n\">55,000,000</td>")
                .doesNotContain("id=\"chart-price\"");
    }

    @Test
    void aChannelIsThisRunAgainstOneWithoutIt() throws IOException {
        LoadedScenario loaded = DebtSamples.linked();
        DebtNames names = new DebtNames(loaded.resolved());
        RunMeasures unlinked = new RunMeasures(loaded.resolved());
        DebtSamples.facts(names).stream()
                .filter(fact -> !(fact instanceof DebtFact.PartiesSettled))
                .forEach(unlinked::accept);
        Path folder = directory.resolve("channels");
        try (RunFolder run = RunFolder.create(folder, loaded.resolved(), "", "", Samples.INFO)) {
            DebtSamples.facts(names).forEach(run::accept);
            run.complete(
                    Samples.BALANCED,
                    null,
                    List.of(new Channel("unpaid debts", unlinked.summary(InvariantResults.notChecked()))),
                    Samples.END);
        }

        // 8.02 M of lending deficits in both, 147 M of claims in one
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains(
                        "<td class=\"k\">unpaid debts</td><td class=\"n\">155,020,000</td><td class=\"n\">8,020,000</td>"
                                + "<td class=\"n\">147,000,000</td><td class=\"n\">94.8 %</td>")
                .contains("Shares do not add to 100 %");
    }

    private Path write() {
        LoadedScenario loaded = DebtSamples.linked();
        return write("run", loaded, DebtSamples.facts(new DebtNames(loaded.resolved())));
    }

    private Path write(String name, LoadedScenario loaded, List<Fact> facts) {
        Path folder = directory.resolve(name);
        try (RunFolder run =
                RunFolder.create(folder, loaded.resolved(), "source", loaded.resolvedYaml(), Samples.INFO)) {
            facts.forEach(run::accept);
            run.complete(Samples.BALANCED, null, Samples.END);
        }
        return folder;
    }
}
