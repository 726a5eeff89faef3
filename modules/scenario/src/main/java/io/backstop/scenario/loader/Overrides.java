package io.backstop.scenario.loader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applies {@code path=value} pairs of the command line to a document. A path is keys and list elements joined by points; a list
 * element is named by its {@code name} or its number from 0. Keys that the schema knows but the file leaves out are added.
 */
final class Overrides {
    private static final int VALUE_LIMIT = 10_000;

    private final SchemaTree schema;
    private final YamlDocument document;

    Overrides(SchemaTree schema, YamlDocument document) {
        this.schema = schema;
        this.document = document;
    }

    /** Applies one pair; throws {@link ScenarioException} if there is no such path or the value is not YAML. */
    void apply(String set) {
        String label = "--set " + set;
        int equals = set.indexOf('=');
        if (equals < 1) {
            throw new ScenarioException(label + ": expected path=value, such as venue.vault.equity=45M USD");
        }
        if (set.substring(equals + 1).isBlank()) {
            throw new ScenarioException(label + ": no value; expected path=value, such as venue.vault.equity=45M USD");
        }
        List<String> path = List.of(set.substring(0, equals).strip().split("\\.", -1));
        JsonNode value =
                YamlReader.read(label, set.substring(equals + 1), VALUE_LIMIT).root();
        JsonNode at = document.root();
        JsonNode definition = schema.root();
        String pointer = "";
        for (int depth = 0; depth < path.size(); depth++) {
            String key = path.get(depth);
            boolean last = depth == path.size() - 1;
            if (at instanceof ArrayNode array) {
                int index = element(array, key, label, path, depth);
                pointer = SourceMap.child(pointer, Integer.toString(index));
                definition = schema.child(definition, key).orElse(definition);
                if (last) {
                    array.set(index, value);
                }
                at = array.get(index);
            } else if (at instanceof ObjectNode object) {
                definition = key(definition, key, label, path, depth);
                pointer = SourceMap.child(pointer, key);
                if (last) {
                    object.set(key, value);
                } else if (!object.has(key)) {
                    object.set(key, emptyOf(definition, object));
                }
                at = object.get(key);
            } else {
                throw noSuchPath(label, path, depth, List.of());
            }
        }
        document.sources().override(pointer, label);
    }

    private JsonNode emptyOf(JsonNode definition, ObjectNode parent) {
        return schema.resolve(definition).path("type").asText().equals("array")
                ? parent.arrayNode()
                : parent.objectNode();
    }

    private JsonNode key(JsonNode definition, String key, String label, List<String> path, int depth) {
        Optional<JsonNode> child = schema.child(definition, key);
        if (child.isEmpty() || schema.resolve(definition).path("type").asText().equals("array")) {
            throw noSuchPath(label, path, depth, schema.keys(definition));
        }
        return child.get();
    }

    private static int element(ArrayNode array, String key, String label, List<String> path, int depth) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            String name = array.get(i).path("name").asText(Integer.toString(i));
            if (name.equals(key)) {
                return i;
            }
            names.add(name);
        }
        if (key.matches("[0-9]{1,6}") && Integer.parseInt(key) < array.size()) {
            return Integer.parseInt(key);
        }
        throw noSuchPath(label, path, depth, names);
    }

    private static ScenarioException noSuchPath(String label, List<String> path, int depth, List<String> valid) {
        String before = depth == 0 ? "" : String.join(".", path.subList(0, depth)) + ".";
        String nearest = Nearest.find(path.get(depth), valid)
                .map(name -> "; nearest " + before + name)
                .orElse("");
        String expected = valid.isEmpty() ? "" : "; expected " + before + "(" + String.join("|", valid) + ")";
        return new ScenarioException(label + ": no such path: " + before + path.get(depth) + expected + nearest);
    }
}
