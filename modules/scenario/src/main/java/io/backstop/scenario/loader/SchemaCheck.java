package io.backstop.scenario.loader;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/** Validates a document against the published schema and says in our words what is wrong first. */
final class SchemaCheck {
    private final SchemaTree tree;
    private final Schema schema;

    SchemaCheck(SchemaTree tree) {
        this.tree = tree;
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(tree.root());
    }

    /** Throws {@link ScenarioException} for the first violation: unknown keys before all else, then by place in the file. */
    void check(YamlDocument document) {
        schema.validate(document.root()).stream()
                .map(error -> violation(error, document.sources()))
                .min(Comparator.naturalOrder())
                .ifPresent(violation -> {
                    throw new ScenarioException(violation.place() + ": " + violation.text());
                });
    }

    private record Violation(int rank, String place, String text) implements Comparable<Violation> {
        @Override
        public int compareTo(Violation other) {
            return Comparator.comparingInt(Violation::rank)
                    .thenComparingInt(violation -> part(violation.place, 2))
                    .thenComparingInt(violation -> part(violation.place, 1))
                    .thenComparing(Violation::text)
                    .compare(this, other);
        }

        private static int part(String place, int fromEnd) {
            String[] parts = place.split(":", -1);
            String part = parts.length < 3 ? "" : parts[parts.length - fromEnd];
            return part.matches("[0-9]{1,9}") ? Integer.parseInt(part) : 0;
        }
    }

    private Violation violation(Error error, SourceMap sources) {
        List<String> keys = keys(error.getInstanceLocation());
        String pointer = pointer(keys);
        JsonNode value = error.getInstanceNode();
        JsonNode definition = tree.at(keys).orElse(tree.root());
        String path = sources.path(pointer);
        return switch (error.getKeyword()) {
            case "additionalProperties" -> {
                String key = error.getProperty();
                List<String> valid = tree.keys(definition);
                yield new Violation(
                        0,
                        sources.keyPlace(SourceMap.child(pointer, key)),
                        "unknown key '" + key + "' in " + path + "; expected " + oneOf(valid)
                                + Nearest.hint(key, valid));
            }
            case "required" ->
                new Violation(
                        1,
                        sources.place(pointer),
                        "missing key '" + error.getProperty() + "' in " + path + "; expected "
                                + tree.child(definition, error.getProperty())
                                        .map(this::expected)
                                        .orElse("it"));
            case "enum" -> {
                List<String> valid = texts(definition.path("enum"));
                yield new Violation(
                        1,
                        sources.place(pointer),
                        path + " is " + shown(value) + "; expected " + oneOf(valid)
                                + Nearest.hint(value == null ? "" : value.asText(), valid));
            }
            case "type", "pattern", "const" ->
                new Violation(
                        1, sources.place(pointer), path + " is " + shown(value) + "; expected " + expected(definition));
            default ->
                new Violation(
                        1,
                        sources.place(pointer),
                        path + " is " + shown(value) + "; expected " + limit(error.getKeyword(), definition));
        };
    }

    private String expected(JsonNode reference) {
        JsonNode definition = tree.resolve(reference);
        if (definition.has("const")) {
            return definition.path("const").asText();
        }
        if (definition.has("enum")) {
            return oneOf(texts(definition.path("enum")));
        }
        String what = definition.has("title")
                ? definition.path("title").asText()
                : switch (definition.path("type").asText()) {
                    case "object" -> "a mapping of " + String.join(", ", tree.keys(definition));
                    case "array" -> "a list";
                    case "integer" -> "a whole number";
                    case "number" -> "a number";
                    case "boolean" -> "true or false";
                    default -> "a text";
                };
        List<String> examples = texts(definition.path("examples"));
        return examples.isEmpty() ? what : what + " such as " + String.join(", ", examples);
    }

    private static String limit(String keyword, JsonNode definition) {
        String limit = definition.path(keyword).asText();
        return switch (keyword) {
            case "minimum" -> "at least " + limit;
            case "maximum" -> "at most " + limit;
            case "exclusiveMinimum" -> "above " + limit;
            case "minItems", "minProperties" -> "at least " + limit + " of them";
            case "minLength" -> "a text";
            default -> keyword + " " + limit;
        };
    }

    private static String shown(@org.jspecify.annotations.Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return "empty";
        }
        if (value.isObject()) {
            return "a mapping";
        }
        if (value.isArray()) {
            return value.isEmpty() ? "an empty list" : "a list";
        }
        String text = value.asText();
        return "'" + (text.length() > 60 ? text.substring(0, 60) + "..." : text) + "'";
    }

    private static String oneOf(List<String> valid) {
        return valid.size() == 1 ? valid.getFirst() : "one of " + String.join(", ", valid);
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<String> keys(NodePath path) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < path.getNameCount(); i++) {
            keys.add(String.valueOf(path.getElement(i)));
        }
        return keys;
    }

    private static String pointer(List<String> keys) {
        String pointer = "";
        for (String key : keys) {
            pointer = SourceMap.child(pointer, key);
        }
        return pointer;
    }
}
