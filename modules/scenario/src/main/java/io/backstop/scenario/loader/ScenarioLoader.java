package io.backstop.scenario.loader;

import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads a scenario file: YAML, then {@code --set}, then the schema, then everything a schema cannot say. */
public final class ScenarioLoader {
    /** A scenario file has at most so many bytes; accounts and prices go into CSV files. */
    public static final int SIZE_LIMIT = 4 << 20;

    private static final int VALUE_LIMIT = 100_000;

    private ScenarioLoader() {}

    /**
     * The scenario of a file.
     *
     * @param sets {@code path=value}, applied in order before anything is checked
     * @param seed instead of the file's
     * @throws ScenarioException with one line of place, problem and expectation
     */
    public static LoadedScenario load(Path file, List<String> sets, OptionalLong seed) {
        Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        return load(file.toString(), read(file), directory, sets, seed);
    }

    /**
     * The scenario of a text from elsewhere. It may name no files: whoever sent it must not read ours.
     *
     * @param name of the text in messages
     * @param sets {@code path=value}, applied in order before anything is checked
     * @param seed instead of the text's
     * @throws ScenarioException with one line of place, problem and expectation
     */
    public static LoadedScenario load(String name, String source, List<String> sets, OptionalLong seed) {
        int bytes = source.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > SIZE_LIMIT) {
            throw new ScenarioException(name + ": " + bytes + " bytes; expected at most " + SIZE_LIMIT);
        }
        return load(name, source, null, sets, seed);
    }

    private static LoadedScenario load(
            String name, String source, @Nullable Path directory, List<String> sets, OptionalLong seed) {
        SchemaTree schema = new SchemaTree();
        YamlDocument document = YamlReader.read(name, source, VALUE_LIMIT);
        if (!document.root().isObject()) {
            throw new ScenarioException(document.sources().place("")
                    + ": not a scenario: the document is no mapping; expected keys such as schema: 1");
        }
        Overrides overrides = new Overrides(schema, document);
        sets.forEach(overrides::apply);
        new SchemaCheck(schema).check(document);
        ResolvedScenario resolved = new ScenarioResolver(document, directory).resolve(seed);
        String yaml = ResolvedScenarioCodec.write(resolved);
        return new LoadedScenario(
                resolved,
                new ScenarioOpenings(resolved),
                source,
                yaml,
                ResolvedScenarioCodec.sha256(yaml),
                Surprises.of(resolved));
    }

    static String read(Path file) {
        if (!Files.exists(file)) {
            throw new ScenarioException(file + ": no such file; expected a scenario file (YAML)");
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new ScenarioException(file + ": not a readable file; expected a scenario file (YAML)");
        }
        try {
            if (Files.size(file) > SIZE_LIMIT) {
                throw new ScenarioException(file + ": " + Files.size(file) + " bytes; expected at most " + SIZE_LIMIT
                        + " (accounts and prices go into CSV files)");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ScenarioException(file + ": not YAML: the file is not UTF-8 text", e);
        } catch (IOException e) {
            throw new ScenarioException(file + ": cannot be read: " + e, e);
        }
    }
}
