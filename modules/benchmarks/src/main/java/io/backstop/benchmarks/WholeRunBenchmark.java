package io.backstop.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whole runs as a user starts them, from the command to its end, report and paired run included. Prints seconds, median and
 * spread.
 *
 * <p>Arguments: runs of each (default 3). Started in the checkout's root, on a built tree.
 */
public final class WholeRunBenchmark {
    private WholeRunBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws InterruptedException {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        measure(runs, "scenarios/quickstart.yaml");
        measure(runs, "scenarios/october-10.yaml", "--runtime", "in-process");
        measure(runs, "scenarios/october-10.yaml");
    }

    private static void measure(int runs, String... arguments) throws InterruptedException {
        double[] seconds = new double[runs];
        for (int run = 0; run < runs; run++) {
            seconds[run] = once(arguments);
        }
        System.out.printf(Locale.ROOT, "backstop run %-55s %s s%n", String.join(" ", arguments), Spread.of(seconds));
    }

    private static double once(String... arguments) throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory("backstop-benchmark");
            List<String> command = new ArrayList<>(List.of("./backstop", "run"));
            command.addAll(Arrays.asList(arguments));
            command.addAll(List.of("--quiet", "--out", folder.resolve("run").toString()));
            long start = System.nanoTime();
            int exit = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
            double seconds = (System.nanoTime() - start) / 1e9;
            if (exit != 0) {
                throw new IllegalStateException(command + " ended with exit code " + exit);
            }
            remove(folder);
            return seconds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
