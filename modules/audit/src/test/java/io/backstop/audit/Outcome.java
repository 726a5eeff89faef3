package io.backstop.audit;

import io.backstop.kernel.inprocess.Counts;
import io.backstop.kernel.inprocess.InProcessRuntime;
import io.backstop.kernel.inprocess.Options;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.simulation.Books;
import io.backstop.simulation.Fact;
import io.backstop.simulation.RunEvent;
import io.backstop.simulation.RunWorkflow;
import io.backstop.simulation.Venue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A run in process: its facts, audited. */
record Outcome(ResolvedScenario scenario, List<Fact> facts, Counts counts, List<InvariantResult> audit) {

    /** Runs with the audit on and replays the facts. */
    static Outcome audited(ResolvedScenario scenario) {
        Outcome outcome = of(scenario, 16, Options.plain());
        ShadowLedger ledger = new ShadowLedger(venue(scenario, 16));
        outcome.facts().forEach(ledger::accept);
        return outcome;
    }

    static Outcome of(ResolvedScenario scenario, int partitions, Options options) {
        Invariants invariants = new Invariants();
        List<Fact> facts = new ArrayList<>();
        Counts counts = run(scenario, partitions, options, invariants, facts);
        return new Outcome(scenario, facts, counts, invariants.results());
    }

    static Counts run(ResolvedScenario scenario, int partitions, Options options, Books.Check check, List<Fact> facts) {
        Venue venue = venue(scenario, partitions);
        return new InProcessRuntime(venue, new RunWorkflow(venue, check), venue.runId(), options)
                .run(recorded -> facts.addAll(((RunEvent.Advanced) recorded.event()).facts()));
    }

    static Venue venue(ResolvedScenario scenario, int partitions) {
        return new Venue("r", scenario, new ScenarioOpenings(scenario), new Partitioning(partitions));
    }

    String digest() {
        return ((Fact.RunClosed) facts.getLast()).digest();
    }

    Stream<Fact.PassSettled> passes() {
        return facts.stream().filter(Fact.PassSettled.class::isInstance).map(Fact.PassSettled.class::cast);
    }

    Stream<Fact.TickClosed> closes() {
        return facts.stream().filter(Fact.TickClosed.class::isInstance).map(Fact.TickClosed.class::cast);
    }

    <T> List<T> lines(Function<Fact.PassSettled, List<T>> lines) {
        return passes().flatMap(pass -> lines.apply(pass).stream()).toList();
    }
}
