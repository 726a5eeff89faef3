package io.backstop.node;

import io.backstop.node.server.NodeSettings;
import io.backstop.node.supervisor.ClusterFolder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which nodes are asked: the ones named, or those of a cluster of this machine. */
final class ClusterNodesOption {
    @Option(
            names = "--node",
            paramLabel = "URL",
            description =
                    "A node of the cluster, such as http://127.0.0.1:8001; may be repeated. Default: the cluster of --folder.")
    private List<URI> named = new ArrayList<>();

    @Mixin
    private ClusterFolderOption cluster;

    ClusterFolder folder() {
        return cluster.folder();
    }

    boolean isGiven() {
        return !named.isEmpty();
    }

    /** Nodes that are named ask for the environment's token; a cluster's supervisor knows its own. */
    RunningCluster.Access access() {
        return named.isEmpty()
                ? RunningCluster.access(folder())
                : new RunningCluster.Access(named, System.getenv(NodeSettings.Http.TOKEN_VARIABLE));
    }
}
