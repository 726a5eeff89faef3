package io.backstop.scenario.loader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.scenario.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private final SchemaTree schema = new SchemaTree();

    @Test
    void measuresAreThoseOfTheCode() {
        List<String> words = new ArrayList<>();
        schema.root().at("/$defs/measure/enum").forEach(word -> words.add(word.asText()));
        assertThat(words)
                .isEqualTo(Arrays.stream(Measure.values()).map(Measure::key).toList());
    }

    @Test
    void everyMappingRefusesUnknownKeysAndEveryKeyIsDescribed() {
        check(schema.root(), "");
    }

    private void check(JsonNode node, String path) {
        if (node.has("properties")) {
            assertThat(node.path("additionalProperties").asBoolean(true))
                    .as(path)
                    .isFalse();
            node.path("properties")
                    .properties()
                    .forEach(property -> assertThat(property.getValue().has("description")
                                    || schema.resolve(property.getValue()).has("description"))
                            .as(path + "/" + property.getKey())
                            .isTrue());
        }
        node.properties().forEach(child -> check(child.getValue(), path + "/" + child.getKey()));
    }

    @Test
    void referenceNamesEveryKey() throws IOException {
        String reference = Files.readString(Path.of("../../docs/reference/scenario.md"));
        assertThat(keys(schema.root()))
                .allSatisfy(key -> assertThat(reference).containsPattern("[`.{ ]" + key + "[`:,}]"));
        assertThat(Arrays.stream(Measure.values()).map(Measure::key))
                .allSatisfy(key -> assertThat(reference).contains("`" + key + "`"));
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.path("properties").fieldNames().forEachRemaining(keys::add);
        node.forEach(child -> keys.addAll(keys(child)));
        return keys;
    }
}
