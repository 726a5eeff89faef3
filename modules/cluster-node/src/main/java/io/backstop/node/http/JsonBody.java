package io.backstop.node.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** An object that somebody sent, read field by field; each mistake names its field. */
final class JsonBody {
    private static final int LONGEST_TEXT = 64 << 20;
    private static final int DEEPEST = 32;
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST_TEXT)
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String prefix;
    private final JsonNode object;

    private JsonBody(String prefix, JsonNode object) {
        this.prefix = prefix;
        this.object = object;
    }

    static JsonBody parse(byte[] bytes) {
        JsonNode node;
        try {
            node = MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new HttpProblem(400, "bad-json", "the body is not JSON" + place(e.getLocation()), null, e);
        } catch (IOException e) {
            throw new HttpProblem(400, "bad-json", "the body is not JSON", null, e);
        }
        if (!(node instanceof ObjectNode)) {
            throw new HttpProblem(400, "bad-json", "the body is no JSON object; expected {…}", null, null);
        }
        return new JsonBody("", node);
    }

    /** This, if it has no other fields. */
    JsonBody only(String... fields) {
        List<String> known = List.of(fields);
        for (String name : (Iterable<String>) object::fieldNames) {
            if (!known.contains(name)) {
                throw new HttpProblem(
                        400,
                        "unknown-field",
                        "unknown field '" + prefix + name + "'" + Parameters.hint(name, known),
                        prefix + name,
                        null);
            }
        }
        return this;
    }

    /** Whether a field is there and not null. */
    boolean has(String name) {
        return object.hasNonNull(name);
    }

    Optional<String> text(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw wrong(name, value, "a text");
        }
        return Optional.of(value.textValue());
    }

    /** False if it is not there. */
    boolean flag(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return false;
        }
        if (!value.isBoolean()) {
            throw wrong(name, value, "true or false");
        }
        return value.booleanValue();
    }

    /** A whole number in a range, ends included. */
    OptionalLong whole(String name, long least, long most) {
        JsonNode value = value(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw wrong(name, value, "a whole number" + range(least, most));
        }
        return OptionalLong.of(value.longValue());
    }

    /** A whole number that must be there. */
    long wholeOf(String name, long least, long most) {
        return whole(name, least, most).orElseThrow(() -> missing(name));
    }

    List<String> texts(String name) {
        JsonNode value = value(name);
        List<String> texts = new ArrayList<>();
        if (value == null) {
            return texts;
        }
        if (!value.isArray()) {
            throw wrong(name, value, "a list of texts");
        }
        for (JsonNode each : value) {
            if (!each.isTextual()) {
                throw wrong(name + "[" + texts.size() + "]", each, "a text");
            }
            texts.add(each.textValue());
        }
        return texts;
    }

    /** The objects of a list. */
    List<JsonBody> objects(String name, int most) {
        JsonNode value = value(name);
        List<JsonBody> objects = new ArrayList<>();
        if (value == null) {
            return objects;
        }
        if (!value.isArray() || value.size() > most) {
            throw wrong(name, value, "a list of at most " + most + " objects");
        }
        for (JsonNode each : value) {
            String place = name + "[" + objects.size() + "]";
            if (!each.isObject()) {
                throw wrong(place, each, "an object");
            }
            objects.add(new JsonBody(prefix + place + ".", each));
        }
        return objects;
    }

    HttpProblem missing(String name) {
        return HttpProblem.badInput(prefix + name + " is missing", prefix + name);
    }

    private @Nullable JsonNode value(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private HttpProblem wrong(String name, JsonNode value, String expected) {
        String shown = value.isValueNode() ? value.toString() : value.isArray() ? "a list" : "an object";
        String given = shown.length() > 100 ? shown.substring(0, 100) + "…" : shown;
        return HttpProblem.badInput(prefix + name + " is " + given + "; expected " + expected, prefix + name);
    }

    private static String range(long least, long most) {
        return least == Long.MIN_VALUE ? "" : " from " + least + (most == Long.MAX_VALUE ? "" : " to " + most);
    }

    private static String place(@Nullable JsonLocation at) {
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }
}
