package io.backstop.node.supervisor;

import io.backstop.node.runtime.PackagedPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Ends what a killed supervisor left running; only its own, by id, start and command. */
final class LeftBehind {
    /** Nodes end by themselves when their supervisor does; those that are paused or stuck do not. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private LeftBehind() {}

    /**
     * Ends the processes that the folder's record names and the database in the folder, removes the namespaces that it names, and
     * clears the folder. The caller holds the folder's lock.
     *
     * @return what was ended, for people; empty if there was nothing
     */
    static List<String> end(ClusterFolder folder) {
        List<String> ended = new ArrayList<>();
        Optional<ClusterRecord> record = folder.record();
        if (record.isPresent()) {
            ended.addAll(endNodes(record.get().nodes()));
            if (PackagedPostgres.stopLeftBehind(folder.postgres())) {
                ended.add("PostgreSQL");
            }
            NamespaceNames network = record.get().network();
            if (network != null && NamespaceNetwork.removeLeftBehind(network)) {
                ended.add("namespaces " + network.prefix() + "...");
            }
        }
        folder.clear();
        return ended;
    }

    private static List<String> endNodes(List<ClusterRecord.Node> nodes) {
        List<String> ended = new ArrayList<>();
        List<ProcessHandle> alive = new ArrayList<>();
        for (ClusterRecord.Node node : nodes) {
            node.process().alive().ifPresent(process -> {
                alive.add(process);
                ended.add(node.name() + " (process " + process.pid() + ")");
            });
        }
        await(alive);
        alive.forEach(ProcessHandle::destroyForcibly);
        await(alive);
        return ended;
    }

    private static void await(List<ProcessHandle> processes) {
        CompletableFuture.allOf(processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
