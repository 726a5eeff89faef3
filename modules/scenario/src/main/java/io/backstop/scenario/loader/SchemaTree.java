package io.backstop.scenario.loader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The published schema, walked along a document: it has no alternatives, so that each value has one definition. */
final class SchemaTree {
    private final JsonNode root;

    /** Of scenarios. */
    SchemaTree() {
        this("scenario.schema.json");
    }

    /** Of drills. */
    static SchemaTree ofDrills() {
        return new SchemaTree("drill.schema.json");
    }

    private SchemaTree(String resource) {
        try (InputStream in = SchemaTree.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not packaged");
            }
            root = new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode root() {
        return root;
    }

    /** The definition of a child of a value with the given definition. */
    Optional<JsonNode> child(JsonNode definition, String key) {
        JsonNode resolved = resolve(definition);
        JsonNode child = resolved.path("properties").path(key);
        if (child.isMissingNode()) {
            child = resolved.path("additionalProperties");
        }
        if (!child.isObject()) {
            child = resolved.path("items");
        }
        return child.isObject() ? Optional.of(child) : Optional.empty();
    }

    /** The definition at a JSON pointer's keys. */
    Optional<JsonNode> at(List<String> keys) {
        Optional<JsonNode> at = Optional.of(root);
        for (String key : keys) {
            at = at.flatMap(definition -> child(definition, key));
        }
        return at.map(this::resolve);
    }

    /** The keys that a mapping may have. */
    List<String> keys(JsonNode definition) {
        List<String> keys = new ArrayList<>();
        resolve(definition).path("properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /** Follows a reference. */
    JsonNode resolve(JsonNode definition) {
        String reference = definition.path("$ref").asText("");
        return reference.isEmpty() ? definition : root.at(reference.substring(1));
    }
}
