package io.backstop.node;

import io.backstop.node.run.ReportAgain;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backstop report}: the page of a run once more, with this build's charts. */
@Command(
        name = "report",
        description = {
            "Writes the report of a complete run once more.",
            "The run is repeated in process from the scenario in its folder; another digest is refused."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  backstop report runs/quickstart-1-20260115T120000000Z",
            "  backstop report runs/quickstart-1-20260115T120000000Z --out page.html",
            "",
            "Exit codes: 0 done, 2 no complete run there, 3 it came out differently."
        })
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run folder.")
    private @Nullable Path run;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to. Default: report-again.html in the run folder.")
    private @Nullable Path out;

    @Option(names = "--no-paired", description = "Leaves out the comparison with the same run without impact.")
    private boolean noPaired;

    @Override
    public Integer call() {
        Path folder = Arguments.given(run);
        Path page = out == null ? folder.resolve("report-again.html") : out;
        ReportAgain.write(folder, page, !noPaired, Version.ofBuild());
        spec.commandLine().getOut().println(page);
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }
}
