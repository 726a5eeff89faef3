package io.backstop.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PositionTest {
    private static final Position LONG_TEN_AT_100 = new Position(0, 10, 1_000);

    @Test
    void anIncreaseAddsTheConsiderationToTheOpenCost() {
        assertThat(LONG_TEN_AT_100.trade(5, 550)).isEqualTo(new Position(0, 15, 1_550));
        assertThat(LONG_TEN_AT_100.realisedPnl(5, 550)).isZero();
    }

    @Test
    void aReductionReleasesItsPartOfTheCost() {
        assertThat(LONG_TEN_AT_100.trade(-4, -440)).isEqualTo(new Position(0, 6, 600));
        assertThat(LONG_TEN_AT_100.realisedPnl(-4, -440)).isEqualTo(40);
    }

    @Test
    void theReleasedCostIsRoundedHalfEven() {
        assertThat(new Position(0, 4, 10).trade(-1, -3).openCost()).isEqualTo(8);
        assertThat(new Position(0, 4, 14).trade(-1, -3).openCost()).isEqualTo(10);
    }

    @Test
    void closingTheWholeReleasesAllOfIt() {
        assertThat(new Position(0, 3, 100).trade(-3, -120)).isEqualTo(Position.flat(0));
        assertThat(new Position(0, 3, 100).realisedPnl(-3, -120)).isEqualTo(20);
    }

    @Test
    void aShortEarnsWhenItIsBoughtBackCheaper() {
        assertThat(new Position(0, -10, -1_000).realisedPnl(10, 900)).isEqualTo(100);
    }

    @Test
    void aFlipClosesTheWholeAndOpensTheRestProRata() {
        assertThat(LONG_TEN_AT_100.trade(-15, -1_650)).isEqualTo(new Position(0, -5, -550));
        assertThat(LONG_TEN_AT_100.realisedPnl(-15, -1_650)).isEqualTo(100);
    }

    @Test
    void unrealisedProfitIsValueLessOpenCost() {
        assertThat(LONG_TEN_AT_100.unrealisedPnl(90)).isEqualTo(-100);
        assertThat(new Position(0, -10, -1_000).unrealisedPnl(90)).isEqualTo(100);
        assertThat(new Position(0, -10, -1_000).notional(90)).isEqualTo(900);
    }

    @Test
    void aFlatPositionCostsNothing() {
        assertThatThrownBy(() -> new Position(0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void cashLessOpenCostFallsByExactlyTheConsideration(
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long size,
            @ForAll @LongRange(min = 1, max = 1_000_000) long entry,
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long delta,
            @ForAll @LongRange(min = 1, max = 1_000_000) long price) {
        Position before = size == 0 ? Position.flat(1) : new Position(1, size, size * entry + size % 7);
        Position after = before.trade(delta, delta * price);
        long cashChange = before.realisedPnl(delta, delta * price);
        assertThat(after.size()).isEqualTo(size + delta);
        assertThat(cashChange - (after.openCost() - before.openCost())).isEqualTo(-delta * price);
    }

    @Property
    void aTradeAtMarkChangesNoEquity(
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long size,
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long delta,
            @ForAll @LongRange(min = 1, max = 1_000_000) long mark) {
        Position before = size == 0 ? Position.flat(1) : new Position(1, size, size * 3);
        long equityAfter = before.realisedPnl(delta, delta * mark)
                + before.trade(delta, delta * mark).unrealisedPnl(mark);
        assertThat(equityAfter).isEqualTo(before.unrealisedPnl(mark));
    }
}
