package io.backstop.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.model.Rational;
import io.backstop.model.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares what was computed with what a vector expects. Every number, boolean and id must match; prose (a text with a space that
 * states no number) is ignored.
 *
 * <p>Numbers match within the vector's tolerance if it has one, otherwise within half a unit of the last printed digit. Fractions
 * match exactly. A number printed with more than 15 digits is a printed {@code double}; its last digits are noise of binary
 * arithmetic, so two parts in 10^15 are allowed.
 */
final class Comparison {
    /** A field that does not match. */
    record Mismatch(String field, String expected, String got) {}

    private static final int EXACT_DIGITS_OF_DOUBLE = 15;
    private static final Rational DOUBLE_NOISE = Rational.of(2, 1_000_000_000_000_000L);

    private final JsonNode tolerance;
    private final List<Mismatch> mismatches = new ArrayList<>();

    private Comparison(JsonNode tolerance) {
        this.tolerance = tolerance;
    }

    /** All fields that do not match. */
    static List<Mismatch> of(CheckValue vector, Outcome outcome) {
        Comparison comparison = new Comparison(vector.tolerance());
        comparison.compare("", vector.expected(), outcome);
        return comparison.mismatches;
    }

    private void compare(String field, JsonNode expected, @Nullable Object got) {
        if (expected.isObject()) {
            compareFields(field, expected, got);
        } else if (expected.isArray()) {
            compareElements(field, expected, got);
        } else if (expected.isBoolean()) {
            require(got instanceof Boolean value && value == expected.asBoolean(), field, expected, got);
        } else if (Numbers.parse(expected) != null) {
            require(got instanceof Rational value && isNear(field, expected, value), field, expected, got);
        } else if (expected.isTextual() && !isProse(expected.asText())) {
            require(expected.asText().equals(got), field, expected, got);
        }
    }

    private void compareFields(String field, JsonNode expected, @Nullable Object got) {
        if (!(got instanceof Outcome outcome)) {
            require(false, field, expected, got);
            return;
        }
        for (Map.Entry<String, JsonNode> entry : expected.properties()) {
            String name = entry.getKey();
            if (!name.equals("tolerance")) {
                String path = field.isEmpty() ? name : field + "." + name;
                compare(path, entry.getValue(), outcome.fields().get(name));
            }
        }
    }

    private void compareElements(String field, JsonNode expected, @Nullable Object got) {
        if (!(got instanceof List<?> list) || list.size() != expected.size()) {
            require(false, field, expected, got);
            return;
        }
        for (int i = 0; i < expected.size(); i++) {
            JsonNode element = expected.get(i);
            compare(field + "[" + i + "]", element, elementFor(element, i, list));
        }
    }

    /** Objects with an id are found by it, everything else by position. */
    private static @Nullable Object elementFor(JsonNode expected, int position, List<?> list) {
        for (String key : List.of("id", "acct")) {
            if (expected.hasNonNull(key)) {
                Object id = Outcome.id(expected.get(key).asText());
                for (Object element : list) {
                    if (element instanceof Outcome outcome
                            && id.equals(outcome.fields().get(key))) {
                        return outcome;
                    }
                }
            }
        }
        return list.get(position);
    }

    private boolean isNear(String field, JsonNode expected, Rational got) {
        Rational value = Numbers.parse(expected);
        if (value == null) {
            return false;
        }
        Rational allowed = toleranceOf(field, value);
        if (allowed == null) {
            allowed = printedPrecision(expected, value);
        }
        return value.minus(got).abs().compareTo(allowed) <= 0;
    }

    private static Rational printedPrecision(JsonNode expected, Rational value) {
        if (Numbers.isFraction(expected)) {
            return Rational.ZERO;
        }
        BigDecimal unit = BigDecimal.ONE.movePointLeft(Numbers.printedDecimals(expected));
        Rational half = Rational.of(unit).dividedBy(Rational.of(2));
        boolean isDouble = expected.isNumber() && expected.decimalValue().precision() > EXACT_DIGITS_OF_DOUBLE;
        return isDouble ? half.max(value.abs().times(DOUBLE_NOISE)) : half;
    }

    private @Nullable Rational toleranceOf(String field, Rational value) {
        Rational plain = Numbers.parse(tolerance);
        if (plain != null || !tolerance.isObject()) {
            return plain;
        }
        Inputs byName = new Inputs(tolerance);
        Rational own = byName.numberOrNull(field, field.replaceAll("\\[.*|\\..*", ""));
        if (own != null) {
            return own;
        }
        Rational absolute = byName.numberOrNull("absolute", "abs");
        Rational relative = byName.numberOrNull("relative", "rel");
        Rational part = relative == null ? null : value.abs().times(relative);
        return absolute == null ? part : part == null ? absolute : absolute.max(part);
    }

    private static boolean isProse(String text) {
        return text.isEmpty() || text.chars().anyMatch(Character::isWhitespace);
    }

    private void require(boolean matches, String field, JsonNode expected, @Nullable Object got) {
        if (!matches) {
            mismatches.add(
                    new Mismatch(field, expected.isTextual() ? expected.asText() : expected.toString(), show(got)));
        }
    }

    private static String show(@Nullable Object got) {
        if (got == null) {
            return "nothing";
        }
        if (got instanceof Rational number && Numbers.decimals(number) == 18) {
            return number.toDecimal(18, Rounding.HALF_EVEN).toPlainString();
        }
        if (got instanceof Rational number) {
            return number.toDecimal(Numbers.decimals(number), Rounding.HALF_EVEN)
                    .toPlainString();
        }
        return got.toString();
    }
}
