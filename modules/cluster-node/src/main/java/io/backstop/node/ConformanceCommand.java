package io.backstop.node;

import io.backstop.conformance.Conformance;
import io.backstop.conformance.UnreadableVectors;
import io.backstop.node.run.CommandFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code backstop conformance}: published check values against the functions that the simulation uses. */
@Command(
        name = "conformance",
        mixinStandardHelpOptions = true,
        description = "Checks published values: each failure on a line, counts on the last; exit code 1 if one fails.")
final class ConformanceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "JSON files with a list of \"vectors\".")
    private List<Path> files = List.of();

    @Override
    public Integer call() {
        try {
            return Conformance.run(files, spec.commandLine().getOut());
        } catch (UnreadableVectors e) {
            throw CommandFailure.badInput(String.valueOf(e.getMessage()), e);
        }
    }
}
