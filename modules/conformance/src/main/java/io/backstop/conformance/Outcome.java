package io.backstop.conformance;

import io.backstop.model.Rational;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a mechanism computed, shaped like the {@code expected} of its vectors. Values are {@link Rational}, {@link Boolean},
 * {@link String}, {@link List} and {@link Outcome}. It may hold more fields than a vector expects.
 */
final class Outcome {
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /** Says something of how the values were computed that a reader of the report must know. */
    Outcome note(String text) {
        notes.add(text);
        return this;
    }

    /** All notes. */
    List<String> notes() {
        return notes;
    }

    /** Sets a number. */
    Outcome put(String name, Rational value) {
        fields.put(name, value);
        return this;
    }

    /** Sets an integer. */
    Outcome put(String name, long value) {
        return put(name, Rational.of(value));
    }

    /** Sets an amount of micro-dollars under {@code name_usd} and {@code name_micro_usd}. */
    Outcome putMoney(String name, long micros) {
        put(name + "_micro_usd", micros);
        return put(name + "_usd", Rational.of(micros, 1_000_000));
    }

    /** Sets a truth value. */
    Outcome put(String name, boolean value) {
        fields.put(name, value);
        return this;
    }

    /** Sets a text. */
    Outcome put(String name, String value) {
        fields.put(name, value);
        return this;
    }

    /** Sets a list of values. */
    Outcome put(String name, List<?> values) {
        fields.put(name, new ArrayList<>(values));
        return this;
    }

    /** Sets a number, a truth value, a text, a list or an object. */
    Outcome put(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    /** Sets an object. */
    Outcome put(String name, Outcome value) {
        fields.put(name, value);
        return this;
    }

    /** Sets an id: a number where it reads as one, otherwise a text. */
    Outcome putId(String name, String id) {
        fields.put(name, id(id));
        return this;
    }

    /** An id as a value: a number where it reads as one, otherwise a text. */
    static Object id(String id) {
        Rational number = Numbers.parse(id);
        return number == null ? id : number;
    }

    /** A number that was set. */
    Rational number(String name) {
        if (fields.get(name) instanceof Rational number) {
            return number;
        }
        throw new IllegalArgumentException("no number " + name);
    }

    /** All fields. */
    Map<String, Object> fields() {
        return fields;
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
