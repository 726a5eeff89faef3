package io.backstop.scenario.loader;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The valid name that a mistyped one most likely means. */
public final class Nearest {
    private Nearest() {}

    /** {@code ; did you mean 'x'?}, or nothing if no name is near. */
    static String hint(String word, Collection<String> valid) {
        return find(word, valid).map(name -> "; did you mean '" + name + "'?").orElse("");
    }

    /** The name of least edit distance (Levenshtein), case aside, if it is less than half of the word's length plus one. */
    public static Optional<String> find(String word, Collection<String> valid) {
        String lower = word.toLowerCase(Locale.ROOT);
        return valid.stream()
                .min(Comparator.comparingInt((String name) -> distance(lower, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= word.length() / 2);
    }

    private static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + change);
            }
            above = row;
        }
        return above[b.length()];
    }
}
