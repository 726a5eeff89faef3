package io.backstop.node.supervisor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.node.run.CommandFailure;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a supervisor has started, as {@code cluster.json} keeps it for whoever must clean up after it.
 *
 * @param supervisor its own process
 * @param network what it named in the kernel; null without namespaces
 * @param nodes the processes of its nodes, by their names
 */
record ClusterRecord(ProcessMark supervisor, @Nullable NamespaceNames network, List<Node> nodes) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String NETWORK = "network";

    /** A node's process. */
    record Node(String name, ProcessMark process) {}

    String json() throws IOException {
        ObjectNode json = MAPPER.createObjectNode();
        json.set("supervisor", json(supervisor));
        if (network != null) {
            json.put(NETWORK, network.id());
        }
        ArrayNode list = json.putArray("nodes");
        for (Node node : nodes) {
            list.addObject().put("node", node.name()).setAll(json(node.process()));
        }
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    }

    private static ObjectNode json(ProcessMark process) {
        return MAPPER.createObjectNode()
                .put("pid", process.pid())
                .put("started", process.started().toString())
                .put("command", process.word());
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws CommandFailure if it is something else
     */
    static ClusterRecord parse(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            List<Node> nodes = new ArrayList<>();
            for (JsonNode node : json.required("nodes")) {
                nodes.add(new Node(node.required("node").asText(), mark(node)));
            }
            NamespaceNames network = json.hasNonNull(NETWORK)
                    ? new NamespaceNames(json.path(NETWORK).asText())
                    : null;
            return new ClusterRecord(mark(json.required("supervisor")), network, List.copyOf(nodes));
        } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
            throw CommandFailure.badInput(ClusterFolder.RECORD + " is damaged: " + e.getMessage(), e);
        }
    }

    private static ProcessMark mark(JsonNode json) {
        return new ProcessMark(
                json.required("pid").asLong(),
                Instant.parse(json.required("started").asText()),
                json.required("command").asText());
    }
}
