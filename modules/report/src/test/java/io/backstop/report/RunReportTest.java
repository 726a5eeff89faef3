package io.backstop.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.scenario.Check;
import io.backstop.scenario.Observed;
import io.backstop.scenario.ResolvedScenario;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
    private static final int MEGABYTE_AND_A_HALF = 1_500_000;
    private static final Pattern LOADS = Pattern.compile(
            "(?i)(src|href|action|data)\\s*=\\s*[\"']|url\\s*\\(|@import|<link|<iframe|<img|fetch\\(|XMLHttp");

    @TempDir
    Path directory;

    @Test
    void loadsNothingFromAnywhere() throws IOException {
        String html = report(Samples.scenario(3, "BTC"), "hand");

        assertThat(LOADS.matcher(html).results().map(match -> match.group())).isEmpty();
        assertThat(html).contains("default-src 'none'");
    }

    @Test
    void escapesWhatTheScenarioSays() throws IOException {
        String html = report(Samples.scenario(3, "<script>alert(1)</script>"), "hand");

        assertThat(html)
                .contains("A sample &lt;b&gt;title&lt;/b&gt; &amp; more")
                .doesNotContain("<script>alert")
                .contains("\\u003cscript>alert(1)\\u003c/script>");
    }

    @Test
    void tellsTheOutcomeInWords() throws IOException {
        assertThat(report(Samples.scenario(3, "BTC"), "hand"))
                .contains("3 of 4 accounts with a position were liquidated, 55,500 USD in all; they lost 6,700 USD.")
                .contains("The vault’s parent paid 600.00 USD.")
                .contains("400.00 USD stayed unpaid: bad debt.")
                .contains("All checks of the books hold");
    }

    @Test
    void setsObservedFiguresAndChecksBesideTheOutcome() throws IOException {
        String html = report(
                Samples.scenario(
                        3,
                        List.of(new Observed(
                                "liquidatedNotional",
                                new BigDecimal("50000"),
                                "a <public> table",
                                new BigDecimal("2"),
                                true)),
                        List.of(new Check("badDebt", Check.Relation.EQUALS, BigDecimal.ZERO)),
                        "BTC"),
                "hand");

        assertThat(html)
                .contains(
                        "<td class=\"n\">50,000</td><td class=\"n\">55,500</td><td class=\"n\">1.11</td><td class=\"n\">2</td>"
                                + "<td class=\"k\">within</td><td class=\"k\">fitted</td><td>a &lt;public&gt; table</td>")
                .contains("<td class=\"n\">= 0</td><td class=\"n\">400.00</td><td>fails</td>");
    }

    @Test
    void countsEachDeficitByLayer() throws IOException {
        assertThat(report(Samples.scenario(3, "BTC"), "hand"))
                .contains("<td class=\"k\">vault’s parent</td><td class=\"n\">600.00</td><td class=\"n\">15.0 %</td>")
                .contains("<td class=\"k\">unpaid: bad debt</td><td class=\"n\">400.00</td>")
                .contains("<td class=\"k\">Deficits, gross</td><td class=\"n\">4,000</td>");
    }

    @Test
    void anInvariantWithNothingToCheckDoesNotHold() throws IOException {
        assertThat(report(Samples.scenario(3, "BTC"), "hand"))
                .contains("<td>Cash minus open cost is conserved</td><td>holds</td><td>3 ticks</td>")
                .contains("<td>Pool claims are backed by cash and debts</td><td>not applicable</td>")
                .contains("All checks of the books hold");
    }

    @Test
    void statesAmplificationAgainstThePairedRun() throws IOException {
        ResolvedScenario scenario = Samples.scenario(3, "BTC");
        RunMeasures paired = new RunMeasures(scenario);
        Samples.threeTicks().subList(0, 3).forEach(paired::accept);
        paired.accept(Samples.threeTicks().get(4));

        Path folder = directory.resolve("paired");
        try (RunFolder run = RunFolder.create(folder, scenario, "", "", Samples.INFO)) {
            Samples.threeTicks().forEach(run::accept);
            run.complete(Samples.BALANCED, paired.summary(InvariantResults.notChecked()), Samples.END);
        }

        // 55,500 over the 27,000 of tick 2's first pass
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("<td class=\"n\">55,500</td><td class=\"n\">27,000</td><td class=\"n\">2.06</td>");
    }

    @Test
    void staysSmallForALargeCascade() throws IOException {
        String[] markets = {"AVAX", "BTC", "ENA", "ETH", "FARTCOIN", "HYPE", "OTHER", "PUMP", "SOL", "XPL", "XRP"};
        Path folder = directory.resolve("large");
        try (RunFolder run = RunFolder.create(folder, Samples.scenario(720, markets), "", "", Samples.INFO)) {
            new GeneratedCascade(markets.length, 720, 600).tell(run);
            run.complete(Samples.BALANCED, null, Samples.END);
        }

        assertThat(folder.resolve("report.html").toFile()).size().isLessThan(MEGABYTE_AND_A_HALF);
        assertThat(Files.readAllLines(folder.resolve("liquidations.csv"))).hasSizeGreaterThan(50_000);
    }

    private String report(ResolvedScenario scenario, String name) throws IOException {
        Path folder = directory.resolve(name);
        try (RunFolder run = RunFolder.create(folder, scenario, "", "", Samples.INFO)) {
            Samples.threeTicks().forEach(run::accept);
            run.complete(Samples.BALANCED, null, Samples.END);
        }
        return Files.readString(folder.resolve("report.html"));
    }
}
