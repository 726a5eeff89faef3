package io.backstop.benchmarks;

import io.backstop.kernel.example.Bank;
import io.backstop.node.runtime.ClusterOptions;
import io.backstop.node.runtime.ClusterRuntime;
import io.backstop.node.runtime.Journal;
import io.backstop.shell.codec.CodecModule;
import io.backstop.shell.codec.KryoTable;
import io.backstop.shell.example.BankCodecs;
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
 * Events made durable each second on H2: a tree of entities on the shell against bare event-sourced actors that store as many
 * events of as many bytes with as many in flight.
 *
 * <p>Alternating pairs in one process, two to warm up. Both sides are timed from the first request to the last event, on a
 * fresh file, without the start and the stop of the node.
 */
public final class ShellBenchmark {
    private static final int WARM_UP = 2;

    private ShellBenchmark() {}

    /** Arguments: pairs (10), branches (64), accounts a branch (200), rounds (60). */
    public static void main(String[] args) {
        int pairs = argument(args, 0, 10);
        Bank bank = new Bank("bench", argument(args, 1, 64), argument(args, 2, 200), argument(args, 3, 60), 12);
        List<Double> ratios = new ArrayList<>();
        for (int pair = 1 - WARM_UP; pair <= pairs; pair++) {
            boolean shellFirst = Math.floorMod(pair, 2) == 0;
            double shell = shellFirst ? shell(bank) : 0;
            double bare = bare(bank);
            shell = shellFirst ? shell : shell(bank);
            report(pair, shell, bare);
            if (pair > 0) {
                ratios.add(shell / bare);
            }
        }
        summary(ratios);
    }

    private static int argument(String[] args, int place, int otherwise) {
        return args.length > place ? Integer.parseInt(args[place]) : otherwise;
    }

    private static double shell(Bank bank) {
        Path folder = temporary();
        KryoTable table = new KryoTable(List.<CodecModule>of(new BankCodecs()));
        ClusterOptions options = ClusterOptions.lone(new Journal.H2(folder));
        long[] first = new long[1];
        long[] last = new long[1];
        long events;
        try (ClusterRuntime runtime = new ClusterRuntime(bank, bank.workflow(), bank.root(), table, options)) {
            events = runtime.run(recorded -> {
                first[0] = recorded.number() == 1 ? System.nanoTime() : first[0];
                last[0] = System.nanoTime();
            });
        }
        remove(folder);
        return events * 1e9 / (last[0] - first[0]);
    }

    private static double bare(Bank bank) {
        Path folder = temporary();
        double perSecond = BareActors.run(bank, folder);
        remove(folder);
        return perSecond;
    }

    private static void report(int pair, double shell, double bare) {
        System.out.printf(
                Locale.ROOT,
                "%s shell %,9.0f events/s   bare %,9.0f events/s   ratio %.3f%n",
                pair > 0 ? "pair %2d:".formatted(pair) : "warm-up:",
                shell,
                bare,
                shell / bare);
    }

    private static void summary(List<Double> ratios) {
        double[] sorted =
                ratios.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        System.out.printf(
                Locale.ROOT,
                "median ratio %.3f, spread %.3f to %.3f, quartiles %.3f and %.3f, %d pairs (bar: 0.85)%n",
                median,
                sorted[0],
                sorted[sorted.length - 1],
                sorted[sorted.length / 4],
                sorted[sorted.length * 3 / 4],
                sorted.length);
        System.out.printf(
                Locale.ROOT,
                "%s %s, %d cores, all: %s%n",
                System.getProperty("java.vm.name"),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                Arrays.toString(sorted));
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("backstop-benchmark");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
