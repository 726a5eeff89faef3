package io.backstop.node.http;

import io.backstop.scenario.loader.Nearest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.japi.Pair;

/** What follows the question mark; unknown and repeated names are mistakes. */
final class Parameters {
    private final Map<String, String> values = new TreeMap<>();

    Parameters(List<Pair<String, String>> pairs, List<String> known) {
        for (Pair<String, String> pair : pairs) {
            String name = pair.first();
            if (!known.contains(name)) {
                throw new HttpProblem(
                        400, "unknown-field", "unknown parameter '" + name + "'" + hint(name, known), name, null);
            }
            if (values.put(name, pair.second()) != null) {
                throw HttpProblem.badInput("parameter '" + name + "' is given twice", name);
            }
        }
    }

    /** A whole number in a range, ends included. */
    long whole(String name, long least, long most, long otherwise) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new HttpProblem(400, "bad-input", outside(name, text, least, most), name, e);
        }
        throw HttpProblem.badInput(outside(name, text, least, most), name);
    }

    /** What the sender most likely meant. */
    static String hint(String word, List<String> known) {
        return Nearest.find(word, known)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse(known.isEmpty() ? "; there are none here" : "; expected " + String.join(", ", known));
    }

    private static String outside(String name, String text, long least, long most) {
        return name + " is '" + text + "'; expected a whole number from " + least
                + (most == Long.MAX_VALUE ? "" : " to " + most);
    }
}
