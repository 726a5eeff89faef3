package io.backstop.node;

import io.backstop.node.run.CommandFailure;
import io.backstop.node.run.Failures;
import io.backstop.node.run.Whereabouts;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command line: {@code backstop VERB}. Data goes to stdout, talk to stderr; {@link ExitCode} says how it ended. */
@Command(
        name = "backstop",
        description = "Simulates bad debt in leveraged crypto markets, on one node or several, to the same digest.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            RunCommand.class,
            ValidateCommand.class,
            WhyCommand.class,
            ReportCommand.class,
            ConformanceCommand.class
        },
        footerHeading = "%nStart with:%n",
        footer = {"  backstop run scenarios/quickstart.yaml", "  backstop VERB --help"})
public final class Backstop implements Runnable {
    private static final int USAGE_WIDTH = 100;

    @Spec
    private CommandSpec spec;

    /** Runs one verb and leaves the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The whole command line, as tests call it. */
    static CommandLine commandLine() {
        return new CommandLine(new Backstop())
                .setExecutionExceptionHandler(Backstop::report)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(USAGE_WIDTH);
    }

    /** One line on standard error, never a stack trace. */
    private static int report(Exception failure, CommandLine commandLine, ParseResult parsed) throws Exception {
        if (failure instanceof ParameterException misuse) {
            throw misuse;
        }
        if (!(failure instanceof RuntimeException unchecked)) {
            throw failure;
        }
        return tell(Failures.of(unchecked, new Whereabouts()), commandLine);
    }

    static int tell(CommandFailure failure, CommandLine commandLine) {
        commandLine.getErr().println("backstop: " + failure.getMessage());
        commandLine.getErr().flush();
        return failure.exitCode();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing verb");
    }
}
