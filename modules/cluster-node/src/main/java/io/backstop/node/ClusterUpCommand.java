package io.backstop.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.node.run.JdbcAddress;
import io.backstop.node.server.FailoverProfile;
import io.backstop.node.supervisor.Background;
import io.backstop.node.supervisor.ClusterFolder;
import io.backstop.node.supervisor.ClusterPlan;
import io.backstop.node.supervisor.ClusterTable;
import io.backstop.node.supervisor.NetworkKind;
import io.backstop.node.supervisor.Supervisor;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code backstop cluster up}: nodes and their database on this machine, until somebody ends them. */
@Command(
        name = "up",
        description = {
            "Starts PostgreSQL and nodes on this machine, waits until all can work, and watches over them.",
            "Ctrl-C ends all of it; so does 'backstop cluster down'."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  backstop cluster up",
            "  backstop cluster up --nodes 5 --detach",
            "  sudo ./backstop cluster up --network namespaces",
            "  backstop cluster up --jdbc-url 'jdbc:postgresql://db/backstop?user=me' --profile fast-local",
            "",
            "Exit codes: 0 ended as asked, 2 bad input or the folder is taken, 3 it does not come up."
        })
final class ClusterUpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ClusterFolderOption folder;

    @Option(names = "--nodes", paramLabel = "N", description = "How many nodes. Default: ${DEFAULT-VALUE}.")
    private int nodes = ClusterPlan.USUAL_NODES;

    @Option(
            names = "--jdbc-url",
            paramLabel = "URL",
            description = "Use this PostgreSQL, jdbc:postgresql://..., instead of one of our own.")
    private @Nullable String jdbcUrl;

    @Option(
            names = "--profile",
            paramLabel = "supervised|fast-local|default",
            description = "How soon a silent node counts as dead. Default: supervised.")
    private FailoverProfile profile = FailoverProfile.SUPERVISED;

    @Option(
            names = "--network",
            paramLabel = "proxy|namespaces",
            description =
                    "How nodes reach each other. proxy: over loopback, by a proxy for each link. namespaces: each in a network namespace, where a cut link loses packets; needs root on Linux, and iproute2. Default: proxy.")
    private NetworkKind network = NetworkKind.PROXY;

    @Option(names = "--node-heap", paramLabel = "SIZE", description = "Heap of each node. Default: ${DEFAULT-VALUE}.")
    private String heap = ClusterPlan.USUAL_HEAP;

    @Option(names = "--detach", description = "Go on in the background; return once all nodes are up.")
    private boolean detach;

    @Option(names = "--json", description = "The status as one line of JSON instead of the table.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter talk = spec.commandLine().getErr();
        ClusterPlan plan = new ClusterPlan(
                folder.folder(),
                nodes,
                jdbcUrl == null ? null : JdbcAddress.parse(jdbcUrl, System.getenv()),
                profile,
                network,
                heap,
                ClusterPlan.USUAL_THREADS,
                false);
        if (detach) {
            print(Background.start(plan.folder(), wordsInBackground(plan.folder()), line -> say(talk, line)));
        } else {
            Supervisor.run(plan, line -> say(talk, line), status -> print(status.toJson()));
        }
        return ExitCode.DONE;
    }

    private static void say(PrintWriter talk, String line) {
        talk.println(line);
        talk.flush();
    }

    private void print(JsonNode status) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(status);
        } else {
            new ClusterTable(status).printNodes(out);
        }
        out.flush();
    }

    private List<String> wordsInBackground(ClusterFolder at) {
        List<String> words = new ArrayList<>(List.of(
                "cluster",
                "up",
                "--folder",
                at.path().toString(),
                "--nodes",
                Integer.toString(nodes),
                "--profile",
                profile.toString(),
                "--network",
                network.toString(),
                "--node-heap",
                heap));
        if (jdbcUrl != null) {
            words.addAll(List.of("--jdbc-url", jdbcUrl));
        }
        return words;
    }
}
