package io.backstop.node.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.inprocess.FaultPoint;
import io.backstop.kernel.inprocess.InProcessRuntime;
import io.backstop.kernel.inprocess.Options;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.simulation.Books;
import io.backstop.simulation.Fact;
import io.backstop.simulation.RunEvent;
import io.backstop.simulation.RunWorkflow;
import io.backstop.simulation.Venue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong on the way, a run ends, in the same digest and events, and its books balance. */
class HealthySchedulesTest {
    private static final Path LINKED = Path.of("../simulation/src/test/resources/linked.yaml");
    private static final int THREADS = 2;

    @Test
    void thousandsOfSchedulesOfTheSmallScenarioEndTheSame() throws Exception {
        Schedules.Result result = Schedules.of(SmallScenario.load(SmallScenario.FILE), SmallScenario.PARTITIONS)
                .search(1, 3_000, THREADS);

        assertThat(result.failure()).isNull();
        assertThat(result.tried()).isEqualTo(3_000);
        assertThat(result.faults()).containsOnlyKeys(FaultPoint.values());
    }

    @Test
    void hundredsOfSchedulesWithLendingProtocolsAndPartiesEndTheSame() throws Exception {
        Schedules.Result result = Schedules.of(SmallScenario.load(LINKED), SmallScenario.PARTITIONS)
                .search(1, 200, THREADS);

        assertThat(result.failure()).isNull();
        assertThat(result.faults()).containsOnlyKeys(FaultPoint.values());
    }

    /** Otherwise the schedules would leave a layer of the waterfall without a fault. */
    @Test
    void theSmallScenarioReachesEveryLayer() {
        List<Fact> facts = new ArrayList<>();
        Venue venue = SmallScenario.venue();
        new InProcessRuntime(venue, new RunWorkflow(venue, Books.Check.NONE), venue.runId(), Options.plain())
                .run(recorded -> facts.addAll(((RunEvent.Advanced) recorded.event()).facts()));
        ResolvedScenario scenario = venue.scenario();

        assertThat(scenario.markets()).hasSize(2);
        assertThat(scenario.ticks()).isEqualTo(10);
        assertThat(((Fact.RunOpened) facts.getFirst()).accounts()).isEqualTo(40);
        assertThat(facts.stream()
                        .filter(Fact.PassSettled.class::isInstance)
                        .map(Fact.PassSettled.class::cast)
                        .flatMap(pass -> pass.deficits().stream())
                        .flatMap(deficit -> deficit.payments().stream())
                        .map(Fact.Payment::layer))
                .contains(Fact.Layer.ADL, Fact.Layer.SOCIALISED);
        assertThat(facts)
                .anyMatch(fact -> fact instanceof Fact.PassSettled pass
                        && pass.liquidations().stream().anyMatch(line -> line.exit() == Fact.Exit.FUND_TAKEOVER));
        assertThat(facts)
                .anyMatch(fact -> fact instanceof Fact.PassSettled pass
                        && !pass.deleveragings().isEmpty());
    }

    @Test
    void theNumberOfThreadsChangesNoCount() throws Exception {
        Schedules.Result one = search(1);
        Schedules.Result two = search(2);

        assertThat(two).isEqualTo(one);
    }

    private static Schedules.Result search(int threads) throws InterruptedException {
        return Schedules.of(SmallScenario.load(SmallScenario.FILE), SmallScenario.PARTITIONS)
                .search(77, 100, threads);
    }
}
