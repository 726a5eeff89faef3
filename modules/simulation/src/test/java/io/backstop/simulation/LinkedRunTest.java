package io.backstop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.inprocess.Faults;
import io.backstop.kernel.inprocess.InProcessRuntime;
import io.backstop.kernel.inprocess.Options;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.scenario.loader.ScenarioLoader;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Two lending protocols, three parties and a receipt token through a crash. */
class LinkedRunTest {
    @Test
    void everyChannelIsUsed() {
        List<Fact> facts = run(2, Options.plain());

        assertThat(facts).anyMatch(DebtFact.LendingSettled.class::isInstance);
        assertThat(facts.stream()
                        .filter(DebtFact.PartiesSettled.class::isInstance)
                        .map(DebtFact.PartiesSettled.class::cast)
                        .flatMap(settled -> settled.defaults().stream())
                        .map(DebtFact.Default::hop))
                .contains(1, 2);
    }

    @Test
    void theNumberOfPartitionsChangesNothing() {
        assertThat(digest(run(5, Options.plain()))).isEqualTo(digest(run(1, Options.plain())));
    }

    @Test
    void anyDeliveryOrderWithCrashesChangesNothing() {
        String plain = digest(run(2, Options.plain()));

        for (long seed = 1; seed <= 3; seed++) {
            assertThat(digest(run(2, Options.faulty(Faults.harsh(seed))))).isEqualTo(plain);
        }
    }

    private static String digest(List<Fact> facts) {
        return ((Fact.RunClosed) facts.getLast()).digest();
    }

    private static List<Fact> run(int partitions, Options options) {
        ResolvedScenario scenario = scenario();
        Venue venue = new Venue("r", scenario, new ScenarioOpenings(scenario), new Partitioning(partitions));
        List<Fact> facts = new ArrayList<>();
        new InProcessRuntime(venue, new RunWorkflow(venue, Books.Check.NONE), venue.runId(), options)
                .run(recorded -> facts.addAll(((RunEvent.Advanced) recorded.event()).facts()));
        return facts;
    }

    private static ResolvedScenario scenario() {
        try {
            return ScenarioLoader.load(
                            Path.of(Objects.requireNonNull(LinkedRunTest.class.getResource("/linked.yaml"))
                                    .toURI()),
                            List.of(),
                            OptionalLong.empty())
                    .resolved();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
