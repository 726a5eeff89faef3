package io.backstop.node.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files below {@code ops}, parsed. */
final class OpsFiles {
    static final Path FOLDER = Path.of(System.getProperty("backstop.home", "../.."), "ops");
    private static final ObjectMapper JSON = new ObjectMapper();

    private OpsFiles() {}

    static String text(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all that end so, relative to the folder, sorted. */
    static List<String> ending(String end) {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(end))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documents of a YAML file; a key that is there twice is an error. */
    static List<JsonNode> yaml(String file) {
        List<JsonNode> documents = new ArrayList<>();
        new Load(LoadSettings.builder()
                        .setLabel(file)
                        .setAllowDuplicateKeys(false)
                        .build())
                .loadAllFromString(text(file))
                .forEach(document -> documents.add(JSON.valueToTree(document)));
        return documents;
    }

    static JsonNode json(String file) {
        try {
            return JSON.readTree(text(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
