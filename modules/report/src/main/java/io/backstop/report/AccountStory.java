package io.backstop.report;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.backstop.scenario.AccountOpening;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.Openings;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.scenario.loader.Nearest;
import io.backstop.scenario.loader.ResolvedScenarioCodec;
import io.backstop.simulation.Fact;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Tells what happened to one account of a run, at the venue or ({@code protocol/account}) at a lending protocol, or to one party, and
 * by which rule, from the files of its folder.
 */
public final class AccountStory {
    private static final BigDecimal MINUTE = BigDecimal.valueOf(60);
    private static final int LEVERAGE_DECIMALS = 2;
    private static final MathContext SIX_DIGITS = new MathContext(6);

    private final Path folder;
    private final ResolvedScenario scenario;
    private final Openings openings;
    private final int population;
    private final int ordinal;
    private final String account;
    private final List<Line> lines = new ArrayList<>();

    /** What happened in one pass; lines of a pass keep the order in which they were found. */
    private record Line(BigDecimal seconds, int pass, String text) {}

    private AccountStory(Path folder, ResolvedScenario scenario, String account) {
        this.folder = folder;
        this.scenario = scenario;
        this.openings = new ScenarioOpenings(scenario);
        long number = openings.find(account);
        if (number < 0) {
            throw RunFolderException.badInput("no account '" + account + "' in this run" + hint(openings, account));
        }
        this.population = (int) (number >> Integer.SIZE);
        this.ordinal = (int) number;
        this.account = openings.name(population, ordinal);
    }

    /**
     * Prints the story.
     *
     * @throws RunFolderException if the folder is not of a run, cannot be read, or the scenario has no such account (exit code 2)
     */
    public static void print(Path runFolder, String account, PrintStream out) {
        Path resolved = runFolder.resolve("resolved.yaml");
        if (!Files.isRegularFile(resolved)) {
            throw RunFolderException.badInput("no run folder at " + runFolder + ": resolved.yaml is missing");
        }
        try {
            ResolvedScenario scenario = ResolvedScenarioCodec.read(Files.readString(resolved));
            if (scenario.debt().isEmpty() || !DebtStory.print(runFolder, new DebtNames(scenario), account, out)) {
                new AccountStory(runFolder, scenario, account).print(out);
            }
        } catch (IOException e) {
            throw RunFolderException.badInput("cannot read the run folder " + runFolder + ": " + e.getMessage());
        }
    }

    private void print(PrintStream out) throws IOException {
        collect();
        out.println("Account " + account + " in " + scenario.name() + ", seed " + scenario.seed() + ", rules "
                + scenario.venue().preset());
        if (!Files.exists(folder.resolve(RunFolder.MANIFEST))) {
            out.println("The run did not end; this is what it had written.");
        }
        opening(out);
        if (lines.isEmpty()) {
            out.println("Nothing happened to it: it was never in breach and ADL never reached it.");
        }
        lines.sort(Comparator.comparing(Line::seconds).thenComparingInt(Line::pass));
        lines.forEach(line -> out.println(clock(line.seconds()) + ", pass " + line.pass() + ": " + line.text()));
    }

    private static String hint(Openings openings, String account) {
        List<String> names = new ArrayList<>();
        for (int population = 0; population < openings.populations(); population++) {
            for (int ordinal = 0; ordinal < openings.count(population); ordinal++) {
                names.add(openings.name(population, ordinal));
            }
        }
        return Nearest.find(account, names)
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("");
    }

    private void opening(PrintStream out) {
        AccountOpening opening =
                new AccountOpening(scenario.markets().size(), scenario.assets().size());
        openings.draw(population, ordinal, opening);
        out.println("It opened with " + Figures.usd(opening.cash) + " USD in cash"
                + (opening.legs == 0 ? " and no position." : " and"));
        for (int leg = 0; leg < opening.legs; leg++) {
            MarketSpec market = scenario.markets().get(opening.market[leg]);
            out.println("  " + (opening.size[leg] > 0 ? "long " : "short ")
                    + units(BigDecimal.valueOf(Math.abs(opening.size[leg]), market.sizeDecimals()))
                    + " " + market.name() + ", which cost " + Figures.usd(Math.abs(opening.openCost[leg])) + " USD");
        }
    }

    private void collect() throws IOException {
        each("triggers.csv", this::trigger);
        each("liquidations.csv", this::liquidation);
        each("adl.csv", this::deleveraging);
        each("collateral.csv", this::collateral);
        each("transfers.csv", this::transfer);
        each("waterfall.csv", this::deficit);
    }

    private void each(String name, Consumer<NamedCsvRecord> row) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return;
        }
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            rows.forEach(row);
        }
    }

    private boolean isOf(NamedCsvRecord row, String column) {
        return row.getField(column).equals(account);
    }

    private void add(NamedCsvRecord row, String text) {
        lines.add(new Line(number(row, "time_s"), Integer.parseInt(row.getField("pass")), text));
    }

    private static BigDecimal number(NamedCsvRecord row, String column) {
        return new BigDecimal(row.getField(column));
    }

    private static String usd(NamedCsvRecord row, String column) {
        return Figures.usd(number(row, column)) + " USD";
    }

    private static String units(BigDecimal units) {
        return units.abs().stripTrailingZeros().toPlainString();
    }

    private static String size(NamedCsvRecord row) {
        return units(number(row, "size_units")) + " " + row.getField("market");
    }

    private static boolean sold(NamedCsvRecord row) {
        return number(row, "size_units").signum() < 0;
    }

    /** Simulated time as minutes and seconds. */
    static String clock(BigDecimal seconds) {
        BigDecimal[] parts = seconds.divideAndRemainder(MINUTE);
        String rest = parts[1].stripTrailingZeros().toPlainString();
        return parts[0].toPlainString() + ":" + (parts[1].compareTo(BigDecimal.TEN) < 0 ? "0" : "") + rest;
    }

    private void trigger(NamedCsvRecord row) {
        if (row.getField("estate_kind").equals("ACCOUNT") && isOf(row, "estate")) {
            add(
                    row,
                    "equity was below zero by " + usd(row, "deficit_usd") + " at mark when it was first taken in hand");
        }
    }

    private void liquidation(NamedCsvRecord row) {
        if (isOf(row, "account")) {
            add(row, breach(row) + "; " + exit(row) + result(row));
        }
    }

    private static String breach(NamedCsvRecord row) {
        return "equity " + usd(row, "equity_before_usd") + " against a maintenance margin of "
                + usd(row, "maintenance_margin_usd");
    }

    private String exit(NamedCsvRecord row) {
        String price = " at " + row.getField("price_usd") + " (" + usd(row, "notional_usd") + " at mark)";
        return switch (row.getField("exit")) {
            case "BOOK" -> "the order " + (sold(row) ? "sold " : "bought back ") + size(row) + " in the book" + price;
            case "VAULT_TAKEOVER" ->
                "below " + scenario.venue().takeover().line() + " of it, so the vault took " + size(row) + price;
            case "FUND_TAKEOVER" ->
                "the book left it, so the insurance fund took " + size(row) + " at the bankruptcy price" + price;
            default -> "nobody was left, so the venue closed " + size(row) + price;
        };
    }

    private static String result(NamedCsvRecord row) {
        String fee = number(row, "fee_usd").signum() == 0 ? "" : ", fee " + usd(row, "fee_usd");
        String pause = row.getField("cool_down_until_s");
        return "; realised " + usd(row, "realised_pnl_usd") + fee + "; bankruptcy price " + bankruptcyPrice(row)
                + (pause.isEmpty() ? "" : "; no further slice before " + clock(new BigDecimal(pause)));
    }

    private static String bankruptcyPrice(NamedCsvRecord row) {
        return number(row, "bankruptcy_value_usd")
                .divide(number(row, "size_units"), SIX_DIGITS)
                .abs()
                .stripTrailingZeros()
                .toPlainString();
    }

    private void deleveraging(NamedCsvRecord row) {
        if (isOf(row, "target")) {
            add(row, target(row));
        } else if (row.getField("estate_kind").equals("ACCOUNT") && isOf(row, "estate")) {
            add(row, estate(row));
        }
    }

    private String target(NamedCsvRecord row) {
        String of = row.getField("estate").isEmpty()
                ? "the inventory of the " + row.getField("estate_kind").toLowerCase(Locale.ROOT)
                : row.getField("estate");
        return "ADL against " + of + ": rank " + row.getField("rank") + " by score " + ranking() + " ("
                + Figures.ratio(Double.parseDouble(row.getField("score"))) + "); "
                + (sold(row) ? "sold " : "bought back ") + size(row) + " at "
                + row.getField("price_usd") + ", the " + adlPrice() + "; gave up " + usd(row, "haircut_usd")
                + " against mark, realised " + usd(row, "realised_pnl_usd") + "; equity before "
                + usd(row, "equity_before_usd") + ", leverage "
                + leverage(row);
    }

    private static String leverage(NamedCsvRecord row) {
        BigDecimal equity = number(row, "equity_before_usd");
        return equity.signum() <= 0
                ? "not defined"
                : number(row, "notional_before_usd")
                                .divide(equity, LEVERAGE_DECIMALS, RoundingMode.HALF_EVEN)
                                .toPlainString()
                        + "×";
    }

    private String estate(NamedCsvRecord row) {
        return "ADL closed its " + size(row) + " at " + row.getField("price_usd") + ", the " + adlPrice() + ", against "
                + row.getField("target") + " (rank " + row.getField("rank") + "); realised "
                + usd(row, "estate_realised_pnl_usd");
    }

    private String ranking() {
        return words(scenario.venue().adl().ranking());
    }

    private String adlPrice() {
        return words(scenario.venue().adl().price());
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void collateral(NamedCsvRecord row) {
        if (isOf(row, "account")) {
            add(
                    row,
                    "flat and below zero in cash, so " + row.getField("units") + " " + row.getField("asset")
                            + " of collateral were sold for " + usd(row, "proceeds_usd"));
        }
    }

    private void transfer(NamedCsvRecord row) {
        boolean paid = row.getField("from_kind").equals("ACCOUNT") && isOf(row, "from");
        boolean received = row.getField("to_kind").equals("ACCOUNT") && isOf(row, "to");
        if (paid || received) {
            String other = paid ? row.getField("to_kind") : row.getField("from_kind");
            add(
                    row,
                    (paid ? "paid " : "received ") + row.getField("amount_units") + " " + row.getField("asset")
                            + (paid ? " to " : " from ") + other.toLowerCase(Locale.ROOT) + ": "
                            + row.getField("reason").toLowerCase(Locale.ROOT).replace('_', ' '));
        }
    }

    private void deficit(NamedCsvRecord row) {
        if (isOf(row, "account") && number(row, "amount_usd").signum() != 0) {
            add(row, "deficit " + row.getField("deficit") + " of " + usd(row, "deficit_usd") + ": " + bearer(row));
        }
    }

    private static String bearer(NamedCsvRecord row) {
        String amount = usd(row, "amount_usd");
        return switch (row.getField("layer")) {
            case "OPEN" -> amount + " stayed unpaid: bad debt";
            case "OVERSHOOT" -> amount + " more than the deficit was paid";
            case "CARRIED" -> amount + " carried to a later pass";
            default -> amount + " borne by " + ReportText.layer(Fact.Layer.valueOf(row.getField("layer")));
        };
    }
}
