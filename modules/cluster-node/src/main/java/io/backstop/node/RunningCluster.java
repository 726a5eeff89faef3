package io.backstop.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.run.JdbcAddress;
import io.backstop.node.runtime.PackagedPostgres;
import io.backstop.node.supervisor.ClusterFolder;
import io.backstop.node.supervisor.ControlClient;
import io.backstop.node.supervisor.Supervisor;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cluster that {@code backstop cluster up} runs in a folder. */
final class RunningCluster {
    private RunningCluster() {}

    /** Its database, if that is the packaged one and runs. */
    static Optional<JdbcAddress> database(ClusterFolder folder) {
        return PackagedPostgres.running(folder.postgres())
                .map(server -> new JdbcAddress(server.url(), server.user(), server.password()));
    }

    /**
     * How its nodes are asked.
     *
     * @param token null for none
     */
    record Access(List<URI> nodes, @Nullable String token) {}

    /**
     * Where its nodes answer, and to whom.
     *
     * @throws CommandFailure if no cluster runs there, or none of its nodes has answered yet
     */
    static Access access(ClusterFolder folder) {
        JsonNode answer = new ControlClient(folder).ask(Supervisor.Verb.ACCESS, List.of(), said -> {});
        List<URI> nodes = new ArrayList<>();
        answer.path(Supervisor.NODES).forEach(node -> nodes.add(URI.create(node.asText())));
        if (nodes.isEmpty()) {
            throw CommandFailure.atRunTime("no node of the cluster in " + folder.path() + " is up", null);
        }
        JsonNode token = answer.path(Supervisor.TOKEN);
        return new Access(nodes, token.isTextual() ? token.asText() : null);
    }
}
