package io.backstop.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.node.http.HttpApi;
import io.backstop.node.http.Metrics;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.run.Interruption;
import io.backstop.node.server.ClusterNode;
import io.backstop.node.server.Health;
import io.backstop.node.server.NodeSettingsFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code backstop node}: one node of a cluster, until it is stopped. */
@Command(
        name = "node",
        description = "Runs one node of a cluster until it is stopped.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%n",
        footer = {
            "When the node is up, one line of JSON on standard output says where it answers. SIGTERM has it hand over its",
            "shards and leave. For several nodes on this machine, see backstop cluster up.",
            "",
            "Exit codes: 0 stopped, 2 bad input or refused by the cluster, 3 failed while running."
        })
final class NodeCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long LOOK_MILLIS = 100;

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The node's configuration.")
    private Path config;

    @Override
    public Integer call() {
        NodeSettingsFile.Read read = NodeSettingsFile.read(config, System.getenv());
        CompletableFuture<Integer> end = new CompletableFuture<>();
        Interruption interruption = Interruption.arm(() -> end.complete(ExitCode.DONE));
        try {
            int exitCode = serve(read, end);
            interruption.completed(exitCode);
            return exitCode;
        } catch (CommandFailure failure) {
            return Backstop.tell(failure, spec.commandLine());
        } finally {
            interruption.disarm();
        }
    }

    private int serve(NodeSettingsFile.Read read, CompletableFuture<Integer> end) {
        try (ClusterNode node = new ClusterNode(read.settings(), Version.ofBuild());
                Metrics metrics = new Metrics(node.counters());
                HttpApi http = HttpApi.start(read.settings().http(), node, metrics)) {
            CompletableFuture<Void> unused = node.removed()
                    .thenAccept(reason -> end.completeExceptionally(CommandFailure.atRunTime(
                            read.settings().name() + " is no longer in the cluster: " + reason, null)));
            if (read.stopWithParent()) {
                Thread.ofPlatform().daemon().name("backstop-parent").start(() -> untilParentEnds(end));
            }
            String uri = http.uriFor(read.settings().remoting().host()).toString();
            node.join(uri);
            if (isReady(node, end)) {
                sayReady(read.settings().name(), node, uri);
            }
            return end.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof CommandFailure failure
                    ? failure
                    : CommandFailure.atRunTime("the node ended", e);
        }
    }

    /** A parent that has ended, by whatever signal, no longer holds the other end of standard input open. */
    private static void untilParentEnds(CompletableFuture<Integer> end) {
        try {
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            end.complete(ExitCode.DONE);
        }
        end.complete(ExitCode.DONE);
    }

    /** Waits until the node can work; false if it was stopped before. */
    private static boolean isReady(ClusterNode node, CompletableFuture<Integer> end) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Health health = node.health();
        while (!health.ready()) {
            if (System.nanoTime() > deadline) {
                throw CommandFailure.atRunTime(
                        "not ready within " + PATIENCE.toSeconds() + " s: " + String.join("; ", health.reasons()),
                        null);
            }
            try {
                end.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                return false;
            } catch (TimeoutException e) {
                health = node.health();
            } catch (ExecutionException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private void sayReady(String name, ClusterNode node, String http) {
        ObjectNode line = new ObjectMapper().createObjectNode();
        line.put("ready", true);
        line.put("node", name);
        line.put("pid", ProcessHandle.current().pid());
        line.put("address", node.address());
        line.put("http", http);
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
