package io.backstop.scenario.loader;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A CSV file with a header line, UTF-8, comma separated; mistakes name line and column. */
final class CsvFile {
    private static final long SIZE_LIMIT = 1L << 30;

    private final Path path;

    /**
     * The file that a value names.
     *
     * @param directory that paths are relative to; null if the scenario came without files
     * @param reference the value that names the file
     * @throws ScenarioException if it is missing, too large, or not to be had
     */
    CsvFile(@Nullable Path directory, Field reference) {
        if (directory == null) {
            throw reference.error(reference.path() + " names the file '" + reference.text()
                    + "', but this scenario came as text, without files; expected the resolved scenario instead");
        }
        path = directory.resolve(reference.text());
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw reference.error(reference.path() + " is '" + reference.text() + "', but there is no readable file "
                    + path + "; expected a path relative to the scenario file");
        }
        try {
            if (Files.size(path) > SIZE_LIMIT) {
                throw reference.error(path + " has " + Files.size(path) + " bytes; expected at most " + SIZE_LIMIT);
            }
        } catch (IOException e) {
            throw new ScenarioException(path + ": cannot be read: " + e, e);
        }
    }

    /** Hands over the header and then every line. */
    void read(Consumer<List<String>> header, Consumer<NamedCsvRecord> line) {
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(path)) {
            boolean first = true;
            for (NamedCsvRecord each : reader) {
                if (first) {
                    header.accept(each.getHeader());
                    first = false;
                }
                line.accept(each);
            }
            if (first) {
                throw new ScenarioException(
                        path + ":1: the file has no lines; expected a header and at least one line");
            }
        } catch (CsvParseException | UncheckedIOException | IOException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ScenarioException(path + ": not a CSV file: " + cause.getMessage(), e);
        }
    }

    /** A decimal number of a line. */
    BigDecimal decimal(NamedCsvRecord line, String column) {
        String text = line.getField(column).strip();
        try {
            if (text.length() > 40) {
                throw new NumberFormatException(text);
            }
            BigDecimal value = new BigDecimal(text);
            if (value.scale() > 40 || value.scale() < -40) {
                throw new NumberFormatException(text);
            }
            return value;
        } catch (NumberFormatException e) {
            throw new ScenarioException(
                    place(line, column) + ": '" + text + "'; expected a decimal number such as -12.5", e);
        }
    }

    ScenarioException error(NamedCsvRecord line, String column, String problem) {
        return new ScenarioException(place(line, column) + ": " + problem);
    }

    ScenarioException error(String problem) {
        return new ScenarioException(path + ":1: " + problem);
    }

    private String place(NamedCsvRecord line, String column) {
        return path + ":" + line.getStartingLineNumber() + ": column " + column;
    }
}
