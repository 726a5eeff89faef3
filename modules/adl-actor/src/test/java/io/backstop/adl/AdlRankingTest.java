package io.backstop.adl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.backstop.model.RandomStream;
import io.backstop.scenario.VenueSpec.Adl.Ranking;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class AdlRankingTest {
    private static final AdlRanking HYPERLIQUID = new HyperliquidRanking();

    /** Hyperliquid docs, Auto-deleveraging: scores 6, 3 and 0.2. */
    @Test
    void hyperliquidIsMarkOverEntryTimesLeverage() {
        assertThat(HYPERLIQUID.score(leveraged(1, 100, 120, 10_000, 2_000)).toDouble())
                .isEqualTo(6.0);
        assertThat(HYPERLIQUID.score(leveraged(1, 80, 120, 10_000, 5_000)).toDouble())
                .isEqualTo(3.0);
        assertThat(HYPERLIQUID.score(leveraged(1, 60, 120, 1_000, 10_000)).toDouble())
                .isCloseTo(0.2, within(1e-15));
    }

    @Test
    void hyperliquidTurnsTheFactorAroundForShorts() {
        AdlCandidate winner = leveraged(-1, 120, 100, 10_000, 2_000);
        AdlCandidate loser = leveraged(-1, 100, 120, 10_000, 2_000);
        assertThat(HYPERLIQUID.score(winner).toDouble()).isEqualTo(6.0);
        assertThat(HYPERLIQUID.compare(winner, loser)).isNegative();
    }

    /** Binance ADL FAQ, worked on the developer forum: 40.2 / 4.27 * 0.1342. */
    @Test
    void binanceIsProfitPercentTimesMarginRatio() {
        long maintenance = Math.round(44_470_000 * 0.1342);
        AdlCandidate candidate = new AdlCandidate(
                0, "a", 0, 1, 1, 40_200_001, 44_470_000, maintenance, maintenance, 0, 4_270_000, false);
        assertThat(new BinanceRanking().score(candidate).toDouble()).isCloseTo(1.2634, within(1e-4));
    }

    @Test
    void binanceIsZeroWithoutProfitOrEquity() {
        assertThat(new BinanceRanking().score(leveraged(1, 120, 100, 100, 50)).toDouble())
                .isZero();
        assertThat(new BinanceRanking().score(leveraged(1, 100, 120, 100, -50)).toDouble())
                .isZero();
    }

    /** BitMEX docs: PnL 20 % times leverage 120 / (120 - 90). */
    @Test
    void bitmexMultipliesInProfitAndDividesInLoss() {
        AdlCandidate winner = new AdlCandidate(0, "a", 0, 1, 100, 120, 60, 10, 5, 120, 0, false);
        assertThat(new BitmexRanking().score(winner).toDouble()).isCloseTo(0.2 * 4, within(1e-15));
        AdlCandidate loser = new AdlCandidate(0, "a", 0, 1, 150, 120, 60, 10, 5, 120, 0, false);
        assertThat(new BitmexRanking().score(loser).toDouble()).isCloseTo(-0.2 / 4, within(1e-15));
    }

    @Test
    void pnlIsProfitOverEquity() {
        assertThat(new PnlRanking().score(leveraged(1, 100, 120, 0, 40)).toDouble())
                .isEqualTo(0.5);
    }

    @Test
    void tiesGoByName() {
        AdlCandidate second = named(2, "b");
        AdlCandidate first = named(1, "a");
        assertThat(new PnlRanking().rank(List.of(second, first))).containsExactly(first, second);
    }

    @Test
    void randomDependsOnNothingButItsKey() {
        RandomRanking ranking = new RandomRanking(7, 3);
        assertThat(ranking.score(named(1, "a"))).isEqualByComparingTo(ranking.score(named(9, "a")));
        assertThat(ranking.score(named(1, "a"))).isNotEqualByComparingTo(ranking.score(named(1, "b")));
        assertThat(new RandomRanking(7, 4).score(named(1, "a"))).isNotEqualByComparingTo(ranking.score(named(1, "a")));
    }

    @Test
    void everyRankingHasAName() {
        for (Ranking ranking : Ranking.values()) {
            assertThat(AdlRanking.of(ranking, 1, 1).getClass().getSimpleName())
                    .isEqualToIgnoringCase(ranking.name() + "Ranking");
        }
    }

    @Test
    void scoresThatDoublesCannotTellApartCompareExactly() {
        Score a = Score.of(Long.MAX_VALUE - 1, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
        Score b = Score.of(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
        assertThat(a.toDouble()).isEqualTo(b.toDouble());
        assertThat(a).isLessThan(b);
        assertThat(Score.of(1, 3)).isEqualByComparingTo(Score.of(3, 9));
    }

    @Property
    void scoresCompareAsTheirFractions(
            @ForAll long n1, @ForAll long n2, @ForAll int d1, @ForAll int d2, @ForAll boolean isNear) {
        long other = isNear ? n1 + Integer.signum(d2) : n2;
        long below = 1L + Math.abs((long) d1);
        long otherBelow = isNear ? below : 1L + Math.abs((long) d2);
        int exact = BigInteger.valueOf(n1)
                .multiply(BigInteger.valueOf(otherBelow))
                .compareTo(BigInteger.valueOf(other).multiply(BigInteger.valueOf(below)));
        assertThat(Integer.signum(Score.of(n1, below).compareTo(Score.of(other, otherBelow))))
                .isEqualTo(exact);
    }

    @Test
    void theRankingDoesNotDependOnTheOrderOfTheCandidates() {
        List<AdlCandidate> candidates = candidates(500);
        List<AdlCandidate> shuffled = new ArrayList<>(candidates);
        Collections.shuffle(shuffled, new Random(1));
        assertThat(HYPERLIQUID.rank(shuffled)).isEqualTo(HYPERLIQUID.rank(candidates));
    }

    private static List<AdlCandidate> candidates(int count) {
        RandomStream stream = RandomStream.of(1, "candidates", 0, "test");
        List<AdlCandidate> candidates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long size = 1 + (stream.nextLong() >>> 50);
            candidates.add(new AdlCandidate(
                    i, "a" + i, 0, size, size * 90, 100, size * 3, size, size, size * 100, size, false));
        }
        return candidates;
    }

    private static AdlCandidate leveraged(long size, long entry, long mark, long notional, long equity) {
        return new AdlCandidate(0, "a", 0, size, size * entry, mark, equity, 1, 1, notional, 0, false);
    }

    private static AdlCandidate named(long key, String name) {
        return new AdlCandidate(key, name, 0, 1, 100, 120, 40, 1, 1, 120, 0, false);
    }

    /** Those far down a ranking are left out by this alone, so it must be the same double. */
    @Property
    void theApproximationIsTheScoresDouble(
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long size,
            @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long openCost,
            @ForAll @LongRange(min = 1, max = 1_000_000) long mark,
            @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long equity,
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long notional) {
        Assume.that(size != 0);
        AdlCandidate candidate = new AdlCandidate(1, "", 0, size, openCost, mark, equity, 0, 0, notional, 0, false);
        for (AdlRanking ranking : List.of(HYPERLIQUID, new PnlRanking())) {
            assertThat(ranking.approximation(candidate.value(), openCost, equity, notional))
                    .isEqualTo(ranking.score(candidate).toDouble());
        }
        assertThat(new BinanceRanking().approximation(candidate.value(), openCost, equity, notional))
                .isNaN();
    }
}
