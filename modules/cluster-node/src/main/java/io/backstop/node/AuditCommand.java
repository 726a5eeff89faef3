package io.backstop.node;

import io.backstop.node.audit.RunAudit;
import io.backstop.node.http.NodeClient;
import io.backstop.node.run.AuditedRun;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.run.JdbcAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backstop audit}: a run's journal, from its database alone. */
@Command(
        name = "audit",
        description = {
            "Checks a run from its database alone: the journal and the stored scenario.",
            "R1 to R8 say that nothing was lost, repeated or changed; I1 to I12 that the books balanced at the end of",
            "every tick. Nothing is written. --live also asks the entities of a run that is going on (L1)."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  backstop audit runs/quickstart-1-20260115T120000000Z",
            "  backstop audit quickstart-1 --jdbc-url jdbc:postgresql://127.0.0.1:5432/backstop --json",
            "  backstop audit quickstart-1-3f2a9c --live",
            "",
            "Exit codes: 0 all hold, 1 one is broken, 2 no such run or nobody to ask, 3 database or nodes do not answer."
        })
final class AuditCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "The run folder; or the id of a run of --jdbc-url or of the cluster in --folder.")
    private @Nullable String run;

    @Option(
            names = "--jdbc-url",
            paramLabel = "URL",
            description = "The PostgreSQL database of the run, where the folder does not say it or it moved.")
    private @Nullable String jdbcUrl;

    @Option(
            names = "--live",
            description = "Also asks each entity, on its node, for its last event, which the journal must have.")
    private boolean live;

    @Mixin
    private ClusterNodesOption cluster;

    @Option(names = "--json", description = "One object instead of the table.")
    private boolean json;

    @Override
    public Integer call() {
        if (cluster.isGiven() && !live) {
            throw CommandFailure.badInput("--node goes with --live");
        }
        RunAudit.Outcome outcome = audit(Arguments.given(run), live ? this::client : null);
        AuditTable table = new AuditTable(outcome);
        if (json) {
            spec.commandLine().getOut().println(table.toJson());
        } else {
            table.print(spec.commandLine().getOut());
        }
        spec.commandLine().getOut().flush();
        return outcome.holds() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
    }

    private NodeClient client() {
        RunningCluster.Access access = cluster.access();
        return new NodeClient(access.nodes(), access.token());
    }

    private RunAudit.Outcome audit(String which, @Nullable Supplier<NodeClient> nodes) {
        String url = jdbcUrl;
        JdbcAddress jdbc = url == null ? null : JdbcAddress.parse(url, System.getenv());
        Path folder = Path.of(which);
        if (Files.isDirectory(folder)) {
            return AuditedRun.inFolder(folder, jdbc, nodes);
        }
        JdbcAddress shared = Optional.ofNullable(jdbc)
                .or(() -> RunningCluster.database(cluster.folder()))
                .orElseThrow(() -> CommandFailure.badInput("no run folder at " + folder
                        + "; a run's id needs --jdbc-url, or a cluster with a database of its own in --folder"));
        return AuditedRun.ofId(which, shared, nodes);
    }
}
