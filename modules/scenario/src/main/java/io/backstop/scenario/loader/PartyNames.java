package io.backstop.scenario.loader;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Who may owe and be owed: the listed parties and those of the generator. */
final class PartyNames {
    private static final String DRAWN = "bank-";
    private static final int DIGITS = 6;

    private final TreeSet<String> listed;
    private final int drawn;

    /** So many drawn parties besides the listed ones. */
    PartyNames(Collection<String> listed, int drawn) {
        this.listed = new TreeSet<>(listed);
        this.drawn = drawn;
    }

    boolean contains(String name) {
        return listed.contains(name) || isDrawn(name);
    }

    /** Whether the generator names a party so. */
    boolean isDrawn(String name) {
        String number = name.startsWith(DRAWN) ? name.substring(DRAWN.length()) : "";
        return number.length() == DIGITS
                && number.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(number) < drawn;
    }

    /** The name of a listed party. */
    String listed(Field name) {
        name.numberIn("party", List.copyOf(listed));
        return name.text();
    }

    /** The name of any party. */
    String any(Field name) {
        return isDrawn(name.text()) ? name.text() : listed(name);
    }

    /** The name of any party in a line. */
    String any(CsvFile file, NamedCsvRecord line, String column) {
        String name = line.getField(column).strip();
        if (!contains(name)) {
            Optional<String> hint = Nearest.find(name, listed);
            throw file.error(
                    line,
                    column,
                    "unknown party '" + name + "'; expected one of parties"
                            + hint.map(near -> "; did you mean '" + near + "'?").orElse(""));
        }
        return name;
    }
}
