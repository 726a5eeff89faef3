package io.backstop.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.inprocess.Faults;
import io.backstop.kernel.inprocess.Options;
import io.backstop.scenario.ListedPopulation;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.PopulationSpec;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.simulation.Fact;
import io.backstop.simulation.FactDigest;
import io.backstop.simulation.Venue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * The books of random scenarios. More tries: {@code -Djqwik.tries.default=10000}; a failing seed is printed and can be given to
 * {@link RandomScenario} again.
 */
class BooksProperties {

    @Property(shrinking = ShrinkingMode.OFF)
    void everyInvariantHoldsAtEveryTickAndTheReplayEndsInTheSameTable(@ForAll long seed) {
        ResolvedScenario scenario = RandomScenario.of(seed);

        Outcome outcome = Outcome.audited(scenario);

        assertThat(outcome.audit())
                .filteredOn(result -> !result.nothingToCheck())
                .hasSize(10)
                .allSatisfy(result -> assertThat(result.ticks()).isEqualTo(scenario.ticks()));
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void anyOrderDuplicatesLossesAndCrashesChangeNoByte(@ForAll long seed) {
        ResolvedScenario scenario = RandomScenario.of(seed);

        Outcome plain = Outcome.of(scenario, 4, Options.plain());
        Faults faults = new Faults(seed, 500, 10, 100, 50, 5, Integer.MAX_VALUE);
        Outcome faulty = Outcome.of(scenario, 4, Options.faulty(faults));

        assertThat(FactText.of(faulty.facts())).isEqualTo(FactText.of(plain.facts()));
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void theNumberOfPartitionsChangesNoByte(@ForAll long seed) {
        ResolvedScenario scenario = RandomScenario.of(seed);

        int partitions = new int[] {3, 16, 60}[Math.floorMod(seed, 3)];
        Outcome one = Outcome.of(scenario, 1, Options.plain());
        Outcome several = Outcome.of(scenario, partitions, Options.plain());

        assertThat(FactText.of(several.facts())).isEqualTo(FactText.of(one.facts()));
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void anAccountWithoutPositionsChangesNoOtherAccountFillOrPrice(@ForAll long seed) {
        ResolvedScenario scenario = RandomScenario.of(seed);

        List<String> without = between(Outcome.of(scenario, 4, Options.plain()), scenario);
        List<String> with = between(Outcome.of(withBystanders(scenario), 4, Options.plain()), scenario);

        assertThat(with).isEqualTo(without);
    }

    /** Digests of the facts between the opening and the end, each on its own. */
    private static List<String> between(Outcome outcome, ResolvedScenario scenario) {
        Venue venue = new Venue("r", scenario, new ScenarioOpenings(scenario), new Partitioning(1));
        return outcome.facts().subList(1, outcome.facts().size() - 1).stream()
                .map(fact -> FactDigest.chain("", fact, venue))
                .toList();
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void aTickCountsItsTiesItsDustAndItsPasses(@ForAll long seed) {
        Outcome outcome = Outcome.of(RandomScenario.of(seed), 4, Options.plain());

        long ties = 0;
        long atTrigger = 0;
        int passes = 0;
        for (Fact fact : outcome.facts()) {
            switch (fact) {
                case Fact.PassSettled pass -> {
                    ties += pass.ties();
                    atTrigger += pass.triggered().stream()
                            .mapToLong(Fact.Triggered::deficit)
                            .sum();
                    passes += pass.unwinds().isEmpty() ? 1 : 0;
                }
                case Fact.TickClosed close -> {
                    assertThat(close.ties()).isEqualTo(ties);
                    assertThat(close.deficitAtTrigger()).isEqualTo(atTrigger);
                    assertThat(close.passes()).isEqualTo(passes);
                    assertThat(close.passesCut())
                            .isEqualTo(passes >= outcome.scenario().maxPasses());
                    ties = 0;
                    atTrigger = 0;
                    passes = 0;
                }
                default -> {}
            }
        }
    }

    /** One account more in every population, in the middle of the names. */
    private static ResolvedScenario withBystanders(ResolvedScenario scenario) {
        List<PopulationSpec> populations = new ArrayList<>();
        for (PopulationSpec spec : scenario.populations()) {
            populations.add(withBystander((ListedPopulation) spec));
        }
        return Scenarios.with(scenario, populations);
    }

    private static ListedPopulation withBystander(ListedPopulation old) {
        int at = old.count() / 2;
        List<String> names = new ArrayList<>(old.accounts());
        names.add(at, names.get(at - 1) + "x");
        return new ListedPopulation(
                old.name(),
                names,
                inserted(old.cash(), at, 123_456_789),
                inserted(old.legStart(), at, old.legStart()[at]),
                old.market(),
                old.size(),
                old.openCost(),
                Arrays.stream(old.collateral())
                        .map(units -> inserted(units, at, 0))
                        .toArray(long[][]::new));
    }

    private static long[] inserted(long[] values, int at, long value) {
        long[] longer = new long[values.length + 1];
        System.arraycopy(values, 0, longer, 0, at);
        longer[at] = value;
        System.arraycopy(values, at, longer, at + 1, values.length - at);
        return longer;
    }

    private static int[] inserted(int[] values, int at, int value) {
        int[] longer = new int[values.length + 1];
        System.arraycopy(values, 0, longer, 0, at);
        longer[at] = value;
        System.arraycopy(values, at, longer, at + 1, values.length - at);
        return longer;
    }
}
