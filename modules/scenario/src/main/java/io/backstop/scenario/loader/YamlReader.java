package io.backstop.scenario.loader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads one YAML 1.2 document (core schema) into a tree. Duplicate keys, further documents, tags, recursive aliases, deep nesting
 * and documents of too many values (counted after expansion of aliases) are refused.
 */
final class YamlReader {
    private static final int DEPTH_LIMIT = 50;
    private static final int EXPONENT_LIMIT = 400;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final SourceMap sources;
    private final Iterator<Event> events;
    private final ScalarResolver resolver = new CoreSchema().getScalarResolver();
    private final Map<String, Anchored> anchors = new TreeMap<>();
    private final int valueLimit;
    private int values;

    private record Anchored(JsonNode node, String pointer, int values) {}

    private YamlReader(String label, String text, int valueLimit) {
        this.sources = new SourceMap(label);
        this.valueLimit = valueLimit;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(label)
                .setSchema(new CoreSchema())
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /**
     * The document in the text.
     *
     * @param label names the text in messages
     * @param valueLimit values at most
     * @throws ScenarioException if it is not exactly one document of plain values
     */
    static YamlDocument read(String label, String text, int valueLimit) {
        try {
            return new YamlReader(label, text, valueLimit).document();
        } catch (MarkedYamlEngineException e) {
            String context = e.getContext() == null ? "" : " " + e.getContext();
            throw new ScenarioException(
                    place(label, e.getProblemMark()) + ": not YAML: " + e.getProblem() + context, e);
        } catch (YamlEngineException e) {
            throw new ScenarioException(label + ": not YAML: " + e.getMessage(), e);
        }
    }

    private YamlDocument document() {
        skip(Event.ID.StreamStart);
        Event start = events.next();
        if (start.getEventId() == Event.ID.StreamEnd) {
            throw new ScenarioException(sources.label() + ": the file is empty; expected a scenario (schema: 1 ...)");
        }
        JsonNode root = node(events.next(), "", 0);
        skip(Event.ID.DocumentEnd);
        Event end = events.next();
        if (end.getEventId() != Event.ID.StreamEnd) {
            throw error(end, "a second document begins; expected one document in the file");
        }
        return new YamlDocument(root, sources);
    }

    private void skip(Event.ID id) {
        Event event = events.next();
        if (event.getEventId() != id) {
            throw error(event, "unexpected " + event.getEventId());
        }
    }

    private JsonNode node(Event event, String pointer, int depth) {
        if (depth > DEPTH_LIMIT) {
            throw error(event, "nested deeper than " + DEPTH_LIMIT + " levels");
        }
        sources.value(pointer, place(event));
        count(event, 1);
        int before = values;
        JsonNode node = switch (event.getEventId()) {
            case Scalar -> scalar((ScalarEvent) event);
            case SequenceStart -> sequence(pointer, depth);
            case MappingStart -> mapping(pointer, depth);
            case Alias -> alias((AliasEvent) event, pointer);
            default -> throw error(event, "unexpected " + event.getEventId());
        };
        if (event instanceof NodeEvent named
                && !(event instanceof AliasEvent)
                && named.getAnchor().isPresent()) {
            anchors.put(named.getAnchor().get().getValue(), new Anchored(node, pointer, values - before + 1));
        }
        return node;
    }

    private void count(Event event, int more) {
        values += more;
        if (values > valueLimit) {
            throw error(event, "more than " + valueLimit + " values once aliases are expanded");
        }
    }

    private JsonNode alias(AliasEvent event, String pointer) {
        Anchored anchored = anchors.get(event.getAlias().getValue());
        if (anchored == null) {
            throw error(
                    event,
                    "alias *" + event.getAlias().getValue()
                            + " has no anchor before it; expected &name on an earlier, complete value");
        }
        count(event, anchored.values());
        sources.copy(anchored.pointer(), pointer);
        return anchored.node().deepCopy();
    }

    private ArrayNode sequence(String pointer, int depth) {
        ArrayNode array = NODES.arrayNode();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            array.add(node(event, SourceMap.child(pointer, Integer.toString(array.size())), depth + 1));
        }
        return array;
    }

    private ObjectNode mapping(String pointer, int depth) {
        ObjectNode object = NODES.objectNode();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(event instanceof ScalarEvent keyEvent)) {
                throw error(event, "a key is not a plain word");
            }
            String key = keyEvent.getValue();
            String child = SourceMap.child(pointer, key);
            if (object.has(key)) {
                throw error(event, "duplicate key '" + key + "'; the first is at " + sources.keyPlace(child));
            }
            sources.key(child, place(event));
            object.set(key, node(events.next(), child, depth + 1));
        }
        if (object.path("name").isTextual()) {
            sources.name(pointer, object.path("name").textValue());
        }
        return object;
    }

    private JsonNode scalar(ScalarEvent event) {
        if (event.getTag().isPresent()) {
            throw error(event, "tag " + event.getTag().get() + "; expected a value without a tag");
        }
        String text = event.getValue();
        if (!event.isPlain()) {
            return TextNode.valueOf(text);
        }
        Tag tag = resolver.resolve(text, true);
        if (tag.equals(Tag.NULL)) {
            return NullNode.getInstance();
        }
        if (tag.equals(Tag.BOOL)) {
            return BooleanNode.valueOf(text.equalsIgnoreCase("true"));
        }
        return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? number(event, text) : TextNode.valueOf(text);
    }

    private JsonNode number(ScalarEvent event, String text) {
        if (text.length() > 40) {
            throw error(event, "a number of " + text.length() + " characters; expected at most 40");
        }
        try {
            BigDecimal value = new BigDecimal(text);
            if (StrictMath.abs((long) value.scale()) > EXPONENT_LIMIT) {
                throw error(event, "the number " + text + " is out of range");
            }
            return value.scale() <= 0 ? NODES.numberNode(value.toBigIntegerExact()) : DecimalNode.valueOf(value);
        } catch (NumberFormatException e) {
            return TextNode.valueOf(text);
        }
    }

    private ScenarioException error(Event event, String problem) {
        return new ScenarioException(place(event) + ": " + problem);
    }

    private String place(Event event) {
        return place(sources.label(), event.getStartMark());
    }

    private static String place(String label, Optional<Mark> mark) {
        return mark.map(at -> label + ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1))
                .orElse(label);
    }
}
