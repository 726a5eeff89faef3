package io.backstop.node;

import io.backstop.node.audit.RunAudit;
import io.backstop.node.run.AuditedRun;
import io.backstop.node.run.CommandFailure;
import io.backstop.node.run.JdbcAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
            "every tick. Nothing is written."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  backstop audit runs/quickstart-1-20260115T120000000Z",
            "  backstop audit quickstart-1 --jdbc-url jdbc:postgresql://127.0.0.1:5432/backstop --json",
            "",
            "Exit codes: 0 all hold, 1 one is broken, 2 no such run, 3 the database cannot be read."
        })
final class AuditCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run folder; or the run's id, with --jdbc-url.")
    private @Nullable String run;

    @Option(
            names = "--jdbc-url",
            paramLabel = "URL",
            description = "The PostgreSQL database of the run, where the folder does not say it or it moved.")
    private @Nullable String jdbcUrl;

    @Option(names = "--json", description = "One object instead of the table.")
    private boolean json;

    @Override
    public Integer call() {
        RunAudit.Outcome outcome = audit(Arguments.given(run));
        AuditTable table = new AuditTable(outcome);
        if (json) {
            spec.commandLine().getOut().println(table.toJson());
        } else {
            table.print(spec.commandLine().getOut());
        }
        spec.commandLine().getOut().flush();
        return outcome.holds() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
    }

    private RunAudit.Outcome audit(String which) {
        String url = jdbcUrl;
        JdbcAddress jdbc = url == null ? null : JdbcAddress.parse(url, System.getenv());
        Path folder = Path.of(which);
        if (Files.isDirectory(folder)) {
            return AuditedRun.inFolder(folder, jdbc);
        }
        if (jdbc == null) {
            throw CommandFailure.badInput("no run folder at " + folder + "; a run's id needs --jdbc-url");
        }
        return AuditedRun.ofId(which, jdbc);
    }
}
