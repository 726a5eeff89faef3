package io.backstop.benchmarks;

import io.backstop.node.runtime.ClusterOptions;
import io.backstop.node.runtime.ClusterRuntime;
import io.backstop.node.runtime.Codecs;
import io.backstop.node.runtime.Journal;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.scenario.loader.ScenarioLoader;
import io.backstop.simulation.Books;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.Fact;
import io.backstop.simulation.RunEvent;
import io.backstop.simulation.RunWorkflow;
import io.backstop.simulation.Venue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Clearing through entities: a drawn network of debts and no market, on one node of the cluster runtime with the memory journal.
 * Prints the seconds from event to event of the run. The first tick holds a pass that finds the defaults and settles them, a pass that
 * finds no more, both with registers read, cleared and verified, and what estates pay out; the others clear and verify once.
 *
 * <p>Arguments: parties (default 100,000), mean degree (default 5), engines (default 4), median cash of a party in
 * dollars (default 1,500): the less, the more defaults.
 */
public final class ClearingRunBenchmark {
    private static final int TICKS = 4;

    private ClearingRunBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        int parties = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        double degree = args.length > 1 ? Double.parseDouble(args[1]) : 5;
        int engines = args.length > 2 ? Integer.parseInt(args[2]) : 4;
        int cash = args.length > 3 ? Integer.parseInt(args[3]) : 1_500;
        ResolvedScenario scenario = scenario(parties, degree, cash);
        Venue venue = new Venue("clearing", scenario, new ScenarioOpenings(scenario), new Partitioning(engines));
        List<Long> events = new ArrayList<>();
        List<Integer> defaults = new ArrayList<>();
        try (ClusterRuntime runtime = new ClusterRuntime(
                venue,
                new RunWorkflow(venue, Books.Check.NONE),
                venue.runId(),
                Codecs.table(),
                ClusterOptions.lone(new Journal.Memory()))) {
            runtime.run(recorded -> {
                events.add(System.nanoTime());
                defaults.add(defaults(((RunEvent.Advanced) recorded.event()).facts()));
            });
        }
        for (int event = 1; event < events.size(); event++) {
            double seconds = (events.get(event) - events.get(event - 1)) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%d parties, %d engines, event %d: %.2f s, %d defaults%n",
                    parties,
                    engines,
                    event + 1,
                    seconds,
                    defaults.get(event));
        }
    }

    private static int defaults(List<Fact> facts) {
        int defaults = 0;
        for (Fact fact : facts) {
            defaults += fact instanceof DebtFact.PartiesSettled settled
                    ? settled.defaults().size()
                    : 0;
        }
        return defaults;
    }

    private static ResolvedScenario scenario(int parties, double degree, int cash) throws IOException {
        Path file = Files.createTempFile("clearing", ".yaml");
        try {
            Files.writeString(file, String.format(Locale.ROOT, """
                    schema: 1
                    name: clearing
                    duration: %ds
                    tick: 1s
                    debts:
                      generate: {kind: erdos-renyi, parties: %d, meanDegree: %s, amount: {lognormal: {median: 1k USD, logDeviation: 1}}, cash: {lognormal: {median: %s USD, logDeviation: 1}}}
                    """, TICKS, parties, degree, cash));
            return ScenarioLoader.load(file, List.of(), OptionalLong.empty()).resolved();
        } finally {
            Files.delete(file);
        }
    }
}
