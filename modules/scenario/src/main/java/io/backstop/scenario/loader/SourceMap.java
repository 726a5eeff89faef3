package io.backstop.scenario.loader;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where in the file, or in which {@code --set}, each value stands. */
final class SourceMap {
    private final NavigableMap<String, String> values = new TreeMap<>();
    private final NavigableMap<String, String> keys = new TreeMap<>();
    private final NavigableMap<String, String> names = new TreeMap<>();
    private final String label;

    SourceMap(String label) {
        this.label = label;
    }

    /** The name of the file. */
    String label() {
        return label;
    }

    void value(String pointer, String place) {
        values.put(pointer, place);
    }

    void key(String pointer, String place) {
        keys.put(pointer, place);
    }

    /** Gives a list's element a name to show instead of its number. */
    void name(String pointer, String name) {
        names.put(pointer, name);
    }

    /** The keys from the root, joined by points, list elements by name where they have one. */
    String path(String pointer) {
        if (pointer.isEmpty()) {
            return "the scenario";
        }
        StringBuilder path = new StringBuilder();
        int end;
        for (int start = 1; start <= pointer.length(); start = end + 1) {
            int slash = pointer.indexOf(JsonPointer.SEPARATOR, start);
            end = slash < 0 ? pointer.length() : slash;
            String key = pointer.substring(start, end).replace("~1", "/").replace("~0", "~");
            String name = key.matches("[0-9]+") ? names.get(pointer.substring(0, end)) : null;
            path.append(path.isEmpty() ? "" : ".").append(name == null ? key : name);
        }
        return path.toString();
    }

    /** The place of a value, or of the nearest thing around it. */
    String place(String pointer) {
        for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            String place = values.get(at);
            if (place != null) {
                return place;
            }
        }
        return values.getOrDefault("", label);
    }

    /** The place of a mapping's key. */
    String keyPlace(String pointer) {
        String place = keys.get(pointer);
        return place == null ? place(pointer) : place;
    }

    /** Puts everything from a pointer down at one place. */
    void override(String pointer, String place) {
        below(values, pointer).clear();
        below(keys, pointer).clear();
        values.put(pointer, place);
        keys.put(pointer, place);
    }

    /** Places of a subtree are also those of its copy. */
    void copy(String from, String to) {
        Map<String, String> copies = new TreeMap<>();
        below(values, from).forEach((at, place) -> copies.put(to + at.substring(from.length()), place));
        values.putAll(copies);
    }

    private static SortedMap<String, String> below(NavigableMap<String, String> places, String pointer) {
        return places.subMap(pointer + JsonPointer.SEPARATOR, pointer + (char) (JsonPointer.SEPARATOR + 1));
    }

    /** The pointer of a child. */
    static String child(String pointer, String key) {
        return pointer + JsonPointer.SEPARATOR + key.replace("~", "~0").replace("/", "~1");
    }
}
