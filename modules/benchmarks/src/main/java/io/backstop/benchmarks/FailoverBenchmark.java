package io.backstop.benchmarks;

import io.backstop.benchmarks.Failovers.Loss;
import io.backstop.benchmarks.Failovers.Moved;
import io.backstop.benchmarks.Failovers.Outcome;
import io.backstop.node.server.FailoverProfile;
import io.backstop.node.supervisor.ClusterPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * How long a cascade stands still when a node is lost: three node processes and PostgreSQL on this machine, runs of quickstart,
 * each held at random points of its cascade; there a node is lost up to 100 ms after the run goes on, and comes back once the
 * run moves. Times count from the loss until two more events of the run are in the journal. Each run's digest is compared with the
 * one in process, and its journal audited.
 *
 * <p>Arguments: profile ({@code supervised}, {@code fast-local}, {@code default}), victim ({@code any}, {@code oldest},
 * {@code root}), how many losses, {@code kill} or {@code stop}, losses in one run (default 4), seed (default 1). Only under
 * {@code supervised} do the others hear that a process has ended. Started in the checkout's root.
 */
public final class FailoverBenchmark {
    private static final Path SCENARIO = Path.of("scenarios/quickstart.yaml");
    private static final int USUAL_IN_A_RUN = 4;

    private FailoverBenchmark() {}

    /** Runs the benchmark; exit code 1 if a digest differs or an invariant is broken. */
    public static void main(String[] args) throws InterruptedException, IOException {
        FailoverProfile profile = FailoverProfile.valueOf(word(args, 0, "supervised"));
        String victim = args.length > 1 ? args[1] : "any";
        int count = number(args, 2, 20);
        Loss loss = Loss.valueOf(word(args, 3, "kill"));
        int inARun = number(args, 4, USUAL_IN_A_RUN);
        int seed = number(args, 5, 1);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        boolean sound;
        try (TemporaryCluster started =
                TemporaryCluster.start(ClusterPlan.USUAL_NODES, profile, ClusterPlan.USUAL_HEAP, true)) {
            System.out.println(
                    profile + ", " + victim + ", " + count + " times " + word(args, 3, "kill") + ", seed " + seed);
            sound = lose(Failovers.of(started.cluster(), SCENARIO, random), victim, count, loss, inARun);
        }
        System.exit(sound ? 0 : 1);
    }

    private static boolean lose(Failovers failovers, String victim, int count, Loss loss, int inARun)
            throws InterruptedException {
        List<Double> all = new ArrayList<>();
        int runs = 0;
        int same = 0;
        int audited = 0;
        while (all.size() < count) {
            runs++;
            Outcome outcome = failovers.run("failover-" + runs, victim, loss, Math.min(inARun, count - all.size()));
            same += outcome.sameDigest() ? 1 : 0;
            audited += outcome.sound() ? 1 : 0;
            for (Moved moved : outcome.moves()) {
                all.add(moved.seconds());
                System.out.printf(
                        Locale.ROOT,
                        "run %2d  tick %4d pass %2d  %s  %6.2f s%n",
                        runs,
                        moved.at().tick(),
                        moved.at().pass(),
                        moved.node(),
                        moved.seconds());
            }
            System.out.printf(
                    "run %2d  digest %s, invariants %s%n",
                    runs, outcome.sameDigest() ? "equal" : "DIFFERENT", outcome.sound() ? "hold" : "BROKEN");
        }
        double[] seconds = all.stream().mapToDouble(Double::doubleValue).toArray();
        System.out.printf(
                Locale.ROOT,
                "%d losses: median and tenths %s s, most %.2f s; %d of %d digests equal, %d of %d audits hold%n",
                seconds.length,
                Spread.of(seconds),
                Arrays.stream(seconds).max().orElse(Double.NaN),
                same,
                runs,
                audited,
                runs);
        return same == runs && audited == runs;
    }

    private static String word(String[] args, int place, String usual) {
        return (args.length > place ? args[place] : usual)
                .toUpperCase(Locale.ROOT)
                .replace('-', '_');
    }

    private static int number(String[] args, int place, int usual) {
        return args.length > place ? Integer.parseInt(args[place]) : usual;
    }
}
