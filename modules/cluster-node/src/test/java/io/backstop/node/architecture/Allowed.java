package io.backstop.node.architecture;

import java.io.ByteArrayOutputStream;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Near to what is forbidden, and allowed. */
@SuppressWarnings("all")
final class Allowed {
    enum Side {
        BUY,
        SELL
    }

    record Point(long x, Side side) {}

    Object orderedMaps() {
        return List.of(new TreeMap<String, String>(), new LinkedHashMap<Point, String>(), new EnumMap<>(Side.class));
    }

    Map<Integer, List<String>> groupedInTreeMap(List<String> names) {
        return names.stream().collect(Collectors.groupingBy(String::length, TreeMap::new, Collectors.toList()));
    }

    long integers(long x, long y) {
        return Math.max(Math.multiplyExact(x, y), Math.floorDiv(x, y)) + Math.multiplyHigh(x, y) + Math.absExact(x);
    }

    double fractions(double x) {
        return StrictMath.exp(x);
    }

    int switchesOverStrings(String name) {
        return switch (name) {
            case "one" -> 1;
            case "two" -> 2;
            default -> 0;
        };
    }

    byte[] bytes() {
        return new ByteArrayOutputStream().toByteArray();
    }

    void copies(long[] from, long[] to) {
        System.arraycopy(from, 0, to, 0, to.length);
    }

    String lowers(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
