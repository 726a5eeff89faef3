package io.backstop.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs published check values through the functions that the simulation uses.
 *
 * <p>A failure prints the vector's id, the field, what is expected and what came out. Kinds that no mechanism here covers are
 * skipped and counted. Where money finer than micro-dollars was needed, a line says how fine. The last line is {@code N passed, N failed, N skipped}.
 */
public final class Conformance {
    private static final int ALL_PASSED = 0;
    private static final int SOME_FAILED = 1;

    private final PrintWriter out;
    private final Map<String, Integer> skipped = new TreeMap<>();
    private int passed;
    private int failed;

    private Conformance(PrintWriter out) {
        this.out = out;
    }

    /**
     * Checks all vectors of all files.
     *
     * @param files JSON files with a list of {@code vectors}
     * @param out where failures and the counts are printed
     * @return the exit code: 0 if none failed, 1 if one did
     * @throws UnreadableVectors if a file cannot be read; nothing was checked and printed then
     */
    public static int run(List<Path> files, PrintWriter out) {
        List<CheckValue> vectors = new ArrayList<>();
        for (Path file : files) {
            vectors.addAll(read(file));
        }
        Conformance conformance = new Conformance(out);
        vectors.forEach(conformance::check);
        int exitCode = conformance.report();
        out.flush();
        return exitCode;
    }

    private void check(CheckValue vector) {
        Mechanism mechanism = Mechanisms.of(vector);
        if (mechanism == null) {
            skipped.merge(vector.kind(), 1, Integer::sum);
            return;
        }
        try {
            Outcome outcome = compute(mechanism, vector);
            outcome.notes().forEach(note -> out.println(vector.id() + " (" + vector.kind() + "): " + note));
            List<Comparison.Mismatch> mismatches = Comparison.of(vector, outcome);
            mismatches.forEach(m -> fail(vector, m.field(), m.expected(), m.got()));
            count(mismatches.isEmpty());
        } catch (MissingInput e) {
            fail(vector, "inputs", "what " + vector.kind() + " needs", String.valueOf(e.getMessage()));
            count(false);
        }
    }

    /** A refusal is an outcome too: some vectors expect an error. */
    private static Outcome compute(Mechanism mechanism, CheckValue vector) {
        try {
            Outcome outcome = mechanism.compute(vector);
            outcome.fields().putIfAbsent("error", false);
            return outcome;
        } catch (ArithmeticException | IllegalArgumentException e) {
            Outcome refusal = new Outcome().put("error", true).put("message", String.valueOf(e.getMessage()));
            return vector.shapeOf("error").asBoolean() ? refusal : refusal.note("refused: " + e.getMessage());
        }
    }

    private void count(boolean isPassed) {
        if (isPassed) {
            passed++;
        } else {
            failed++;
        }
    }

    private void fail(CheckValue vector, String field, String expected, String got) {
        out.println("FAILED " + vector.id() + " (" + vector.kind() + "): " + field + ": expected " + expected + ", got "
                + got);
    }

    private int report() {
        int skippedVectors = 0;
        for (Map.Entry<String, Integer> kind : skipped.entrySet()) {
            out.println("skipped " + kind.getKey() + ": " + kind.getValue());
            skippedVectors += kind.getValue();
        }
        out.println(passed + " passed, " + failed + " failed, " + skippedVectors + " skipped");
        return failed == 0 ? ALL_PASSED : SOME_FAILED;
    }

    private static List<CheckValue> read(Path file) {
        JsonNode root = parse(file);
        JsonNode vectors = root.isArray() ? root : root.path("vectors");
        if (!vectors.isArray()) {
            throw new UnreadableVectors(file + ": expected a list of \"vectors\"");
        }
        List<CheckValue> values = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            values.add(toCheckValue(file, vectors.get(i), i));
        }
        return values;
    }

    private static CheckValue toCheckValue(Path file, JsonNode vector, int position) {
        String id = text(vector.get("id"));
        String kind = text(vector.get("kind"));
        if (kind == null) {
            kind = slug(text(vector.get("mechanism")));
        }
        if (id == null
                || kind == null
                || !vector.path("inputs").isObject()
                || !vector.path("expected").isObject()) {
            throw new UnreadableVectors(file + ": vector " + (position + 1) + (id == null ? "" : " (" + id + ")")
                    + " needs an id, a kind, and objects \"inputs\" and \"expected\"");
        }
        JsonNode tolerance = vector.has("tolerance")
                ? vector.path("tolerance")
                : vector.path("expected").path("tolerance");
        String project = text(vector.path("source").get("project"));
        return new CheckValue(
                id,
                kind,
                project == null ? "" : project,
                new Inputs(vector.get("inputs")),
                vector.get("expected"),
                tolerance);
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node == null || !node.isTextual() ? null : node.asText();
    }

    private static @Nullable String slug(@Nullable String mechanism) {
        return mechanism == null
                ? null
                : mechanism
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
    }

    private static JsonNode parse(Path file) {
        JsonMapper mapper = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(100)
                        .maxNumberLength(200)
                        .build());
        try (var stream = Files.newInputStream(file)) {
            JsonNode root = mapper.readTree(stream);
            if (root == null) {
                throw new UnreadableVectors(file + ": empty file");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new UnreadableVectors(file + ": not JSON: " + e.getOriginalMessage() + " (line "
                    + e.getLocation().getLineNr() + ")");
        } catch (NoSuchFileException e) {
            throw new UnreadableVectors(file + ": no such file");
        } catch (IOException e) {
            throw new UnreadableVectors(file + ": cannot read it: " + e.getMessage());
        }
    }
}
