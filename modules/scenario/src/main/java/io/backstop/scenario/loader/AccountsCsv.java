package io.backstop.scenario.loader;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.backstop.scenario.AssetSpec;
import io.backstop.scenario.ListedPopulation;
import io.backstop.scenario.MarketSpec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Accounts from a CSV file: one line for each leg, lines of an account anywhere. */
final class AccountsCsv {
    /** The population's name. */
    static final String POPULATION = "accounts";

    private static final List<String> COLUMNS = List.of("account", "cash", "market", "size", "entry");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final CsvFile file;
    private final List<MarketSpec> markets;
    private final List<String> marketNames;
    private final List<AssetSpec> assets;
    private final List<Integer> assetColumns = new ArrayList<>();
    private final TreeMap<String, Row> rows = new TreeMap<>();

    private static final class Row {
        private final TreeMap<Integer, long[]> legs = new TreeMap<>();
        private final @Nullable BigDecimal[] holdings;

        Row(int assets) {
            holdings = new BigDecimal[assets + 1];
        }
    }

    private AccountsCsv(CsvFile file, List<MarketSpec> markets, List<AssetSpec> assets) {
        this.file = file;
        this.markets = markets;
        this.marketNames = markets.stream().map(MarketSpec::name).toList();
        this.assets = assets;
    }

    /** Whether the name is one of the fixed columns. */
    static boolean isColumn(String name) {
        return COLUMNS.contains(name);
    }

    static ListedPopulation read(
            Field accounts, @Nullable Path directory, List<MarketSpec> markets, List<AssetSpec> assets) {
        Field csv = accounts.get("csv");
        AccountsCsv reading = new AccountsCsv(new CsvFile(directory, csv), markets, assets);
        reading.file.read(reading::header, reading::line);
        if (accounts.text("unbalanced", "refuse").equals("refuse")) {
            reading.checkBalance();
        }
        return reading.population();
    }

    private void header(List<String> columns) {
        for (String column : COLUMNS) {
            if (!columns.contains(column)) {
                throw file.error("no column '" + column + "'; expected " + String.join(", ", COLUMNS)
                        + " and any of the assets");
            }
        }
        List<String> names = assets.stream().map(AssetSpec::name).toList();
        for (String column : columns) {
            if (!COLUMNS.contains(column) && !names.contains(column)) {
                List<String> valid = new ArrayList<>(COLUMNS);
                valid.addAll(names);
                throw file.error("unknown column '" + column + "'; expected one of " + String.join(", ", valid)
                        + Nearest.hint(column, valid));
            }
        }
        if (columns.stream().distinct().count() != columns.size()) {
            throw file.error("a column appears twice; expected each once");
        }
        for (int asset = 0; asset < assets.size(); asset++) {
            if (columns.contains(names.get(asset))) {
                assetColumns.add(asset);
            }
        }
    }

    private void line(NamedCsvRecord line) {
        String account = line.getField("account").strip();
        if (!NAME.matcher(account).matches()) {
            throw file.error(
                    line,
                    "account",
                    "'" + account + "'; expected a name of at most 64 letters, digits, points, - and _");
        }
        Row row = rows.computeIfAbsent(account, name -> new Row(assets.size()));
        hold(line, "cash", row, 0, 6);
        for (int asset : assetColumns) {
            AssetSpec spec = assets.get(asset);
            hold(line, spec.name(), row, asset + 1, spec.unitDecimals());
        }
        if (line.getField("market").isBlank()) {
            if (!line.getField("size").isBlank() || !line.getField("entry").isBlank()) {
                throw file.error(line, "market", "empty, but the line has a size or an entry; expected a market");
            }
            return;
        }
        leg(line, account, row);
    }

    private void hold(NamedCsvRecord line, String column, Row row, int place, int decimals) {
        if (line.getField(column).isBlank()) {
            return;
        }
        BigDecimal value = file.decimal(line, column);
        units(line, column, value, decimals);
        BigDecimal before = row.holdings[place];
        if (before != null && before.compareTo(value) != 0) {
            throw file.error(
                    line,
                    column,
                    value.toPlainString() + ", but an earlier line of the account has "
                            + before.toPlainString() + "; expected the same, or nothing, on every line of an account"
                            + " (is the account's name used twice?)");
        }
        if (place > 0 && value.signum() < 0) {
            throw file.error(line, column, value.toPlainString() + "; expected 0 or more");
        }
        row.holdings[place] = value;
    }

    private void leg(NamedCsvRecord line, String account, Row row) {
        String name = line.getField("market").strip();
        int number = marketNames.indexOf(name);
        if (number < 0) {
            throw file.error(
                    line,
                    "market",
                    "unknown market '" + name + "'; expected one of " + String.join(", ", marketNames)
                            + Nearest.hint(name, marketNames));
        }
        MarketSpec market = markets.get(number);
        BigDecimal size = file.decimal(line, "size");
        long units = units(line, "size", size, market.sizeDecimals());
        if (units == 0) {
            throw file.error(line, "size", "0; expected a long (above 0) or short (below 0) size");
        }
        BigDecimal entry = file.decimal(line, "entry");
        if (entry.signum() <= 0) {
            throw file.error(line, "entry", "'" + line.getField("entry") + "'; expected a price above 0");
        }
        long cost = rounded(line, size.multiply(entry).movePointRight(6));
        if (row.legs.putIfAbsent(number, new long[] {units, cost}) != null) {
            throw file.error(
                    line,
                    "account",
                    "duplicate: '" + account + "' already has a leg in " + name
                            + "; expected one line for each account and market");
        }
    }

    private long units(NamedCsvRecord line, String column, BigDecimal value, int decimals) {
        try {
            return value.movePointRight(decimals).longValueExact();
        } catch (ArithmeticException e) {
            throw file.error(
                            line,
                            column,
                            value.toPlainString() + "; expected at most " + decimals
                                    + " decimals and a number that fits")
                    .causedBy(e);
        }
    }

    private long rounded(NamedCsvRecord line, BigDecimal micros) {
        try {
            return micros.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
        } catch (ArithmeticException e) {
            throw file.error(line, "entry", "size times entry does not fit; expected below 9,000bn USD")
                    .causedBy(e);
        }
    }

    private void checkBalance() {
        BigInteger[] longs = zeros(markets.size());
        BigInteger[] shorts = zeros(markets.size());
        for (Row row : rows.values()) {
            row.legs.forEach((market, leg) -> {
                BigInteger[] side = leg[0] > 0 ? longs : shorts;
                side[market] = side[market].add(BigInteger.valueOf(leg[0]));
            });
        }
        for (int market = 0; market < longs.length; market++) {
            if (longs[market].add(shorts[market]).signum() != 0) {
                int decimals = markets.get(market).sizeDecimals();
                throw file.error("open interest of " + marketNames.get(market) + " is not balanced: longs "
                        + new BigDecimal(longs[market], decimals).toPlainString() + ", shorts "
                        + new BigDecimal(shorts[market].negate(), decimals).toPlainString()
                        + "; expected equal sums, or unbalanced: outside in the scenario");
            }
        }
    }

    private static BigInteger[] zeros(int count) {
        BigInteger[] zeros = new BigInteger[count];
        Arrays.fill(zeros, BigInteger.ZERO);
        return zeros;
    }

    private ListedPopulation population() {
        int legs = rows.values().stream().mapToInt(row -> row.legs.size()).sum();
        long[] cash = new long[rows.size()];
        int[] legStart = new int[rows.size() + 1];
        int[] market = new int[legs];
        long[] size = new long[legs];
        long[] openCost = new long[legs];
        long[][] collateral = new long[assets.size()][rows.size()];
        int account = 0;
        int leg = 0;
        for (Row row : rows.values()) {
            cash[account] = held(row, 0, 6);
            for (int asset = 0; asset < assets.size(); asset++) {
                collateral[asset][account] =
                        held(row, asset + 1, assets.get(asset).unitDecimals());
            }
            for (var each : row.legs.entrySet()) {
                market[leg] = each.getKey();
                size[leg] = each.getValue()[0];
                openCost[leg] = each.getValue()[1];
                leg++;
            }
            legStart[++account] = leg;
        }
        return new ListedPopulation(
                POPULATION, List.copyOf(rows.keySet()), cash, legStart, market, size, openCost, collateral);
    }

    private static long held(Row row, int place, int decimals) {
        BigDecimal value = row.holdings[place];
        return value == null ? 0 : value.movePointRight(decimals).longValueExact();
    }
}
