package io.backstop.scenario.loader;

import io.backstop.model.Money;
import io.backstop.model.Ratio;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values with units, read exactly.
 *
 * <p>Each reader throws {@link ArithmeticException} if the value does not fit or has too many decimals, and
 * {@link IllegalArgumentException} if the text has another form. The schema has the same forms as patterns.
 */
final class Quantity {
    private static final String NUMBER = "([+-]?[0-9][0-9_]*(?:\\.[0-9]+)?)";
    private static final Pattern MONEY = Pattern.compile(NUMBER + " *(k|M|bn)? *USD");
    private static final Pattern UNITS = Pattern.compile(NUMBER + " *(k|M|bn)?");
    private static final Pattern DURATION = Pattern.compile(NUMBER + " *(ms|s|m|h|d)");
    private static final Pattern RATIO = Pattern.compile(NUMBER + "(?: *(%|bps)|/([0-9][0-9_]*))?");

    private Quantity() {}

    /** Dollars, such as {@code 8.2bn USD}. */
    static BigDecimal dollars(String text) {
        return scaled(match(MONEY, text));
    }

    /** Units of an asset with so many decimals, such as {@code 12.5}. */
    static long units(String text, int decimals) {
        return scaled(match(UNITS, text)).movePointRight(decimals).longValueExact();
    }

    private static BigDecimal scaled(Matcher matcher) {
        String unit = matcher.group(2);
        int exponent = unit == null
                ? 0
                : switch (unit) {
                    case "k" -> 3;
                    case "M" -> 6;
                    default -> 9;
                };
        return number(matcher.group(1)).scaleByPowerOfTen(exponent);
    }

    /** Micro-dollars. */
    static long money(String text) {
        return Money.ofDollars(dollars(text));
    }

    /** Milliseconds, such as {@code 12m}. */
    static long duration(String text) {
        Matcher matcher = match(DURATION, text);
        long unit = switch (matcher.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
        return number(matcher.group(1)).multiply(BigDecimal.valueOf(unit)).longValueExact();
    }

    /** A ratio, such as {@code 2.5%}, {@code 10 bps}, {@code 2/3} or {@code 0.025}. */
    static Ratio ratio(String text) {
        Matcher matcher = match(RATIO, text);
        BigDecimal number = number(matcher.group(1));
        if (matcher.group(3) != null) {
            return Ratio.of(number.longValueExact(), number(matcher.group(3)).longValueExact());
        }
        String unit = matcher.group(2);
        int exponent = unit == null ? 0 : unit.equals("%") ? -2 : -4;
        BigDecimal value = number.scaleByPowerOfTen(exponent).stripTrailingZeros();
        return Ratio.of(value);
    }

    private static BigDecimal number(String digits) {
        return new BigDecimal(digits.replace("_", ""));
    }

    private static Matcher match(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return matcher;
    }
}
