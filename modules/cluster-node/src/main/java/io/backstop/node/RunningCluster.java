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

/** The cluster that {@code backstop cluster up} runs in a folder. */
final class RunningCluster {
    private RunningCluster() {}

    /** Its database, if that is the packaged one and runs. */
    static Optional<JdbcAddress> database(ClusterFolder folder) {
        return PackagedPostgres.running(folder.postgres())
                .map(server -> new JdbcAddress(server.url(), server.user(), server.password()));
    }

    /**
     * Where its nodes answer.
     *
     * @throws CommandFailure if no cluster runs there, or none of its nodes has answered yet
     */
    static List<URI> nodes(ClusterFolder folder) {
        JsonNode status = new ControlClient(folder).ask(Supervisor.Verb.STATUS, List.of(), said -> {});
        List<URI> nodes = new ArrayList<>();
        for (JsonNode node : status.path("nodes")) {
            if (node.path("state").asText().equals("up") && node.hasNonNull("http")) {
                nodes.add(URI.create(node.path("http").asText()));
            }
        }
        if (nodes.isEmpty()) {
            throw CommandFailure.atRunTime("no node of the cluster in " + folder.path() + " is up", null);
        }
        return nodes;
    }
}
