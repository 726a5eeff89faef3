package io.backstop.node;

import io.backstop.node.run.RunResult;
import io.backstop.report.RunSummary;
import io.backstop.scenario.Measure;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run's key figures for a person: names left, figures right, units beside them; then digest, folder and failed checks. */
final class OutcomeTable {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final RunResult result;
    private final List<Row> rows = new ArrayList<>();

    private record Row(String name, String figure, String unit) {}

    OutcomeTable(RunResult result) {
        this.result = result;
    }

    void print(PrintWriter out) {
        collect();
        int names = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
        int figures = rows.stream().mapToInt(row -> row.figure().length()).max().orElse(0);
        for (Row row : rows) {
            out.println(String.format(
                            Locale.ROOT, "%-" + names + "s  %" + figures + "s %s", row.name(), row.figure(), row.unit())
                    .stripTrailing());
        }
        out.println();
        result.summary().failedChecks().forEach(check -> out.println(failed(check)));
        if (result.ticksCut() > 0) {
            out.println("maxPasses reached in " + result.ticksCut() + " ticks: their waterfalls may be unfinished");
        }
        out.println("digest: " + result.summary().digest());
        out.println("folder: " + result.folder());
    }

    private void collect() {
        RunSummary summary = result.summary();
        count("ticks", summary.ticks());
        count("accounts", summary.accounts());
        count("  with a position", summary.activeAccounts());
        measure("liquidations", Measure.LIQUIDATIONS);
        measure("  accounts", Measure.LIQUIDATED_ACCOUNTS);
        measure("  notional", Measure.LIQUIDATED_NOTIONAL);
        measure("ADL events", Measure.ADL_EVENTS);
        measure("  accounts", Measure.ADL_ACCOUNTS);
        measure("  notional", Measure.ADL_NOTIONAL);
        measure("  realised PnL / notional", Measure.ADL_REALISED_PNL_SHARE);
        measure("deficit at trigger", Measure.DEFICIT_AT_TRIGGER);
        measure("paid by the insurance fund", Measure.INSURANCE_FUND_PAID);
        measure("paid by the vault's parent", Measure.VAULT_PARENT_PAID);
        measure("socialised loss", Measure.SOCIALISED_LOSS);
        measure("bad debt", Measure.BAD_DEBT);
        measure("lending liquidations", Measure.LENDING_LIQUIDATIONS);
        measure("  deficits", Measure.LENDING_DEFICITS);
        measure("  bad debt", Measure.LENDING_BAD_DEBT);
        measure("  sold for nothing", Measure.ZERO_BID_SALES);
        measure("  treasuries", Measure.TREASURY_SURPLUS);
        measure("    at the least", Measure.MINIMUM_TREASURY_SURPLUS);
        measure("  debt auctions", Measure.DEBT_AUCTIONS);
        measure("parties in default", Measure.PARTY_DEFAULTS);
        measure("  lost on claims", Measure.CLAIM_LOSSES);
        measure("tokens redeemed", Measure.TOKENS_REDEEMED);
        measure("conservation error", Measure.CONSERVATION_ERROR);
        count("events persisted", result.eventsPersisted());
        rows.add(new Row("wall time", format("#,##0.0", BigDecimal.valueOf(result.wallSeconds())), "s"));
    }

    private void count(String name, long value) {
        rows.add(new Row(name, format("#,##0", BigDecimal.valueOf(value)), ""));
    }

    private void measure(String name, Measure measure) {
        result.summary().value(measure).ifPresent(value -> rows.add(row(name, measure.unit(), value)));
    }

    private static Row row(String name, Measure.Unit unit, BigDecimal value) {
        return switch (unit) {
            case USD -> new Row(name, value.signum() == 0 ? "0" : format("#,##0.00", value), "USD");
            case COUNT -> new Row(name, format("#,##0", value), "");
            case RATIO -> new Row(name, format("0.0", value.multiply(HUNDRED)), "%");
            case SECONDS -> new Row(name, format("#,##0.###", value), "s");
        };
    }

    private static String failed(RunSummary.CheckResult check) {
        String relation = switch (check.check().relation()) {
            case EQUALS -> "=";
            case AT_LEAST -> ">=";
            case AT_MOST -> "<=";
        };
        BigDecimal outcome = check.outcome();
        return "check failed: " + check.check().measure() + " " + relation + " "
                + check.check().value().toPlainString() + ", but it is "
                + (outcome == null ? "not defined in this run" : outcome.toPlainString());
    }

    private static String format(String pattern, BigDecimal value) {
        DecimalFormat format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        return format.format(value);
    }
}
