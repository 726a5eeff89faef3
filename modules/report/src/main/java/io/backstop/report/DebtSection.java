package io.backstop.report;

import static io.backstop.report.HtmlPage.Column.figure;
import static io.backstop.report.HtmlPage.Column.name;
import static io.backstop.report.HtmlPage.Column.text;

import io.backstop.scenario.Measure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The part of the report on lending protocols and parties. */
final class DebtSection {
    private static final int DEFAULTS = 50;
    private static final long MILLIS = 1000;
    private static final int SECONDS_IN_MINUTE = 60;

    private final DebtBook book;
    private final RunSummary summary;
    private final int points;
    private final List<Channel> channels;
    private final HtmlPage page;

    DebtSection(DebtBook book, RunSummary summary, int points, List<Channel> channels, HtmlPage page) {
        this.book = book;
        this.summary = summary;
        this.points = points;
        this.channels = channels;
        this.page = page;
    }

    void write() {
        page.heading("debts", "Debts");
        measures();
        graph();
        defaults();
        protocols();
        byLayer();
        byHop();
        byChannel();
        page.end();
    }

    private void measures() {
        List<List<String>> rows = new ArrayList<>();
        for (Measure measure : EnumSet.range(Measure.LENDING_LIQUIDATIONS, Measure.CLAIM_LOSSES)) {
            summary.value(measure)
                    .ifPresent(value ->
                            rows.add(List.of(ReportText.measure(measure), Figures.value(measure.unit(), value))));
        }
        page.table(List.of(text("Measure"), figure("Value")), rows);
    }

    private void graph() {
        page.subheading("Who is exposed to whom");
        page.raw("""
                <div class="steps">
                <button type="button" id="step-back" aria-label="step back">◀</button>
                <input type="range" id="step" min="0" value="0" aria-label="step">
                <button type="button" id="step-on" aria-label="step on">▶</button>
                <output id="step-label" for="step"></output>
                </div>
                <div class="network"><div id="graph" role="img" aria-label="graph of debts"></div>
                <div class="scroll beside" tabindex="0"><table><thead><tr><th class="k">Who</th><th class="k">State</th>\
                <th class="n">Assets, USD</th><th class="n">Owed, USD</th></tr></thead><tbody id="graph-table"></tbody></table></div></div>
                <ul class="legend"><li><i class="dot solvent"></i>solvent</li><li><i class="dot fallen"></i>in default, or left with a deficit</li>\
                <li><i class="dot now"></i>default or deficit in this step</li><li><i class="square"></i>lending protocol</li>\
                <li><i class="line debt"></i>debt</li><li><i class="line shares"></i>shares</li>\
                <li><i class="line supply"></i>supply</li></ul>
                """);
        page.note(
                "An arrow goes from who owes to who loses if it does not pay. A node is as large as its assets in the step"
                        + " (area), an arrow as wide as the exposure at time zero." + left());
    }

    private String left() {
        int parties = book.names().network().parties();
        int nodes = parties + book.names().protocols();
        String large = nodes > DebtData.NODES
                ? " Only the " + DebtData.NODES + " largest of " + Figures.count(nodes)
                        + " are drawn; graph.graphml and claims.csv have all."
                : "";
        return large + (book.isCut() ? " Only the first " + DebtBook.STEPS + " steps and the end are shown." : "");
    }

    private void defaults() {
        List<ClaimBook.Fallen> fallen = book.claims().defaults();
        if (fallen.isEmpty()) {
            page.paragraph("No party went into default.");
            return;
        }
        page.subheading("Defaults");
        page.table(
                List.of(
                        name("Party"),
                        figure("At, m:ss"),
                        figure("Pass"),
                        figure("Hop"),
                        figure("Owed, USD"),
                        figure("Resources, USD"),
                        figure("Clearing paid, USD"),
                        figure("Cost, USD"),
                        figure("Lost by creditors at the end, USD")),
                fallen.stream().limit(DEFAULTS).map(this::row).toList());
        page.note(
                (fallen.size() > DEFAULTS
                                ? "The first " + DEFAULTS + " of " + Figures.count(fallen.size())
                                        + "; claims.csv has all. "
                                : "")
                        + "Hop 1 would be in default though everybody paid; each further hop stands one debt further away. What clearing"
                        + " pays is what claims are worth at the moment of default; the last column is what they cost by the end.");
    }

    private List<String> row(ClaimBook.Fallen fallen) {
        return List.of(
                book.names().party(fallen.cause().party()),
                clock(fallen.tick()),
                Integer.toString(fallen.pass()),
                Integer.toString(fallen.cause().hop()),
                Figures.usd(fallen.cause().owed()),
                Figures.usd(fallen.cause().resources()),
                Figures.usd(fallen.cause().paid()),
                Figures.usd(fallen.cause().cost()),
                Figures.usd(book.claims().lossOn(fallen.cause().party())));
    }

    private String clock(long tick) {
        long seconds = Math.multiplyExact(tick, book.names().scenario().tickMillis()) / MILLIS;
        long rest = seconds % SECONDS_IN_MINUTE;
        return seconds / SECONDS_IN_MINUTE + (rest < 10 ? ":0" : ":") + rest;
    }

    private void protocols() {
        if (book.names().protocols() == 0) {
            return;
        }
        page.subheading("Lending protocols");
        List<HtmlPage.Column> columns = new ArrayList<>(List.of(name("Protocol"), name("Rules")));
        for (DebtBook.Path path : DebtBook.Path.values()) {
            columns.add(
                    figure(path == DebtBook.Path.UTILISATION ? path.title() + ", end" : path.title() + ", USD, end"));
        }
        List<List<String>> rows = new ArrayList<>();
        for (int protocol = 0; protocol < book.names().protocols(); protocol++) {
            List<String> row = new ArrayList<>();
            row.add(book.names().protocol(protocol));
            row.add(book.names()
                    .spec(protocol)
                    .preset()
                    .name()
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '-'));
            for (DebtBook.Path path : DebtBook.Path.values()) {
                double end = book.end(protocol, path, points);
                row.add(
                        path == DebtBook.Path.UTILISATION
                                ? Figures.percent(end)
                                : Figures.usd(BigDecimal.valueOf(Math.round(end))));
            }
            rows.add(row);
        }
        page.table(columns, rows);
        for (DebtBook.Path path : DebtBook.Path.values()) {
            page.chart("chart-" + path.name().toLowerCase(Locale.ROOT), path.title(), path.unit());
        }
        page.raw("<p class=\"select\"><label for=\"asset\">Asset</label> <select id=\"asset\"></select></p>\n");
        page.chart(
                "chart-asset",
                "Market price and net asset value",
                "USD; a token’s value is what clearing says of its issuer");
    }

    private void byLayer() {
        page.subheading("Losses by layer");
        if (book.losses().isEmpty()) {
            page.paragraph("Nothing was lost.");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (Map.Entry<DebtBook.Borne, Long> loss : book.losses().entrySet()) {
            rows.add(List.of(
                    loss.getKey().place(), ReportText.bearer(loss.getKey().layer()), Figures.usd(loss.getValue())));
        }
        page.table(List.of(name("Where"), text("Borne by"), figure("USD")), rows);
        page.note(
                "Each deficit is counted where it arose, so the same dollar can be a deficit at several places on its way;"
                        + " losses.csv has a line for each deficit and payer.");
    }

    private void byHop() {
        if (book.claims().defaults().isEmpty()) {
            return;
        }
        page.subheading("Losses by hop");
        Map<Integer, long[]> hops = new TreeMap<>();
        for (ClaimBook.Fallen fallen : book.claims().defaults()) {
            long[] sums = hops.computeIfAbsent(fallen.cause().hop(), hop -> new long[3]);
            sums[0]++;
            sums[1] = Math.addExact(sums[1], fallen.cause().owed());
            sums[2] = Math.addExact(sums[2], book.claims().lossOn(fallen.cause().party()));
        }
        List<List<String>> rows = new ArrayList<>();
        hops.forEach((hop, sums) -> rows.add(
                List.of(Integer.toString(hop), Figures.count(sums[0]), Figures.usd(sums[1]), Figures.usd(sums[2]))));
        page.table(
                List.of(
                        name("Hop"),
                        figure("Parties in default"),
                        figure("Owed, USD"),
                        figure("Lost by their creditors, USD")),
                rows);
    }

    private void byChannel() {
        page.subheading("Losses by channel");
        if (channels.isEmpty()) {
            page.paragraph("No paired run was made, so nothing is said about channels.");
            return;
        }
        BigDecimal with = Channel.losses(summary);
        List<List<String>> rows = new ArrayList<>();
        for (Channel channel : channels) {
            BigDecimal without = Channel.losses(channel.without());
            BigDecimal part = with.subtract(without);
            rows.add(List.of(
                    channel.name(),
                    Figures.usd(with),
                    Figures.usd(without),
                    Figures.usd(part),
                    with.signum() == 0 ? "–" : Figures.percent(part.doubleValue() / with.doubleValue())));
        }
        page.table(
                List.of(
                        name("Channel"),
                        figure("Losses with it, USD"),
                        figure("Losses without it, USD"),
                        figure("Difference, USD"),
                        figure("of losses")),
                rows);
        page.note(
                "Each line is this run against one with that channel alone switched off, in the order of the lines and with the"
                        + " same random streams. Shares do not add to 100 %: channels feed each other. Losses are what fund, parent and"
                        + " holders of profits paid at the venue, its bad debt, the deficits of lending protocols and what claims lost.");
    }
}
