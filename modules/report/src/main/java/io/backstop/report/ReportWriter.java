package io.backstop.report;

import static io.backstop.report.HtmlPage.Column.figure;
import static io.backstop.report.HtmlPage.Column.name;
import static io.backstop.report.HtmlPage.Column.text;

import io.backstop.scenario.Measure;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.simulation.Fact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code report.html}: one file with its styles, scripts and data inside, so that it opens anywhere without a network.
 * Tables are plain HTML; only the charts need the script.
 */
final class ReportWriter {
    private static final long MILLIS = 1000;
    private static final int MILLIS_DECIMALS = 3;
    private static final int SECONDS_IN_MINUTE = 60;
    private static final String NOTHING = "–";

    private final ResolvedScenario scenario;
    private final RunSummary summary;
    private final RunMeasures measures;
    private final RunSeries series;
    private final DeficitBook deficits;
    private final @Nullable DebtBook debts;
    private final List<Channel> channels;
    private final AdlIncidence incidence;
    private final @Nullable RunSummary paired;
    private final InvariantResults invariants;
    private final HtmlPage page = new HtmlPage();

    ReportWriter(
            RunSummary summary,
            RunMeasures measures,
            RunSeries series,
            DeficitBook deficits,
            @Nullable DebtBook debts,
            @Nullable RunSummary pairedWithoutImpact,
            List<Channel> channels,
            InvariantResults invariants) {
        this.scenario = summary.scenario();
        this.summary = summary;
        this.measures = measures;
        this.series = series;
        this.deficits = deficits;
        this.debts = debts;
        this.channels = channels;
        this.incidence = new AdlIncidence(measures.adlTargets());
        this.paired = pairedWithoutImpact;
        this.invariants = invariants;
    }

    /** The whole page. */
    String html() {
        page.begin(scenario.title() + ", seed " + scenario.seed());
        header();
        outcome();
        observed();
        if (debts != null) {
            new DebtSection(debts, summary, series.points(), channels, page).write();
        }
        if (!scenario.markets().isEmpty()) {
            prices();
            flow();
            waterfall();
            deleveraging();
            incidence();
            balances();
        }
        invariants();
        claims();
        foot();
        return page.toString();
    }

    private void header() {
        page.raw("<header><p class=\"kind\">Backstop run report</p><h1>")
                .text(scenario.title())
                .raw("</h1>\n");
        page.paragraph(scenario.description());
        page.raw("<ul class=\"facts\">");
        page.fact("scenario", scenario.name());
        page.fact("rules", scenario.venue().preset());
        page.fact("seed", Long.toString(scenario.seed()));
        page.fact("ticks", Figures.count(summary.ticks()) + " of " + tickLength());
        page.fact("accounts", Figures.count(summary.accounts()));
        if (!scenario.start().isEmpty()) {
            page.fact("time zero", scenario.start());
        }
        page.raw("</ul>\n<p class=\"digest\">digest <code>")
                .text(summary.digest())
                .raw("</code></p>\n");
        page.raw("<p class=\"verdict\">")
                .text(String.join(" ", ReportText.verdict(summary, invariants)))
                .raw("</p>\n</header>\n");
    }

    private String tickLength() {
        return Figures.value(Measure.Unit.SECONDS, BigDecimal.valueOf(scenario.tickMillis(), MILLIS_DECIMALS));
    }

    private void outcome() {
        if (scenario.markets().isEmpty() && scenario.checks().isEmpty()) {
            return;
        }
        page.heading("outcome", "Outcome");
        if (!scenario.markets().isEmpty()) {
            page.pair(
                    () -> outcomeTable(EnumSet.range(Measure.LIQUIDATIONS, Measure.ADL_HAIRCUT)),
                    () -> outcomeTable(EnumSet.range(Measure.INSURANCE_FUND_PAID, Measure.CONSERVATION_ERROR)));
        }
        checks();
        page.end();
    }

    private void outcomeTable(Set<Measure> measures) {
        List<List<String>> rows = new ArrayList<>();
        for (Measure measure : measures) {
            summary.value(measure)
                    .ifPresent(value ->
                            rows.add(List.of(ReportText.measure(measure), Figures.value(measure.unit(), value))));
        }
        page.table(List.of(text("Measure"), figure("Value")), rows);
    }

    private void checks() {
        if (scenario.checks().isEmpty()) {
            return;
        }
        page.subheading("Checks of the scenario");
        List<List<String>> rows = new ArrayList<>();
        for (RunSummary.CheckResult result : summary.checks()) {
            String relation = switch (result.check().relation()) {
                case EQUALS -> "= ";
                case AT_LEAST -> "≥ ";
                case AT_MOST -> "≤ ";
            };
            String key = result.check().measure();
            rows.add(List.of(
                    ReportText.measure(key),
                    relation + value(key, result.check().value()),
                    value(key, result.outcome()),
                    result.passed() ? "holds" : "fails"));
        }
        page.table(List.of(text("Measure"), figure("Expected"), figure("Outcome"), text("")), rows);
    }

    private static String value(String key, @Nullable BigDecimal value) {
        if (value == null) {
            return NOTHING;
        }
        return Measure.of(key)
                .map(measure -> Figures.value(measure.unit(), value))
                .orElseGet(value::toPlainString);
    }

    private void observed() {
        if (summary.observed().isEmpty()) {
            return;
        }
        page.heading("observed", "Beside the real event");
        List<List<String>> rows = new ArrayList<>();
        for (RunSummary.ObservedResult result : summary.observed()) {
            String key = result.observed().measure();
            BigDecimal ratio = result.ratio();
            rows.add(List.of(
                    ReportText.measure(key),
                    value(key, result.observed().value()),
                    value(key, result.outcome()),
                    ratio == null ? NOTHING : Figures.ratio(ratio.doubleValue()),
                    result.observed().factor().toPlainString(),
                    result.within() ? "within" : "outside",
                    result.observed().fitted() ? "fitted" : "not fitted",
                    result.observed().source()));
        }
        page.table(
                List.of(
                        text("Measure"),
                        figure("Observed"),
                        figure("Outcome"),
                        figure("Ratio"),
                        figure("Factor"),
                        name("Within"),
                        name("Fitted"),
                        text("Source")),
                rows);
        page.note(
                "“Fitted” figures were aimed at when parameters were chosen; only the others say something by agreeing.");
        page.end();
    }

    private void prices() {
        page.heading("price", "Prices: exogenous and displaced");
        page.raw("<p class=\"select\"><label for=\"market\">Market</label> <select id=\"market\"></select></p>\n");
        page.chart("chart-price", "Index and mark", "USD, over simulated minutes and seconds");
        List<List<String>> rows = new ArrayList<>();
        for (int m = 0; m < scenario.markets().size(); m++) {
            rows.add(priceRow(m));
        }
        rows.add(totalPriceRow());
        page.table(
                List.of(
                        name("Market"),
                        figure("Index, largest fall"),
                        figure("Mark, largest fall"),
                        figure("Mark below index, at most"),
                        figure("Mark above index, at most"),
                        figure("Liquidated, USD"),
                        figure("Without impact, USD"),
                        figure("Amplification")),
                rows);
        page.note(
                paired == null
                        ? "No paired run without impact was made, so there is no amplification."
                        : "Amplification is liquidated notional with impact over the same run with impact off and the same"
                                + " random streams. Mark is index times exp(−displacement); it is frozen inside a tick.");
        page.end();
    }

    private List<String> priceRow(int m) {
        BigDecimal liquidated = summary.liquidatedByMarket().get(m);
        return List.of(
                scenario.markets().get(m).name(),
                fall(series.index(m)),
                fall(series.mark(m)),
                Figures.percent(series.lowestDisplacement(m)),
                Figures.percent(series.highestDisplacement(m)),
                Figures.usd(liquidated),
                paired == null
                        ? NOTHING
                        : Figures.usd(paired.liquidatedByMarket().get(m)),
                paired == null
                        ? NOTHING
                        : amplification(liquidated, paired.liquidatedByMarket().get(m)));
    }

    private List<String> totalPriceRow() {
        BigDecimal liquidated = total(summary);
        return List.of(
                "=All",
                "",
                "",
                "",
                "",
                Figures.usd(liquidated),
                paired == null ? NOTHING : Figures.usd(total(paired)),
                paired == null ? NOTHING : amplification(liquidated, total(paired)));
    }

    private static BigDecimal total(RunSummary summary) {
        return summary.value(Measure.LIQUIDATED_NOTIONAL).orElse(BigDecimal.ZERO);
    }

    private static String amplification(BigDecimal with, BigDecimal without) {
        return without.signum() == 0 ? NOTHING : Figures.ratio(with.doubleValue() / without.doubleValue());
    }

    /** The largest fall below the first point. */
    private String fall(long[] prices) {
        long least = Arrays.stream(prices, 0, series.points()).min().orElse(0);
        return series.points() == 0 || prices[0] == 0 ? NOTHING : Figures.percent((double) least / prices[0] - 1);
    }

    private void flow() {
        page.heading("flow", "Forced flow by exit");
        page.paragraph(
                "Notional at mark. Each unit counts once, where it left its account; what vault and fund then did with"
                        + " their inventory is set apart.");
        String per = series.ticksPerPoint() == 1
                ? "USD in each tick"
                : "USD in each point of " + series.ticksPerPoint() + " ticks";
        page.raw(
                "<p class=\"select\"><label for=\"flow-market\">Market</label> <select id=\"flow-market\"></select></p>\n");
        page.chart("chart-flow", "Out of accounts", per + ", stacked");
        page.chart("chart-inventory", "Out of inventory", per + ", stacked");
        flowTable();
        page.end();
    }

    /** Exits that never occurred have no column. */
    private void flowTable() {
        List<Flow> exits = Arrays.stream(Flow.values())
                .filter(exit -> Arrays.stream(series.flowByMarket(exit)).anyMatch(amount -> amount > 0))
                .toList();
        if (exits.isEmpty()) {
            return;
        }
        List<HtmlPage.Column> columns = new ArrayList<>();
        columns.add(name("Market"));
        exits.stream().filter(Flow::leavesAnAccount).forEach(exit -> columns.add(figure(exit.label())));
        columns.add(figure("liquidated"));
        exits.stream().filter(exit -> !exit.leavesAnAccount()).forEach(exit -> columns.add(figure(exit.label())));
        page.table(columns, flowRows(exits));
    }

    private List<List<String>> flowRows(List<Flow> exits) {
        int markets = scenario.markets().size();
        List<List<String>> rows = new ArrayList<>();
        for (int m = 0; m < markets; m++) {
            rows.add(flowRow(scenario.markets().get(m).name(), exits, m, m + 1));
        }
        rows.add(flowRow("=All", exits, 0, markets));
        return rows;
    }

    private List<String> flowRow(String name, List<Flow> exits, int from, int to) {
        List<String> left = new ArrayList<>();
        List<String> after = new ArrayList<>();
        long liquidated = 0;
        for (Flow exit : exits) {
            long amount = Arrays.stream(series.flowByMarket(exit), from, to).sum();
            (exit.leavesAnAccount() ? left : after).add(Figures.usd(amount));
            liquidated += exit.leavesAnAccount() ? amount : 0;
        }
        List<String> row = new ArrayList<>();
        row.add(name);
        row.addAll(left);
        row.add(Figures.usd(liquidated));
        row.addAll(after);
        return row;
    }

    private void waterfall() {
        page.heading("waterfall", "Waterfall: who bore the deficits");
        if (deficits.count() == 0) {
            page.paragraph("No account ended below zero: there was no deficit.");
            page.end();
            return;
        }
        page.chart("chart-layers", "Deficits by layer", "USD, summed since the start");
        page.table(List.of(name("Layer"), figure("USD"), figure("Share of gross")), layerRows());
        page.note(Figures.count(deficits.count()) + " deficits of " + Figures.count(deficits.accounts())
                + " accounts. Gross is " + Figures.usd(deficits.gross())
                + " USD; counting only the largest deficit of each account it is "
                + Figures.usd(deficits.perAccountOnce())
                + " USD. At the moment ADL was triggered the deficits at mark were "
                + Figures.usd(summary.value(Measure.DEFICIT_AT_TRIGGER).orElse(BigDecimal.ZERO))
                + " USD. All depend on the tick of "
                + tickLength() + ". Overshoot is what payments gave beyond the deficit.");
        page.subheading("The largest deficits");
        page.table(
                largestColumns(),
                deficits.largest().stream().map(this::deficitRow).toList());
        page.end();
    }

    private List<List<String>> layerRows() {
        List<List<String>> rows = new ArrayList<>();
        for (Fact.Layer layer : Fact.Layer.values()) {
            rows.add(layerRow(ReportText.layer(layer), measures.paid(layer)));
        }
        rows.add(layerRow("unpaid: bad debt", deficits.open()));
        rows.add(layerRow("less overshoot", -deficits.overshoot()));
        rows.add(layerRow("carried to a later pass", deficits.carried()));
        rows.add(layerRow("=Deficits, gross", deficits.gross()));
        return rows;
    }

    private List<String> layerRow(String name, long amount) {
        double share = deficits.gross() == 0 ? Double.NaN : (double) amount / deficits.gross();
        return List.of(name, Figures.usd(amount), Figures.percent(share));
    }

    private List<Fact.Layer> payingLayers() {
        return Arrays.stream(Fact.Layer.values())
                .filter(layer -> measures.paid(layer) != 0)
                .toList();
    }

    private List<HtmlPage.Column> largestColumns() {
        List<HtmlPage.Column> columns = new ArrayList<>();
        columns.add(name("Account"));
        columns.add(figure("Time"));
        columns.add(figure("Deficit, USD"));
        payingLayers().forEach(layer -> columns.add(figure(ReportText.layer(layer))));
        columns.add(figure("unpaid"));
        columns.add(figure("overshoot"));
        return columns;
    }

    private List<String> deficitRow(DeficitBook.Entry entry) {
        Fact.Deficit deficit = entry.deficit();
        List<String> row = new ArrayList<>();
        row.add(deficit.account());
        row.add(clock(entry.tick()));
        row.add(Figures.usd(deficit.amount()));
        for (Fact.Layer layer : payingLayers()) {
            row.add(Figures.usd(deficit.payments().stream()
                    .filter(payment -> payment.layer() == layer)
                    .mapToLong(Fact.Payment::amount)
                    .sum()));
        }
        row.add(Figures.usd(deficit.open()));
        row.add(Figures.usd(deficit.overshoot()));
        return row;
    }

    /** Simulated time as minutes and seconds. */
    private String clock(long tick) {
        long millis = tick * scenario.tickMillis();
        long seconds = millis / MILLIS;
        String text = "%d:%02d".formatted(seconds / SECONDS_IN_MINUTE, seconds % SECONDS_IN_MINUTE);
        long rest = millis % MILLIS;
        return rest == 0 ? text : text + ".%03d".formatted(rest);
    }

    private void deleveraging() {
        page.heading("adl", "Auto-deleveraging: haircut, profit, notional");
        if (incidence.isEmpty()) {
            page.paragraph("There was no auto-deleveraging.");
            page.end();
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        long[] direct = series.flowByMarket(Flow.DIRECT_ADL);
        long[] inventory = series.flowByMarket(Flow.INVENTORY_ADL);
        long notional = 0;
        long haircut = 0;
        long profit = 0;
        for (int m = 0; m < scenario.markets().size(); m++) {
            notional += direct[m] + inventory[m];
            haircut += series.adlHaircut(m);
            profit += series.adlPnl(m);
            rows.add(adlRow(
                    scenario.markets().get(m).name(),
                    direct[m] + inventory[m],
                    series.adlHaircut(m),
                    series.adlPnl(m)));
        }
        rows.add(adlRow("=All", notional, haircut, profit));
        page.table(
                List.of(
                        name("Market"),
                        figure("Notional at mark, USD"),
                        figure("Haircut, USD"),
                        figure("Haircut / notional"),
                        figure("Realised PnL, USD"),
                        figure("PnL / notional")),
                rows);
        page.note(
                "The haircut is what targets gave up against mark; below zero the price was better than mark. The profit they"
                        + " realised was theirs already. Overshoot of all deficits: "
                        + Figures.usd(deficits.overshoot()) + " USD.");
        page.end();
    }

    private static List<String> adlRow(String market, long notional, long haircut, long profit) {
        return List.of(
                market,
                Figures.usd(notional),
                Figures.usd(haircut),
                Figures.percent(share(haircut, notional)),
                Figures.usd(profit),
                Figures.percent(share(profit, notional)));
    }

    private static double share(long part, long whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }

    private void incidence() {
        if (incidence.isEmpty()) {
            return;
        }
        page.heading("incidence", "Whom ADL hit");
        page.pair(
                () -> page.chart(
                        "chart-lorenz",
                        "Lorenz curve",
                        "share of ADL notional over share of accounts, the least first"),
                () -> page.table(List.of(text("Concentration and leverage"), figure("Value")), concentrationRows()));
        regret();
        page.subheading("Hedged accounts apart");
        List<HtmlPage.Column> columns = groupColumns("Accounts with", "");
        page.table(
                columns,
                List.of(
                        groupRow("a position of the other side too", null, incidence.hedged(true)),
                        groupRow("one side alone", null, incidence.hedged(false))));
        deciles("By unrealised profit before, USD", AdlTarget::profitBefore, micros -> Figures.usd(Math.round(micros)));
        deciles("By leverage: position notional / equity before ADL", AdlTarget::positionLeverage, Figures::ratio);
        deciles("By leverage: notional closed / equity before ADL", AdlTarget::fillLeverage, Figures::ratio);
        page.note(
                "Deciles are of the accounts that ADL hit, not of all. The last definition is the one behind the “median"
                        + " leverage” of public per-row tables: it says how much was closed, not how much was held.");
        page.end();
    }

    private List<List<String>> concentrationRows() {
        return List.of(
                List.of("Accounts", Figures.count(incidence.accounts())),
                List.of("Share of the top account", Figures.percent(incidence.topShare(1))),
                List.of("Share of the top 10", Figures.percent(incidence.topShare(10))),
                List.of("Share of the top 100", Figures.percent(incidence.topShare(100))),
                List.of("Gini coefficient", Figures.ratio(incidence.gini())),
                List.of(
                        "Leverage held, median account",
                        Figures.ratio(incidence.median(AdlTarget::positionLeverage)) + "×"),
                List.of(
                        "Leverage held, weighted by notional closed",
                        Figures.ratio(incidence.weightedMedian(AdlTarget::positionLeverage)) + "×"),
                List.of(
                        "Notional closed / equity, median account",
                        Figures.ratio(incidence.median(AdlTarget::fillLeverage)) + "×"));
    }

    private void regret() {
        page.subheading("Regret");
        page.table(
                List.of(name("Horizon"), figure("Regret, USD"), figure("of ADL notional"), figure("Covered, USD")),
                List.of(
                        regretRow("five minutes after each close", series.regretAfterFiveMinutes()),
                        regretRow("end of the run", series.regretAtEnd())));
        page.note(
                "What targets would have had more (below zero: less) if they had kept what was closed, at the mark of the"
                        + " horizon. Closes with less than five minutes to go are not covered by the first line.");
    }

    private static List<String> regretRow(String horizon, RunSeries.Regret regret) {
        return List.of(
                horizon,
                Figures.usd(regret.amount()),
                Figures.percent(share(regret.amount(), regret.notional())),
                Figures.usd(regret.notional()));
    }

    private void deciles(String title, ToDoubleFunction<AdlTarget> value, DoubleFunction<String> format) {
        page.subheading(title);
        List<List<String>> rows = new ArrayList<>();
        int number = 1;
        for (AdlIncidence.Group group : incidence.deciles(value)) {
            rows.add(groupRow(Integer.toString(number++), format.apply(group.least()), group));
        }
        page.table(groupColumns("Decile", "from"), rows);
    }

    private static List<HtmlPage.Column> groupColumns(String first, String least) {
        List<HtmlPage.Column> columns = new ArrayList<>();
        columns.add(name(first));
        if (!least.isEmpty()) {
            columns.add(figure(least));
        }
        columns.addAll(List.of(
                figure("Accounts"),
                figure("Closed, USD"),
                figure("Share"),
                figure("Haircut, USD"),
                figure("Realised PnL, USD"),
                figure("Equity before, USD")));
        return columns;
    }

    private static List<String> groupRow(String name, @Nullable String least, AdlIncidence.Group group) {
        List<String> row = new ArrayList<>();
        row.add(name);
        if (least != null) {
            row.add(least);
        }
        row.addAll(List.of(
                Figures.count(group.accounts()),
                Figures.usd(group.notional()),
                Figures.percent(group.share()),
                Figures.usd(group.haircut()),
                Figures.usd(group.realisedPnl()),
                Figures.usd(group.equity())));
        return row;
    }

    private void balances() {
        page.heading("balances", "Fund, vault and outside account");
        page.chart("chart-funds", "Fund, vault and parent", "USD");
        page.chart("chart-inventories", "Inventory at mark", "USD");
        page.chart("chart-outside", "Outside account", "USD");
        List<List<String>> rows = new ArrayList<>();
        for (RunSeries.Balance kind : RunSeries.Balance.values()) {
            rows.add(List.of(
                    kind.label(),
                    Figures.usd(series.first(kind)),
                    Figures.usd(series.minimum(kind)),
                    Figures.usd(series.last(kind)),
                    Figures.usd(series.last(kind) - series.first(kind))));
        }
        page.table(
                List.of(
                        name("Balance, USD"),
                        figure("First tick"),
                        figure("Least"),
                        figure("End"),
                        figure("Change since the first tick")),
                rows);
        page.note(
                "The outside account is the other side of every trade with the book. It has unlimited credit: where it earns"
                        + " more than the ADL haircut, the run is a story about liquidity.");
        page.end();
    }

    private void invariants() {
        page.heading("checks", "Checks of the books");
        if (invariants.results().isEmpty()) {
            page.paragraph("Not checked in this run.");
        } else {
            page.table(
                    List.of(name("Invariant"), text("What it says"), text("Result"), text("Detail")),
                    invariants.results().stream()
                            .map(result -> List.of(
                                    result.id(),
                                    result.description(),
                                    ReportText.verdict(result.verdict()),
                                    result.detail()))
                            .toList());
        }
        page.subheading("Passes, ties, dust");
        page.table(List.of(text("Figure"), figure("Value")), passRows());
        page.chart("chart-liquidation", "Accounts in liquidation", "at the first pass of a tick");
        page.end();
    }

    private List<List<String>> passRows() {
        List<List<String>> rows = new ArrayList<>();
        long[] ticks = series.ticksOfPasses();
        for (int passes = 0; passes < ticks.length; passes++) {
            if (ticks[passes] > 0) {
                rows.add(List.of(
                        "Ticks of " + passes + (passes == 1 ? " pass" : " passes"), Figures.count(ticks[passes])));
            }
        }
        rows.add(List.of(
                "Ticks cut by maxPasses = " + scenario.maxPasses(),
                Figures.count(summary.value(Measure.PASSES_CUT)
                        .orElse(BigDecimal.ZERO)
                        .longValue())));
        rows.add(List.of("Orders decided by account name alone", Figures.count(series.ties())));
        rows.add(List.of("Dust account at the end, USD", Figures.usd(series.dust())));
        return rows;
    }

    private void claims() {
        page.heading("claims", "What must not be claimed from this run");
        page.raw("<ul>");
        ReportText.NOT_TO_BE_CLAIMED.forEach(line -> page.raw("<li>").text(line).raw("</li>\n"));
        page.raw("</ul>\n");
        page.end();
    }

    private void foot() {
        if (series.ticksPerPoint() > 1) {
            page.note(
                    "Charts have a point for every " + series.ticksPerPoint() + " ticks: sums of flow, last prices and"
                            + " balances. The CSV files beside this page have every tick.");
        }
        page.endMain().data("data", new ReportData(scenario, series).json(deficits, incidence));
        page.chartLibrary();
        if (debts != null) {
            page.data("debt-data", new DebtData(debts, series.points()).json().toString());
            page.script(ReportAssets.graphLibrary() + "\n").script(ReportAssets.debtScript());
        }
        page.script(ReportAssets.script()).endPage();
    }
}
