package io.backstop.node.supervisor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.node.http.NodeJson;
import io.backstop.node.server.FailoverProfile;
import io.backstop.node.server.NodeMember;
import io.backstop.node.server.RunStatus;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How a local cluster is at one moment.
 *
 * @param shards how many each node has, by its address, as one of them knows
 * @param runs as the database has them
 */
public record ClusterStatus(
        FailoverProfile profile,
        NetworkKind network,
        List<Node> nodes,
        SortedMap<String, Integer> shards,
        List<LinkView> links,
        Database database,
        List<RunStatus> runs) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * A node.
     *
     * @param exitCode null while it runs
     * @param http null if it has never been ready
     * @param unready why it cannot work; empty if it can, or was not asked
     * @param sees the members as it sees them; empty if it does not answer
     */
    public record Node(
            String name,
            long process,
            NodeState state,
            @Nullable Integer exitCode,
            String address,
            @Nullable String http,
            List<String> unready,
            List<NodeMember> sees) {}

    /**
     * A link between nodes, or to the database.
     *
     * @param bytes, connections null where nobody counts them
     */
    public record LinkView(
            String from,
            String to,
            String policy,
            @Nullable Long bytes,
            @Nullable Integer connections) {
        static LinkView of(Link link) {
            Link.Traffic traffic = link.traffic().orElse(null);
            return new LinkView(
                    link.from(),
                    link.to(),
                    link.policy().toString(),
                    traffic == null ? null : Long.valueOf(traffic.bytes()),
                    traffic == null ? null : Integer.valueOf(traffic.connections()));
        }
    }

    /**
     * The database of all nodes.
     *
     * @param kind {@code packaged}, {@code system} or {@code given}
     */
    public record Database(String url, String kind) {}

    /** For scripts. */
    public ObjectNode toJson() {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("profile", profile.toString());
        json.put("network", network.toString());
        ArrayNode list = json.putArray("nodes");
        nodes.forEach(node -> list.add(json(node)));
        ArrayNode linkList = json.putArray("links");
        links.forEach(link -> linkList.add(MAPPER.<ObjectNode>valueToTree(link)));
        json.set("database", MAPPER.valueToTree(database));
        ArrayNode runList = json.putArray("runs");
        runs.forEach(run -> runList.add(NodeJson.write(run)));
        return json;
    }

    private ObjectNode json(Node node) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("node", node.name());
        json.put("process", node.process());
        json.put("state", node.state().toString());
        json.put("exitCode", node.exitCode());
        json.put("address", node.address());
        json.put("http", node.http());
        json.put("shards", shards.getOrDefault(node.address(), 0));
        json.set("unready", MAPPER.valueToTree(node.unready()));
        ArrayNode members = json.putArray("members");
        node.sees().forEach(member -> members.add(NodeJson.write(member)));
        return json;
    }
}
