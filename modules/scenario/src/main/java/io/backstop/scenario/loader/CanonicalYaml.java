package io.backstop.scenario.loader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Writes a tree as YAML, the same tree always as the same text: block style, keys in the tree's order, texts plain only where
 * they cannot be read as anything else, lines of figures as a literal block.
 */
final class CanonicalYaml {
    private static final Pattern PLAIN = Pattern.compile(
            "-?[0-9]+(\\.[0-9]+)? USD|-?[0-9]+/[0-9]+|[0-9]+ms|(?!(?i:true|false|null|y|n|yes|no|on|off)$)[A-Za-z][A-Za-z0-9_-]*");

    /** What JSON leaves as it is but YAML does not allow: further controls, byte-order marks, lone surrogates. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\x7f-\\x9f\\ufeff\\ufffe\\uffff\\p{Cs}]");

    private final StringBuilder out = new StringBuilder();

    private CanonicalYaml() {}

    static String write(ObjectNode root) {
        CanonicalYaml yaml = new CanonicalYaml();
        yaml.mapping(root, "", "");
        return yaml.out.toString();
    }

    /** Writes keys, the first behind its own indentation, since it may follow a dash. */
    private void mapping(ObjectNode object, String first, String indent) {
        String before = first;
        for (var property : object.properties()) {
            out.append(before).append(text(property.getKey())).append(':');
            value(property.getValue(), indent);
            before = indent;
        }
    }

    private void value(JsonNode value, String indent) {
        if (value instanceof ObjectNode object && !object.isEmpty()) {
            out.append('\n');
            mapping(object, indent + "  ", indent + "  ");
        } else if (value instanceof ArrayNode array && !array.isEmpty()) {
            out.append('\n');
            for (JsonNode item : array) {
                item((ObjectNode) item, indent + "  ");
            }
        } else if (value.isTextual() && isLines(value.textValue())) {
            out.append(" |\n");
            value.textValue()
                    .lines()
                    .forEach(
                            line -> out.append(indent).append("  ").append(line).append('\n'));
        } else if (value.isTextual()) {
            out.append(' ').append(text(value.textValue())).append('\n');
        } else {
            out.append(' ').append(value).append('\n');
        }
    }

    private void item(ObjectNode item, String indent) {
        out.append(indent).append("- ");
        mapping(item, "", indent + "  ");
    }

    /** Whether the text is complete lines that begin with a letter or digit and have nothing that a literal block could alter. */
    private static boolean isLines(String value) {
        char before = '\n';
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean word = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            boolean inside = before != '\n' && (c == '\n' || " :=._-".indexOf(c) >= 0);
            if (!word && !inside) {
                return false;
            }
            before = c;
        }
        return !value.isEmpty() && before == '\n';
    }

    private static String text(String value) {
        return PLAIN.matcher(value).matches() ? value : quoted(value);
    }

    private static String quoted(String value) {
        return UNPRINTABLE
                .matcher(TextNode.valueOf(value).toString())
                .replaceAll(each ->
                        "\\\\u" + HexFormat.of().toHexDigits(each.group().charAt(0)));
    }
}
