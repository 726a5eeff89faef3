package io.backstop.benchmarks;

import io.backstop.node.server.FailoverProfile;
import io.backstop.node.supervisor.ClusterFolder;
import io.backstop.node.supervisor.ClusterPlan;
import io.backstop.node.supervisor.FolderHold;
import io.backstop.node.supervisor.LocalCluster;
import io.backstop.node.supervisor.NetworkKind;
import java.io.IOException;
import java.nio.file.Files;

/** Node processes and PostgreSQL in a folder of their own, which end with this JVM at the latest. */
final class TemporaryCluster implements AutoCloseable {
    private final FolderHold hold;
    private final LocalCluster cluster;
    private final Thread atExit = new Thread(this::end);

    private TemporaryCluster(FolderHold hold, LocalCluster cluster) {
        this.hold = hold;
        this.cluster = cluster;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts so many nodes with a heap each; those of a drill can hold runs. */
    static TemporaryCluster start(int nodes, FailoverProfile profile, String heap, boolean drill)
            throws IOException, InterruptedException {
        FolderHold hold = FolderHold.take(
                new ClusterFolder(Files.createTempDirectory("backstop-benchmark")), System.err::println);
        boolean up = false;
        try {
            ClusterPlan plan = new ClusterPlan(
                    hold.folder(), nodes, null, profile, NetworkKind.PROXY, heap, ClusterPlan.USUAL_THREADS, drill);
            TemporaryCluster started =
                    new TemporaryCluster(hold, LocalCluster.start(plan, System.err::println, () -> false));
            up = true;
            return started;
        } finally {
            if (!up) {
                hold.close();
            }
        }
    }

    LocalCluster cluster() {
        return cluster;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        end();
    }

    private void end() {
        cluster.close();
        hold.close();
    }
}
