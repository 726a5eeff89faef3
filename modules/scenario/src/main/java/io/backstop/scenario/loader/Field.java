package io.backstop.scenario.loader;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.model.Ratio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** A value of a document that meets the schema, with its place. */
record Field(JsonNode node, String pointer, SourceMap sources) {

    /** The root of a document. */
    static Field root(YamlDocument document) {
        return new Field(document.root(), "", document.sources());
    }

    Optional<Field> find(String key) {
        JsonNode child = node.get(key);
        return child == null || child.isNull()
                ? Optional.empty()
                : Optional.of(new Field(child, SourceMap.child(pointer, key), sources));
    }

    boolean has(String key) {
        return find(key).isPresent();
    }

    /** The value of a key; throws {@link ScenarioException} if it is missing. */
    Field get(String key) {
        return find(key).orElseThrow(() -> error("missing key '" + key + "' in " + path()));
    }

    List<Field> items() {
        List<Field> items = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            items.add(new Field(node.get(i), SourceMap.child(pointer, Integer.toString(i)), sources));
        }
        return items;
    }

    List<Field> items(String key) {
        return find(key).map(Field::items).orElse(List.of());
    }

    /** The keys of a mapping. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** The one of some keys that is present. */
    String exactlyOne(String... keys) {
        List<String> present = Arrays.stream(keys).filter(this::has).toList();
        if (present.size() != 1) {
            throw error(path() + " has " + (present.isEmpty() ? "none" : String.join(" and ", present))
                    + "; expected exactly one of " + String.join(", ", keys));
        }
        return present.getFirst();
    }

    String text() {
        return node.asText();
    }

    String text(String key, String otherwise) {
        return find(key).map(Field::text).orElse(otherwise);
    }

    int integer() {
        if (!node.canConvertToInt()) {
            throw error(path() + " is '" + text() + "'; expected a whole number up to " + Integer.MAX_VALUE);
        }
        return node.intValue();
    }

    int integer(String key, int otherwise) {
        return find(key).map(Field::integer).orElse(otherwise);
    }

    double number() {
        return Double.parseDouble(node.asText());
    }

    double number(String key, double otherwise) {
        return find(key).map(Field::number).orElse(otherwise);
    }

    boolean flag(String key, boolean otherwise) {
        return find(key).map(field -> field.node.asBoolean()).orElse(otherwise);
    }

    /** Micro-dollars. */
    long money() {
        return quantity(Quantity::money, "at most six decimals of a dollar, and below 9,000bn USD");
    }

    /** Micro-dollars, {@link Long#MAX_VALUE} for none. */
    long moneyOrNone() {
        return text().equals("none") ? Long.MAX_VALUE : nonNegativeMoney();
    }

    long nonNegativeMoney() {
        return require(money(), money -> money >= 0, "0 USD or more");
    }

    long positiveMoney() {
        return require(money(), money -> money > 0, "more than 0 USD");
    }

    /** Units of an asset with so many decimals, 0 or more. */
    long units(int decimals) {
        String expected = "units such as 12.5, with at most " + decimals + " decimals and without USD";
        return require(quantity(text -> Quantity.units(text, decimals), expected), units -> units >= 0, "0 or more");
    }

    /** Milliseconds. */
    long duration() {
        return quantity(Quantity::duration, "a whole number of milliseconds");
    }

    long positiveDuration() {
        return require(duration(), duration -> duration > 0, "longer than 0s");
    }

    Ratio ratio() {
        return quantity(Quantity::ratio, "at most 18 digits and a denominator above 0");
    }

    /** A ratio in the closed interval from 0 to 1. */
    Ratio share() {
        return require(
                ratio(), ratio -> ratio.compareTo(Ratio.ZERO) >= 0 && ratio.compareTo(Ratio.ONE) <= 0, "0 to 100%");
    }

    /** A ratio above 0 and at most 1. */
    Ratio positiveShare() {
        return require(
                ratio(),
                ratio -> ratio.compareTo(Ratio.ZERO) > 0 && ratio.compareTo(Ratio.ONE) <= 0,
                "above 0 and at most 100%");
    }

    /** A ratio of 0 or more and below 1. */
    Ratio rate() {
        return require(
                ratio(),
                ratio -> ratio.compareTo(Ratio.ZERO) >= 0 && ratio.compareTo(Ratio.ONE) < 0,
                "0 or more and below 100%");
    }

    Ratio nonNegativeRatio() {
        return require(ratio(), ratio -> ratio.compareTo(Ratio.ZERO) >= 0, "0 or more");
    }

    /** The place of this among names of a kind. */
    int numberIn(String kind, List<String> names) {
        return require(kind, text(), names, sources.place(pointer));
    }

    /** The place of this value's key among names of a kind. */
    int keyNumberIn(String kind, String key, List<String> names) {
        return require(kind, key, names, sources.keyPlace(pointer));
    }

    private static int require(String kind, String name, List<String> names, String place) {
        int number = names.indexOf(name);
        if (number < 0) {
            String expected = names.isEmpty() ? "; there is none" : "; expected one of " + shortList(names);
            throw new ScenarioException(
                    place + ": unknown " + kind + " '" + name + "'" + expected + Nearest.hint(name, names));
        }
        return number;
    }

    private static String shortList(List<String> names) {
        return names.size() <= 20
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 20)) + " and " + (names.size() - 20) + " more";
    }

    /** The value that the schema's word stands for. */
    <T> T choice(Map<String, T> words) {
        T value = words.get(text());
        if (value == null) {
            throw error(path() + " is '" + text() + "'; expected one of " + String.join(", ", words.keySet())
                    + Nearest.hint(text(), words.keySet()));
        }
        return value;
    }

    <T> T require(T value, Predicate<T> valid, String expected) {
        if (!valid.test(value)) {
            throw error(path() + " is '" + text() + "'; expected " + expected);
        }
        return value;
    }

    /** An exception with this value's place. */
    ScenarioException error(String problem) {
        return new ScenarioException(sources.place(pointer) + ": " + problem);
    }

    /** The keys from the root, joined by points. */
    String path() {
        return sources.path(pointer);
    }

    private <T> T quantity(Function<String, T> reader, String expected) {
        try {
            return reader.apply(node.isNumber() ? node.decimalValue().toPlainString() : text());
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new ScenarioException(
                    sources.place(pointer) + ": " + path() + " is '" + text() + "'; expected " + expected, e);
        }
    }
}
