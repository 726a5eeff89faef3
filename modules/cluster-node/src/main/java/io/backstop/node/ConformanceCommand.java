package io.backstop.node;

import io.backstop.conformance.Conformance;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code backstop conformance}: published check values against the functions that the simulation uses. */
@Command(
        name = "conformance",
        mixinStandardHelpOptions = true,
        description = "Checks published values: each failure on a line, counts on the last; exit code 1 if one fails.")
final class ConformanceCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "JSON files with a list of \"vectors\".")
    private List<Path> files = List.of();

    @Override
    public Integer call() {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        return Conformance.run(files, out);
    }
}
