package io.backstop.scenario.loader;

import com.fasterxml.jackson.databind.JsonNode;

/** A YAML document as a tree, with the places of its values by JSON pointer. */
record YamlDocument(JsonNode root, SourceMap sources) {}
