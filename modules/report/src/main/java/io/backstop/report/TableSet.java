package io.backstop.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** CSV files of a run folder and its subfolders, each made when its first line comes. */
final class TableSet {
    private final Path folder;
    private final long tickMillis;
    private final Map<String, CsvTable> tables = new TreeMap<>();

    TableSet(Path folder, long tickMillis) {
        this.folder = folder;
        this.tickMillis = tickMillis;
    }

    /** Makes a file that is there even if it stays empty. */
    void make(String name, String[] header) {
        plainRow(name, header);
    }

    /** The file of a name; its next row begins with the time and the tick. */
    CsvTable row(String name, String[] header, long tick) {
        return plainRow(name, header).time(tick, tickMillis);
    }

    /** A row of a file by pass. */
    CsvTable row(String name, String[] header, long tick, int pass) {
        return row(name, header, tick).whole(pass);
    }

    /** A row without time. */
    CsvTable plainRow(String name, String[] header) {
        return tables.computeIfAbsent(name, file -> open(file, header));
    }

    private CsvTable open(String name, String[] header) {
        try {
            Path parent = folder.resolve(name).getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CsvTable(folder, name, header);
    }

    /** Closes all files and says what was written, in the order of names. */
    List<HashedFile.FileHash> finish() throws IOException {
        List<HashedFile.FileHash> hashes = new ArrayList<>();
        for (CsvTable table : tables.values()) {
            hashes.add(table.finish());
        }
        return hashes;
    }

    /** Closes all files of a run that ended early. */
    void abandon() throws IOException {
        for (CsvTable table : tables.values()) {
            table.abandon();
        }
    }
}
