package io.backstop.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.model.Rational;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Reads the numbers of vectors: JSON numbers, decimal strings, fractions such as {@code 2/19}, percentages. */
final class Numbers {
    private static final String DECIMAL = "[+-]?(\\d[\\d_]*)?(\\.\\d+)?([eE][+-]?\\d{1,3})?";

    private Numbers() {}

    /** The number that a node states, or null if it states none. */
    static @Nullable Rational parse(@Nullable JsonNode node) {
        if (node == null || !(node.isNumber() || node.isTextual())) {
            return null;
        }
        return node.isNumber() ? Rational.of(node.decimalValue()) : parse(node.asText());
    }

    /** The number that a text states, or null if it states none. */
    static @Nullable Rational parse(String text) {
        int slash = text.indexOf('/');
        if (slash > 0) {
            BigDecimal numerator = decimal(text.substring(0, slash));
            BigDecimal denominator = decimal(text.substring(slash + 1));
            return numerator == null || denominator == null || denominator.signum() == 0
                    ? null
                    : Rational.of(numerator).dividedBy(Rational.of(denominator));
        }
        if (text.endsWith("%")) {
            BigDecimal percent = decimal(text.substring(0, text.length() - 1));
            return percent == null ? null : Rational.of(percent.movePointLeft(2));
        }
        BigDecimal decimal = decimal(text);
        return decimal == null ? null : Rational.of(decimal);
    }

    /** Digits behind the point that a node prints; negative for trailing powers of ten, 0 for fractions. */
    static int printedDecimals(JsonNode node) {
        BigDecimal decimal = node.isNumber() ? node.decimalValue() : decimal(node.asText());
        return decimal == null ? 0 : decimal.scale();
    }

    /** Whether a node prints a fraction. */
    static boolean isFraction(JsonNode node) {
        return node.isTextual() && node.asText().indexOf('/') > 0;
    }

    /** The fewest decimals that state a number exactly, at most 18. */
    static int decimals(Rational value) {
        int decimals = 0;
        while (decimals < 18
                && !BigInteger.TEN.pow(decimals).mod(value.denominator()).equals(BigInteger.ZERO)) {
            decimals++;
        }
        return decimals;
    }

    private static @Nullable BigDecimal decimal(String text) {
        String trimmed = text.strip();
        boolean hasDigit = trimmed.chars().anyMatch(Character::isDigit);
        return hasDigit && trimmed.matches(DECIMAL) ? new BigDecimal(trimmed.replace("_", "")) : null;
    }
}
