package io.backstop.node.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.kernel.EntityId;
import io.backstop.node.runtime.Hold;
import io.backstop.node.server.Health;
import io.backstop.node.server.LastEvents;
import io.backstop.node.server.NodeMember;
import io.backstop.node.server.RootEvent;
import io.backstop.node.server.RunStatus;
import io.backstop.node.server.Shards;
import io.backstop.node.server.Submission;
import io.backstop.shell.LastEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The node's records as JSON, both ways: the server writes what the client reads. */
public final class NodeJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private NodeJson() {}

    static ObjectNode object() {
        return NODES.objectNode();
    }

    /** Bytes of a tree. */
    static byte[] bytes(JsonNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values cannot fail to be written", e);
        }
    }

    /** A tree, if the bytes are one. */
    static JsonNode tree(byte[] bytes) throws IOException {
        return MAPPER.readTree(bytes);
    }

    /** An object with one list in it. */
    static <T> ObjectNode list(String name, List<T> items, Function<T, ObjectNode> item) {
        ObjectNode json = object();
        ArrayNode array = json.putArray(name);
        items.forEach(each -> array.add(item.apply(each)));
        return json;
    }

    /** The list in an object. */
    static <T> List<T> list(JsonNode json, String name, Function<JsonNode, T> item) {
        List<T> items = new ArrayList<>();
        json.required(name).forEach(each -> items.add(item.apply(each)));
        return List.copyOf(items);
    }

    /** How far a run is. */
    public static ObjectNode write(RunStatus run) {
        return object().put("id", run.id())
                .put("scenario", run.scenario())
                .put("seed", run.seed())
                .put("partitions", run.partitions())
                .put("state", word(run.state()))
                .put("tick", run.tick())
                .put("ticks", run.ticks())
                .put("events", run.events())
                .put("submitted", run.submitted().toString())
                .put("eventsPersisted", run.eventsPersisted())
                .put("digest", run.digest())
                .put("failure", run.failure());
    }

    static RunStatus runStatus(JsonNode json) {
        return new RunStatus(
                json.required("id").asText(),
                json.required("scenario").asText(),
                json.required("seed").asLong(),
                json.required("partitions").asInt(),
                state(json.required("state")),
                json.required("tick").asLong(),
                json.required("ticks").asLong(),
                json.required("events").asLong(),
                Instant.parse(json.required("submitted").asText()),
                json.hasNonNull("eventsPersisted")
                        ? Long.valueOf(json.required("eventsPersisted").asLong())
                        : null,
                text(json, "digest"),
                text(json, "failure"));
    }

    static RunStatus.State state(JsonNode json) {
        return RunStatus.State.valueOf(json.asText().toUpperCase(Locale.ROOT));
    }

    static ObjectNode write(EventPage page) {
        ObjectNode json = list("events", page.events(), NodeJson::write);
        json.put("state", word(page.state()));
        return json;
    }

    static EventPage eventPage(JsonNode json) {
        return new EventPage(list(json, "events", NodeJson::rootEvent), state(json.required("state")));
    }

    private static ObjectNode write(RootEvent event) {
        return object().put("number", event.number())
                .put("manifest", event.manifest())
                .put("payload", Base64.getEncoder().encodeToString(event.payload()));
    }

    private static RootEvent rootEvent(JsonNode json) {
        return new RootEvent(
                json.required("number").asLong(),
                json.required("manifest").asText(),
                Base64.getDecoder().decode(json.required("payload").asText()));
    }

    static ObjectNode write(Hold hold) {
        return object().put("number", hold.number())
                .put("tick", hold.tick())
                .put("pass", hold.pass())
                .put("state", word(hold.state()));
    }

    static Hold hold(JsonNode json) {
        return new Hold(
                json.required("number").asInt(),
                json.required("tick").asLong(),
                json.required("pass").asInt(),
                Hold.State.valueOf(json.required("state").asText().toUpperCase(Locale.ROOT)));
    }

    static ObjectNode write(LastEvents last) {
        ObjectNode json = list("entities", last.entities(), NodeJson::write);
        last.silent().forEach(json.putArray("silent")::add);
        return json;
    }

    static LastEvents lastEvents(JsonNode json) {
        return new LastEvents(list(json, "entities", NodeJson::lastEvent), list(json, "silent", JsonNode::asText));
    }

    private static ObjectNode write(LastEvent last) {
        return object().put("entity", last.entity().path())
                .put("number", last.number())
                .put("step", last.step())
                .put("chain", HexFormat.of().toHexDigits(last.chain()))
                .put("address", last.address());
    }

    private static LastEvent lastEvent(JsonNode json) {
        return new LastEvent(
                EntityId.parse(json.required("entity").asText()),
                json.required("number").asLong(),
                json.required("step").asLong(),
                HexFormat.fromHexDigitsToLong(json.required("chain").asText()),
                json.required("address").asText());
    }

    /** A member of the cluster. */
    public static ObjectNode write(NodeMember member) {
        return object().put("name", member.name())
                .put("address", member.address())
                .put("http", member.http())
                .put("status", member.status())
                .put("reachable", member.reachable())
                .put("oldest", member.oldest())
                .put("self", member.self())
                .put("version", member.version());
    }

    static NodeMember member(JsonNode json) {
        return new NodeMember(
                text(json, "name"),
                json.required("address").asText(),
                text(json, "http"),
                json.required("status").asText(),
                json.required("reachable").asBoolean(),
                json.required("oldest").asBoolean(),
                json.required("self").asBoolean(),
                text(json, "version"));
    }

    static ObjectNode write(Shards shards) {
        ObjectNode json = object().put("all", shards.all());
        ObjectNode byAddress = json.putObject("byAddress");
        shards.byAddress().forEach(byAddress::put);
        return json.put("here", shards.here().shards())
                .put("entitiesHere", shards.here().entities());
    }

    static Shards shards(JsonNode json) {
        SortedMap<String, Integer> byAddress = new TreeMap<>();
        json.required("byAddress")
                .properties()
                .forEach(entry -> byAddress.put(entry.getKey(), entry.getValue().asInt()));
        return new Shards(
                json.required("all").asInt(),
                byAddress,
                new Shards.Here(
                        json.required("here").asInt(),
                        json.required("entitiesHere").asInt()));
    }

    static ObjectNode write(Health health) {
        ObjectNode json = object().put("ready", health.ready()).put("alive", health.alive());
        health.reasons().forEach(json.putArray("reasons")::add);
        return json;
    }

    static Health health(JsonNode json) {
        return new Health(
                json.required("ready").asBoolean(),
                json.required("alive").asBoolean(),
                list(json, "reasons", JsonNode::asText));
    }

    static ObjectNode write(Submission submission) {
        ObjectNode json = object().put("resolved", submission.resolvedYaml())
                .put("partitions", submission.partitions())
                .put("key", submission.key());
        ArrayNode holds = json.putArray("holds");
        submission
                .holds()
                .forEach(hold -> holds.addObject().put("tick", hold.tick()).put("pass", hold.pass()));
        return json;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(JsonNode json, String name) {
        JsonNode value = json.required(name);
        return value.isNull() ? null : value.asText();
    }
}
