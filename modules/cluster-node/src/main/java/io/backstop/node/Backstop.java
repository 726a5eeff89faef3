package io.backstop.node;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: {@code backstop VERB}. Data goes to stdout, talk to stderr; {@link ExitCode} says how it ended. */
@Command(
        name = "backstop",
        description = "Simulates bad debt in leveraged crypto markets, on one node or several, to the same digest.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "VERB",
        subcommands = {ConformanceCommand.class})
public final class Backstop implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Runs one verb and leaves the JVM with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The whole command line, as tests call it. */
    static CommandLine commandLine() {
        return new CommandLine(new Backstop())
                .setExitCodeExceptionMapper(Backstop::exitCodeOf)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static int exitCodeOf(Throwable failure) {
        return failure instanceof ParameterException ? ExitCode.BAD_INPUT : ExitCode.RUN_TIME_FAILURE;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing verb");
    }
}
