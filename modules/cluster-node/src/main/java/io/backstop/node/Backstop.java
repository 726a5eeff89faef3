package io.backstop.node;

import io.backstop.node.run.CommandFailure;
import io.backstop.node.run.Failures;
import io.backstop.node.run.JournalKind;
import io.backstop.node.run.RuntimeKind;
import io.backstop.node.run.Whereabouts;
import io.backstop.node.server.FailoverProfile;
import io.backstop.node.supervisor.NetworkKind;
import io.backstop.scenario.loader.Nearest;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

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
            AuditCommand.class,
            ClusterCommand.class,
            NodeCommand.class,
            DrillCommand.class,
            ConformanceCommand.class,
            SimulateFaultsCommand.class
        },
        footerHeading = "%nStart with:%n",
        footer = {"  backstop run scenarios/quickstart.yaml", "  backstop VERB --help"})
public final class Backstop implements Runnable {
    private static final int USAGE_WIDTH = 100;

    @Spec
    private CommandSpec spec;

    /** Runs one verb and leaves the JVM with its exit code. */
    public static void main(String[] args) {
        // Before there is a second thread: what SLF4J is asked while it starts in another, it complains of.
        LoggerFactory.getILoggerFactory();
        try {
            System.exit(commandLine().execute(args));
        } catch (LinkageError | OutOfMemoryError broken) {
            // Threads that were started keep the JVM alive when this one dies.
            System.err.println("backstop: " + broken);
            Runtime.getRuntime().halt(ExitCode.RUN_TIME_FAILURE);
        }
    }

    /** The whole command line, as tests call it. */
    static CommandLine commandLine() {
        return new CommandLine(new Backstop())
                .registerConverter(RuntimeKind.class, word -> oneOf(RuntimeKind.values(), word))
                .registerConverter(JournalKind.class, word -> oneOf(JournalKind.values(), word))
                .registerConverter(NetworkKind.class, word -> oneOf(NetworkKind.values(), word))
                .registerConverter(FailoverProfile.class, word -> oneOf(FailoverProfile.values(), word))
                .setExecutionExceptionHandler(Backstop::report)
                .setParameterExceptionHandler(Backstop::misused)
                .setUsageHelpWidth(USAGE_WIDTH);
    }

    /** The kind that is written as {@code word}. */
    private static <K extends Enum<K>> K oneOf(K[] kinds, String word) {
        for (K kind : kinds) {
            if (kind.toString().equalsIgnoreCase(word)) {
                return kind;
            }
        }
        String written = Stream.of(kinds).map(Enum::toString).collect(Collectors.joining(", "));
        throw new TypeConversionException("'" + word + "' is none of " + written);
    }

    /** What is wrong with the words, in one line, and where to read on; without any verb, the list of verbs. */
    private static int misused(ParameterException misuse, String[] words) {
        CommandLine commandLine = misuse.getCommandLine();
        if (words.length == 0) {
            commandLine.usage(commandLine.getErr());
            return ExitCode.BAD_INPUT;
        }
        PrintWriter err = commandLine.getErr();
        err.println("backstop: " + misuse.getMessage());
        if (misuse instanceof UnmatchedArgumentException unmatched) {
            nearest(unmatched).ifPresent(name -> err.println("Did you mean " + name + "?"));
        }
        err.println("See " + commandLine.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.BAD_INPUT;
    }

    /** The option or verb that comes nearest to the first unknown word. */
    private static Optional<String> nearest(UnmatchedArgumentException unmatched) {
        CommandLine commandLine = unmatched.getCommandLine();
        return Nearest.find(
                unmatched.getUnmatched().getFirst(),
                unmatched.isUnknownOption()
                        ? commandLine.getCommandSpec().optionsMap().keySet()
                        : commandLine.getSubcommands().keySet());
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
