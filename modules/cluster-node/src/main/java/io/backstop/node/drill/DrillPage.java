package io.backstop.node.drill;

import static io.backstop.report.HtmlPage.Column.figure;
import static io.backstop.report.HtmlPage.Column.name;
import static io.backstop.report.HtmlPage.Column.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.report.HtmlPage;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.drill.Drill;
import io.backstop.simulation.Fact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A drill's result as a page: the market with the faults shaded over it, then the tables. */
record DrillPage(DrillResult result, DrillRun.Undisturbed undisturbed) {
    private static final String NOTHING = "–";
    private static final double THOUSANDTH_OF_A_PERCENT = 1e5;
    private static final double THOUSAND = 1e3;

    String html() {
        HtmlPage page = new HtmlPage();
        header(page.begin("Drill " + drill().name()));
        market(page);
        faults(page);
        digests(page);
        audit(page);
        page.endMain().data("data", data().toString());
        return page.chartLibrary().script(script()).endPage().toString();
    }

    private Drill drill() {
        return result.drill();
    }

    private void header(HtmlPage page) {
        page.raw("<header><p class=\"kind\">Backstop drill</p><h1>")
                .text(drill().name())
                .raw("</h1>\n");
        page.paragraph(drill().description());
        page.raw("<ul class=\"facts\">");
        page.fact("scenario", drill().scenario().resolved().name());
        page.fact("seed", Long.toString(drill().scenario().resolved().seed()));
        page.fact("ticks", count(drill().scenario().resolved().ticks()));
        page.fact("nodes", Integer.toString(drill().nodes()));
        page.fact("network", result.network().toString());
        page.fact("profile", drill().profile());
        page.fact("partitions", count(drill().partitions()));
        page.fact("wall time", seconds(result.wallSeconds()));
        page.raw("</ul>\n<p class=\"verdict\">").text(verdict()).raw("</p>\n</header>\n");
    }

    private String verdict() {
        if (result.digest() == null) {
            return "Failed: the run did not end: " + result.failure();
        }
        List<String> broken = result.verdicts().stream()
                .filter(verdict -> !verdict.holds())
                .map(DrillResult.Verdict::invariant)
                .toList();
        return (result.passed() ? "Passed: " : "Failed: ")
                + (result.sameDigest() ? "the same digest as without faults" : "another digest than without faults")
                + (broken.isEmpty()
                        ? ", and every invariant of the audit holds."
                        : "; the audit found broken: " + String.join(", ", broken) + ".");
    }

    private void market(HtmlPage page) {
        page.heading("market", "The market and the faults");
        if (drill().scenario().resolved().markets().isEmpty()) {
            page.paragraph("The scenario has no market.").end();
            return;
        }
        page.chart("chart-market", "Marks", "change since the first tick, %; faults shaded, numbered as in the table");
        page.note(
                "Shaded from the tick in which the run waited for the fault to the last tick of the journal when the fault had"
                        + " ended and what it did to the cluster was repaired. Prices are the same with and without faults, if the digests are.");
        page.end();
    }

    private void faults(HtmlPage page) {
        page.heading("faults", "Faults");
        if (result.faults().isEmpty()) {
            page.paragraph("There was none.").end();
            return;
        }
        page.table(
                List.of(
                        name("No."),
                        text("Fault"),
                        figure("Tick / pass"),
                        figure("Lasts"),
                        figure("Detected"),
                        figure("Handed over"),
                        figure("Moves again"),
                        figure("Standstill"),
                        figure("Sent again"),
                        figure("Duplicates answered"),
                        figure("Stale writes refused"),
                        figure("Shards moved")),
                IntStream.range(0, result.faults().size())
                        .mapToObj(number -> row(number, result.faults().get(number)))
                        .toList());
        page.note(
                "Times by the clock on the wall, since the fault was begun. Detected: a node that was left saw the lost one as"
                        + " unreachable. Handed over: the lost one was no member any more. Moves again: the journal had the run's next event."
                        + " Standstill: the longest time between two events of the run.");
        page.end();
    }

    private static List<String> row(int number, FaultOutcome fault) {
        Double ended = fault.ended();
        return List.of(
                Integer.toString(number + 1),
                FaultWords.of(fault.planned().fault(), fault.node()),
                fault.planned().tick() + " / " + fault.planned().pass(),
                ended == null ? "to the end" : seconds(ended - fault.began()),
                seconds(fault.detected()),
                seconds(fault.handedOver()),
                seconds(fault.moved()),
                seconds(fault.standstill()),
                count(fault.repeated()),
                count(fault.duplicates()),
                count(fault.staleWrites()),
                count(fault.shardsMoved()));
    }

    private void digests(HtmlPage page) {
        String digest = result.digest();
        page.heading("digests", "Digests");
        page.table(
                List.of(name("Run"), text("Digest")),
                List.of(
                        List.of("undisturbed, in process", result.undisturbedDigest()),
                        List.of("with faults, on the cluster", digest == null ? NOTHING : digest),
                        List.of("=equal", result.sameDigest() ? "yes" : "no")));
        page.end();
    }

    private void audit(HtmlPage page) {
        page.heading("audit", "Audit, from the database alone");
        if (result.verdicts().isEmpty()) {
            page.paragraph("The run did not end, so there was no audit.");
        } else {
            page.table(
                    List.of(name("Invariant"), text("What it says"), name("Result"), text("Detail")),
                    result.verdicts().stream()
                            .map(verdict -> List.of(
                                    verdict.invariant(),
                                    verdict.description(),
                                    verdict.holds() ? "pass" : "FAIL",
                                    verdict.words()))
                            .toList());
        }
        page.end();
    }

    private ObjectNode data() {
        ObjectNode data = new ObjectMapper().createObjectNode();
        List<Fact.TickClosed> closes = undisturbed.closes();
        ArrayNode ticks = data.putArray("ticks");
        closes.forEach(close -> ticks.add(close.tick()));
        ArrayNode markets = data.putArray("markets");
        List<MarketSpec> specs = drill().scenario().resolved().markets();
        for (int market = 0; market < specs.size(); market++) {
            ArrayNode changes =
                    markets.addObject().put("name", specs.get(market).name()).putArray("changes");
            double start = closes.getFirst().mark()[market];
            for (Fact.TickClosed close : closes) {
                double change = close.mark()[market] / start - 1;
                changes.add(Math.round(change * THOUSANDTH_OF_A_PERCENT) / THOUSAND);
            }
        }
        ArrayNode faults = data.putArray("faults");
        result.faults()
                .forEach(fault ->
                        faults.addObject().put("from", fault.tickAtStart()).put("to", fault.tickAtEnd()));
        return data;
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String seconds(@Nullable Double value) {
        return value == null ? NOTHING : String.format(Locale.ROOT, "%.2f s", value);
    }

    private static String script() {
        try (InputStream in = DrillPage.class.getResourceAsStream("drill.js")) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: drill.js");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
