package io.backstop.node.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.simulation.Fact;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a drill tells: as a table, as JSON and as a page. */
class DrillReportsTest {
    private static final Pattern LOADS = Pattern.compile("(?:src|href)=|url\\((?!#)|@import");
    private static final Pattern DATA = Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>");

    @TempDir
    private Path folder;

    private HandMadeDrill drill() {
        return new HandMadeDrill(folder, "One is killed.");
    }

    private String page(HandMadeDrill drill, DrillResult result) {
        return new DrillPage(result, drill.undisturbed(folder)).html();
    }

    private static List<String> table(DrillResult result) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        new DrillTable(result).print(out);
        out.flush();
        return text.toString().lines().map(line -> line.replaceAll(" +", " ")).toList();
    }

    @Test
    void theTableHasALineForEachFaultAndEachInvariant() {
        assertThat(table(drill().passed()))
                .containsExactly(
                        "FAULT TICK DETECTED HANDED OVER MOVES STOOD REPEATED DUPLICATES STALE SHARDS",
                        "kill oldest (node-1) 4/2 0.33 s 1.74 s 2.50 s 2.25 s 126 1570 3 5",
                        "20 % of messages twice, 5 % late 7/0 - - 0.13 s 0.50 s 0 12 0 0",
                        "",
                        "R4 pass 4,711 events",
                        "I1 pass 10 ticks",
                        "",
                        "undisturbed d1ge57",
                        "disturbed d1ge57",
                        "passed: the same digest, every invariant holds");
    }

    @Test
    void theTableSaysWhatFailed() {
        assertThat(table(drill().anotherDigest()))
                .contains("I1 FAIL tick 5, fund, event 7", "disturbed 07he12")
                .endsWith("FAILED: another digest, 1 invariant broken");
        assertThat(table(drill().didNotEnd()))
                .contains("disturbed did not end: account a: a row is missing")
                .endsWith("FAILED: it did not end");
    }

    @Test
    void jsonHasTheSameForScripts() throws IOException {
        JsonNode json =
                new ObjectMapper().readTree(DrillJson.of(drill().passed()).toString());

        assertThat(json.path("drill").asText()).isEqualTo("hand-made");
        assertThat(json.path("passed").asBoolean()).isTrue();
        assertThat(json.path("network").asText()).isEqualTo("proxy");
        assertThat(json.path("digest")).isEqualTo(json.path("undisturbedDigest"));
        assertThat(json.path("faults")).hasSize(2);
        assertThat(json.path("faults").path(0).toString())
                .isEqualTo(
                        "{\"fault\":\"kill oldest (node-1)\",\"tick\":4,\"pass\":2,\"began\":10.0,\"ended\":30.5,"
                                + "\"tickAtEnd\":6,\"detected\":0.33,\"handedOver\":1.74,\"moved\":2.5,\"standstill\":2.25,"
                                + "\"requestsRepeated\":126,\"duplicatesAnswered\":1570,\"staleWritesRefused\":3,\"shardsMoved\":5}");
        assertThat(json.path("faults").path(1).path("detected").isNull()).isTrue();
        assertThat(json.path("audit").path(1).toString())
                .isEqualTo(
                        "{\"invariant\":\"I1\",\"description\":\"money is conserved\",\"holds\":true,\"words\":\"10 ticks\"}");
        assertThat(DrillJson.of(drill().anotherDigest()).path("passed").asBoolean())
                .isFalse();
        assertThat(DrillJson.of(drill().didNotEnd()).path("failure").asText()).isEqualTo("account a: a row is missing");
    }

    @Test
    void thePageNeedsNothingFromElsewhere() {
        String html = page(drill(), drill().passed());

        assertThat(html).contains("default-src 'none'", "uPlot", "prefers-color-scheme: dark");
        assertThat(LOADS.matcher(html).results().map(match -> match.group())).isEmpty();
    }

    @Test
    void thePageEscapesWhatWasWritten() {
        HandMadeDrill drill = new HandMadeDrill(folder, "<b>bold</b>");

        assertThat(page(drill, drill.passed()))
                .contains("<p>&lt;b&gt;bold&lt;/b&gt;</p>")
                .doesNotContain("<b>bold");
    }

    @Test
    void thePageHasFaultsDigestsAndAudit() {
        assertThat(page(drill(), drill().passed()))
                .contains("Passed: the same digest as without faults, and every invariant of the audit holds.")
                .contains(
                        "<td>kill oldest (node-1)</td><td class=\"n\">4 / 2</td><td class=\"n\">20.50 s</td>"
                                + "<td class=\"n\">0.33 s</td><td class=\"n\">1.74 s</td><td class=\"n\">2.50 s</td><td class=\"n\">2.25 s</td>"
                                + "<td class=\"n\">126</td><td class=\"n\">1,570</td><td class=\"n\">3</td><td class=\"n\">5</td>")
                .contains("<td class=\"k\">equal</td><td>yes</td>")
                .contains(
                        "<td class=\"k\">I1</td><td>money is conserved</td><td class=\"k\">pass</td><td>10 ticks</td>");
        assertThat(page(drill(), drill().anotherDigest()))
                .contains("Failed: another digest than without faults; the audit found broken: I1.")
                .contains("<td class=\"k\">equal</td><td>no</td>")
                .contains("<td class=\"k\">FAIL</td><td>tick 5, fund, event 7</td>");
        assertThat(page(drill(), drill().didNotEnd()))
                .contains("Failed: the run did not end: account a: a row is missing")
                .contains("The run did not end, so there was no audit.");
    }

    @Test
    void theChartHasEachMarketsMarksSinceTheStartAndTheWindowsOfTheFaults() throws IOException {
        HandMadeDrill drill = drill();
        Matcher found = DATA.matcher(page(drill, drill.passed()));
        assertThat(found.find()).isTrue();
        JsonNode data = new ObjectMapper().readTree(found.group(1));
        List<Fact.TickClosed> closes = drill.undisturbed(folder).closes();
        long first = closes.getFirst().mark()[1];
        long last = closes.getLast().mark()[1];

        assertThat(data.path("ticks")).hasSize(10);
        assertThat(data.path("ticks").path(0).asLong()).isEqualTo(1);
        JsonNode eth = data.path("markets").path(1);
        assertThat(eth.path("name").asText()).isEqualTo("ETH");
        assertThat(eth.path("changes").path(0).asDouble()).isZero();
        assertThat(eth.path("changes").path(9).asDouble())
                .isNegative()
                .isEqualTo(Math.round(1e5 * ((double) last / first - 1)) / 1e3);
        assertThat(data.path("faults").toString()).isEqualTo("[{\"from\":4,\"to\":6},{\"from\":7,\"to\":7}]");
    }
}
