package io.backstop.margin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.account.MarginTiers;
import io.backstop.adl.AdlCandidate;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.EntityKind;
import io.backstop.model.Ratio;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.VenueSpec;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MarginEngineEntityTest {
    private static final EntityId ID = new EntityId("run", "perp", 0, EntityKind.MARGIN_ENGINE, "engine");

    /** 1 % up to a notional of $1000, half of what is above. */
    private static final MarginRules RULES = new MarginRules(
            List.of(MarginTiers.derive(List.of(0L, 1_000_000_000L), List.of(Ratio.of(1, 100), Ratio.of(1, 2)))),
            List.of(),
            null);

    private static final ListedOpenings TWO = ListedOpenings.of(
            ListedOpenings.single(0, 5_000_000, 2_400_000_000L, 400_000_000),
            ListedOpenings.single(0, 5_000_000, 2_400_000_000L, 800_000_000));

    private static MarginEngineEntity engine(MarginRules rules, ListedOpenings openings, long... openingPrices) {
        return new MarginEngineEntity(
                rules, openings, new Partitioning(1), openingPrices, VenueSpec.Adl.Ranking.HYPERLIQUID, 1);
    }

    private static MarginEvent opened(ListedOpenings openings) {
        MarginEngineEntity engine = engine(RULES, openings, 100);
        return engine.decide(engine.opening(ID), new MarginCommand.Open());
    }

    @Test
    void theSameOpeningTableIsAccepted() {
        MarginEngineEntity engine = engine(RULES, TWO, 100);
        assertThatCode(() -> engine.evolve(engine.opening(ID), opened(TWO))).doesNotThrowAnyException();
    }

    @Test
    void aTableWithOneMicroDollarInAnotherPlaceIsRefused() {
        assertRefused(ListedOpenings.of(
                ListedOpenings.single(0, 5_000_000, 2_400_000_000L, 400_000_001),
                ListedOpenings.single(0, 5_000_000, 2_400_000_000L, 799_999_999)));
    }

    @Test
    void aTableWithTwoAccountsSwappedIsRefused() {
        assertRefused(ListedOpenings.of(
                ListedOpenings.single(0, 5_000_000, 2_400_000_000L, 800_000_000),
                ListedOpenings.single(0, 5_000_000, 2_400_000_000L, 400_000_000)));
    }

    @Test
    void aTableWithAnotherNumberOfAccountsIsRefused() {
        assertRefused(ListedOpenings.of(ListedOpenings.single(0, 5_000_000, 2_400_000_000L, 400_000_000)));
    }

    private static void assertRefused(ListedOpenings other) {
        MarginEngineEntity engine = engine(RULES, other, 100);
        MarginEngineEntity.State state = engine.opening(ID);
        assertThatThrownBy(() -> engine.evolve(state, opened(TWO)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("other opening accounts than the run began with");
    }

    /**
     * At 500 each position is worth $2500 and needs $10 + half of $1500 = $760. The first account has $500 and is in breach,
     * the second has $900. A node that took the engine over between the scan and this question has not scanned at 500.
     */
    @Test
    void anAccountInBreachIsNoTargetEvenIfThisTableWasNeverScannedAtThesePrices() {
        MarginEngineEntity engine = engine(RULES, TWO, 100);
        assertThat(longs(engine, engine.opening(ID), 500)).containsExactly(1L);
    }

    @Property(tries = 200)
    void targetsDoNotDependOnEarlierScans(@ForAll long seed) {
        DrawnVenue venue = new DrawnVenue(seed, null);
        long[] marks = venue.marks();
        MarginEngineEntity engine = engine(venue.rules, venue.openings(1, 100, marks), venue.openingPrices);
        MarginEngineEntity.State scanned = engine.opening(ID);
        scanned.table().scan(0, marks, venue.assetPrices());
        for (int market = 0; market < DrawnVenue.MARKETS; market++) {
            var query = new MarginQuery.Candidates(
                    1, marks, venue.assetPrices(), List.of(new MarginQuery.Need(market, 1, Long.MAX_VALUE)));
            assertThat(engine.answer(engine.opening(ID), query)).isEqualTo(engine.answer(scanned, query));
        }
    }

    private static List<Long> longs(MarginEngineEntity engine, MarginEngineEntity.State state, long... marks) {
        var all =
                new MarginQuery.Candidates(1, marks, new long[0], List.of(new MarginQuery.Need(0, 1, Long.MAX_VALUE)));
        return ((MarginAnswer.Candidates) engine.answer(state, all))
                .ranked().getFirst().stream().map(AdlCandidate::key).toList();
    }
}
