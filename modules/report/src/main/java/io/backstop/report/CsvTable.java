package io.backstop.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A CSV file (RFC 4180, UTF-8, LF) written field by field; nothing is held but a buffer. */
final class CsvTable {
    private static final int MILLIS_DECIMALS = 3;

    private final HashedFile file;
    private final CsvWriter writer;
    private final Decimals decimals = new Decimals();
    private CsvWriter.CsvWriterRecord row;

    CsvTable(Path folder, String name, String... header) {
        try {
            this.file = new HashedFile(folder, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file, StandardCharsets.UTF_8);
        writer.writeRecord(header);
        this.row = writer.writeRecord();
    }

    /** Begins a row: simulated seconds and the tick. */
    CsvTable time(long tick, long tickMillis) {
        return decimal(Math.multiplyExact(tick, tickMillis), MILLIS_DECIMALS).whole(tick);
    }

    CsvTable text(String value) {
        row.writeField(value);
        return this;
    }

    CsvTable whole(long value) {
        return text(Long.toString(value));
    }

    CsvTable money(long micros) {
        return text(decimals.money(micros));
    }

    CsvTable decimal(long units, int places) {
        return text(decimals.decimal(units, places));
    }

    CsvTable number(double value) {
        return text(Double.toString(value));
    }

    CsvTable flag(boolean value) {
        return text(value ? "true" : "false");
    }

    CsvTable empty() {
        return text("");
    }

    void end() {
        row.endRecord();
        row = writer.writeRecord();
    }

    /** Closes the file and says what was written. */
    HashedFile.FileHash finish() throws IOException {
        writer.flush();
        return file.finish();
    }

    /** Closes a file that is not wanted any more; what is still in the buffer may be lost. */
    void abandon() throws IOException {
        file.close();
    }
}
