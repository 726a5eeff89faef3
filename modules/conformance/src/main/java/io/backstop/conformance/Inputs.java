package io.backstop.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.model.Ratio;
import io.backstop.model.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a vector, asked by field name.
 *
 * <p>A number may stand under its plain name or with its unit as a suffix: {@code _usd}, {@code _micro_usd}, {@code _ppm},
 * {@code _bps}; the plain unit is returned.
 */
record Inputs(JsonNode node) {
    private static final Rational MILLION = Rational.of(1_000_000);
    private static final Rational TEN_THOUSAND = Rational.of(10_000);

    /** Whether any of the fields is there. */
    boolean has(String... names) {
        for (String name : names) {
            if (node.hasNonNull(name)) {
                return true;
            }
        }
        return false;
    }

    /** The number of the first field that is there, or null. */
    @Nullable
    Rational numberOrNull(String... names) {
        for (String name : names) {
            Rational value = withUnit(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** The number of the first field that is there. */
    Rational number(String... names) {
        Rational value = numberOrNull(names);
        if (value == null) {
            throw new MissingInput(String.join(" or ", names));
        }
        return value;
    }

    /** The number of a field, or a default. */
    Rational numberOr(Rational otherwise, String... names) {
        Rational value = numberOrNull(names);
        return value == null ? otherwise : value;
    }

    /** The number of the first field that is there as a rate. */
    Ratio rateOr(Rational otherwise, String... names) {
        return toRatio(numberOr(otherwise, names));
    }

    /** A text field, or null. */
    @Nullable
    String textOrNull(String... names) {
        for (String name : names) {
            if (node.hasNonNull(name) && node.get(name).isValueNode()) {
                return node.get(name).asText();
            }
        }
        return null;
    }

    /** A boolean field, or a default. */
    boolean flag(boolean otherwise, String... names) {
        for (String name : names) {
            if (node.hasNonNull(name) && node.get(name).isBoolean()) {
                return node.get(name).asBoolean();
            }
        }
        return otherwise;
    }

    /** The object or array of the first field that is there, or an absent one. */
    Inputs child(String... names) {
        for (String name : names) {
            if (node.hasNonNull(name) && node.get(name).isContainerNode()) {
                return new Inputs(node.get(name));
            }
        }
        return new Inputs(MissingNode.getInstance());
    }

    /** The elements of the first field that is an array, or nothing. */
    List<Inputs> list(String... names) {
        return child(names).elements();
    }

    /** The elements of this array. */
    List<Inputs> elements() {
        List<Inputs> elements = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(element -> elements.add(new Inputs(element)));
        }
        return elements;
    }

    /** The numbers of an array field, or of the values of an object field. */
    List<Rational> numbers(String... names) {
        List<Rational> numbers = new ArrayList<>();
        Inputs child = child(names);
        for (JsonNode element : child.node) {
            Rational value = Numbers.parse(element);
            if (value == null) {
                throw new MissingInput("number in " + names[0]);
            }
            numbers.add(value);
        }
        return numbers;
    }

    /** This object with the fields of another, which hide its own. */
    Inputs with(Inputs other) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(field -> merged.set(field.getKey(), field.getValue()));
        other.node.properties().forEach(field -> merged.set(field.getKey(), field.getValue()));
        return new Inputs(merged);
    }

    /** The number that this node is, or null. */
    @Nullable
    Rational asNumber() {
        return Numbers.parse(node);
    }

    /** The field of an object whose name differs at most in case, or an absent one. */
    JsonNode ignoringCase(String name) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getKey().equalsIgnoreCase(name)) {
                return field.getValue();
            }
        }
        return MissingNode.getInstance();
    }

    /** 1 for a long or a sale of one, -1 for a short; the default where no side is stated. */
    int side(int otherwise) {
        String side = textOrNull("side", "position_side", "direction");
        if (side == null) {
            return otherwise;
        }
        return switch (side.toLowerCase(Locale.ROOT)) {
            case "long", "buy", "1" -> 1;
            case "short", "sell", "-1" -> -1;
            default -> throw new IllegalArgumentException("no side: " + side);
        };
    }

    /** A rational number as the ratio of two 64-bit integers. */
    static Ratio toRatio(Rational value) {
        return new Ratio(value.numerator().longValueExact(), value.denominator().longValueExact());
    }

    private @Nullable Rational withUnit(String name) {
        Rational plain = Numbers.parse(node.get(name));
        if (plain != null) {
            return plain;
        }
        Rational dollars = Numbers.parse(node.get(name + "_usd"));
        if (dollars != null) {
            return dollars;
        }
        Rational micros = Numbers.parse(node.get(name + "_micro_usd"));
        if (micros == null) {
            micros = Numbers.parse(node.get(name + "_ppm"));
        }
        if (micros != null) {
            return micros.dividedBy(MILLION);
        }
        Rational basisPoints = Numbers.parse(node.get(name + "_bps"));
        return basisPoints == null ? null : basisPoints.dividedBy(TEN_THOUSAND);
    }
}
