package io.backstop.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.node.supervisor.ClusterTable;
import io.backstop.node.supervisor.ControlClient;
import io.backstop.node.supervisor.Supervisor;
import io.backstop.node.supervisor.Supervisor.Verb;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backstop cluster}: several nodes on this machine, and faults for them. */
@Command(
        name = "cluster",
        description = "Runs several nodes and their database on this machine, and disturbs them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "VERB",
        subcommands = ClusterUpCommand.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  backstop cluster up --detach",
            "  backstop cluster status",
            "  backstop cluster kill node-2",
            "  backstop cluster add node-2",
            "  backstop cluster partition node-1,node-2/node-3",
            "  backstop cluster heal",
            "  backstop cluster down",
            "",
            "Exit codes: 0 done, 2 no such cluster or node, 3 it failed."
        })
final class ClusterCommand implements Runnable {
    private static final String NODE = "NODE";
    private static final String A_NODE = "Such as node-2.";

    @Spec
    private CommandSpec spec;

    @Command(
            name = "status",
            description = "Nodes, members, shards, disturbed links, database and runs.",
            mixinStandardHelpOptions = true)
    int status(
            @Mixin ClusterFolderOption folder,
            @Option(names = "--json", description = "One line of JSON instead of tables.") boolean json) {
        JsonNode status = new ControlClient(folder.folder()).ask(Verb.STATUS, List.of(), this::say);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(status);
        } else {
            new ClusterTable(status).print(out);
        }
        out.flush();
        return ExitCode.DONE;
    }

    @Command(
            name = "down",
            description = "Ends all nodes and the database, or what a killed supervisor left of them.",
            mixinStandardHelpOptions = true)
    int down(@Mixin ClusterFolderOption folder) {
        Supervisor.down(folder.folder(), this::say);
        return ExitCode.DONE;
    }

    @Command(
            name = "add",
            description = "Starts another node, or one that has ended once more.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin ClusterFolderOption folder,
            @Parameters(index = "0", arity = "0..1", paramLabel = NODE, description = "Default: the next number.")
                    @Nullable
                    String node) {
        return ask(folder, Verb.ADD, node == null ? List.of() : List.of(node));
    }

    @Command(name = "kill", description = "Ends a node without warning (SIGKILL).", mixinStandardHelpOptions = true)
    int kill(
            @Mixin ClusterFolderOption folder,
            @Parameters(index = "0", paramLabel = NODE, description = A_NODE) String node) {
        return ask(folder, Verb.KILL, List.of(node));
    }

    @Command(
            name = "pause",
            description = "Holds a node as a long pause of the machine would (SIGSTOP).",
            mixinStandardHelpOptions = true)
    int pause(
            @Mixin ClusterFolderOption folder,
            @Parameters(index = "0", paramLabel = NODE, description = A_NODE) String node) {
        return ask(folder, Verb.PAUSE, List.of(node));
    }

    @Command(name = "resume", description = "Lets a paused node go on (SIGCONT).", mixinStandardHelpOptions = true)
    int resume(
            @Mixin ClusterFolderOption folder,
            @Parameters(index = "0", paramLabel = NODE, description = A_NODE) String node) {
        return ask(folder, Verb.RESUME, List.of(node));
    }

    @Command(
            name = "stop",
            description = "Lets a node hand over its work and leave (SIGTERM).",
            mixinStandardHelpOptions = true)
    int stop(
            @Mixin ClusterFolderOption folder,
            @Parameters(index = "0", paramLabel = NODE, description = A_NODE) String node) {
        return ask(folder, Verb.STOP, List.of(node));
    }

    @Command(
            name = "partition",
            description = "Cuts the links between groups of nodes, in both directions, until healed.",
            mixinStandardHelpOptions = true)
    int partition(
            @Mixin ClusterFolderOption folder,
            @Parameters(index = "0", paramLabel = "A,B/C", description = "Groups, separated by slashes.")
                    String groups) {
        List<String> words = List.of(groups.split("/", -1));
        if (words.size() < 2 || words.stream().anyMatch(String::isBlank)) {
            throw new ParameterException(
                    spec.commandLine(), "'" + groups + "' is no two groups, such as node-1,node-2/node-3");
        }
        return ask(folder, Verb.PARTITION, words);
    }

    @Command(name = "heal", description = "Lets all links pass again.", mixinStandardHelpOptions = true)
    int heal(@Mixin ClusterFolderOption folder) {
        return ask(folder, Verb.HEAL, List.of());
    }

    private int ask(ClusterFolderOption folder, Verb verb, List<String> words) {
        JsonNode answer = new ControlClient(folder.folder()).ask(verb, words, this::say);
        PrintWriter out = spec.commandLine().getOut();
        out.println(answer.path(Supervisor.LINE).asText());
        out.flush();
        return ExitCode.DONE;
    }

    private void say(String line) {
        PrintWriter talk = spec.commandLine().getErr();
        talk.println(line);
        talk.flush();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing verb of cluster");
    }
}
