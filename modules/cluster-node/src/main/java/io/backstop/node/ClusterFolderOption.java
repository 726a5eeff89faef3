package io.backstop.node;

import io.backstop.node.supervisor.ClusterFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which cluster of this machine is meant. */
final class ClusterFolderOption {
    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "The folder of the cluster that backstop cluster up runs. Default: ${DEFAULT-VALUE}.")
    private Path path = Path.of("cluster");

    ClusterFolder folder() {
        return new ClusterFolder(path);
    }
}
