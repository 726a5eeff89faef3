package io.backstop.scenario.loader;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An index from a CSV file. The price at the opening is the last one up to it, or the first one. */
final class PriceCsv {
    private final CsvFile file;
    private final String time;
    private final String price;
    private final String format;
    private final long origin;
    private final List<Long> times = new ArrayList<>();
    private final List<BigDecimal> prices = new ArrayList<>();
    private long last = Long.MIN_VALUE;

    private PriceCsv(Field csv, @Nullable Path directory, Optional<Instant> start) {
        file = new CsvFile(directory, csv.get("file"));
        time = csv.text("time", "time");
        price = csv.text("price", "price");
        format = csv.text("timeFormat", "seconds");
        if (!format.equals("seconds") && start.isEmpty()) {
            throw csv.get("timeFormat")
                    .error("timeFormat " + format + " needs the scenario's start; expected a key such as"
                            + " start: 2025-10-10T21:15:00Z");
        }
        origin = format.equals("seconds") ? 0 : start.orElseThrow().toEpochMilli();
    }

    /** The prices from the opening on. */
    static PriceSeries read(Field csv, @Nullable Path directory, Optional<Instant> start) {
        PriceCsv reading = new PriceCsv(csv, directory, start);
        reading.file.read(reading::header, reading::line);
        return reading.series();
    }

    private void header(List<String> columns) {
        for (String column : List.of(time, price)) {
            if (!columns.contains(column)) {
                throw file.error("no column '" + column + "'; expected one of " + String.join(", ", columns)
                        + Nearest.hint(column, columns));
            }
        }
    }

    private void line(NamedCsvRecord line) {
        long at = millis(line) - origin;
        if (at <= last) {
            throw file.error(
                    line, time, "'" + line.getField(time) + "' is not after the line before; expected ascending times");
        }
        last = at;
        BigDecimal value = file.decimal(line, price);
        if (value.signum() <= 0) {
            throw file.error(line, price, "'" + line.getField(price) + "'; expected a price above 0");
        }
        if (at <= 0 && !times.isEmpty()) {
            times.clear();
            prices.clear();
        }
        times.add(at);
        prices.add(value);
    }

    private long millis(NamedCsvRecord line) {
        try {
            return switch (format) {
                case "iso" -> Instant.parse(line.getField(time).strip()).toEpochMilli();
                case "epochMillis" -> file.decimal(line, time).longValueExact();
                default -> file.decimal(line, time).movePointRight(3).longValueExact();
            };
        } catch (DateTimeException | ArithmeticException e) {
            throw file.error(line, time, "'" + line.getField(time) + "'; expected a time as timeFormat " + format)
                    .causedBy(e);
        }
    }

    private PriceSeries series() {
        if (times.getFirst() > 0) {
            times.addFirst(0L);
            prices.addFirst(prices.getFirst());
        }
        long[] at = times.stream().mapToLong(Long::longValue).toArray();
        at[0] = 0;
        return new PriceSeries(at, List.copyOf(prices));
    }
}
