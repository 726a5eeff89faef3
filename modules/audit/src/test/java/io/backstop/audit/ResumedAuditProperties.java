package io.backstop.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.kernel.inprocess.Options;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.simulation.Books;
import io.backstop.simulation.Fact;
import io.backstop.simulation.FactSink;
import io.backstop.simulation.InvariantBroken;
import io.backstop.simulation.Venue;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** The first close after a resume is held against the close before, which the replayed facts make. */
class ResumedAuditProperties {
    private static Invariants resumedBefore(long tick, Venue venue, List<Fact> facts) {
        Invariants invariants = new Invariants();
        FactSink replay = invariants.replaying(venue);
        for (Fact fact : facts) {
            replay.accept(fact);
            if (fact instanceof Fact.TickClosed closed && closed.tick() == tick - 1) {
                break;
            }
        }
        return invariants;
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void everyInvariantIsCheckedInTheFirstTickAfterAResume(@ForAll long seed) {
        ResolvedScenario scenario = RandomScenario.of(seed);
        List<Books> closes = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        Outcome.run(scenario, 3, Options.plain(), closes::add, facts);
        Venue venue = Outcome.venue(scenario, 3);

        for (Books books : closes.subList(1, closes.size())) {
            long tick = books.close().tick();
            Invariants invariants = resumedBefore(tick, venue, facts);
            assertThatCode(() -> invariants.check(books)).as("tick " + tick).doesNotThrowAnyException();
            assertThat(invariants.results())
                    .filteredOn(result -> !result.nothingToCheck())
                    .allSatisfy(result -> assertThat(result.ticks()).isOne());
            if (movesMoney(books)) {
                assertThatThrownBy(() -> resumedBefore(tick, venue, facts).check(without(books)))
                        .isInstanceOf(InvariantBroken.class)
                        .hasMessageContaining("tick " + tick);
            }
        }
    }

    private static boolean movesMoney(Books books) {
        return books.facts().stream()
                .anyMatch(fact -> fact instanceof Fact.PassSettled pass
                        && !pass.liquidations().isEmpty());
    }

    /** The same close without the facts that led to it. */
    private static Books without(Books books) {
        return new Books(
                books.venue(),
                books.opened(),
                books.opening(),
                books.previous(),
                List.of(),
                books.close(),
                books.totals(),
                books.markets(),
                books.fund(),
                books.debt());
    }
}
