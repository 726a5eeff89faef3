package io.backstop.adl;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.adl.AdlMatching.Estate;
import io.backstop.adl.AdlMatching.Match;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class AdlMatchingTest {
    /** dYdX v4, TestOffsetSubaccountPerpetualPosition: a short of 1 at 54,999 over two longs of a half. */
    @Test
    void splitsAnEstateOverTwoTargets() {
        Estate estate = new Estate(0, -10, -549_990);
        List<AdlCandidate> ranked = List.of(longOf(5, 500_000), longOf(5, 500_000));
        assertThat(AdlMatching.match(List.of(estate), ranked, new long[] {5, 5}))
                .containsExactly(new Match(0, 0, -5, -274_995, 1), new Match(0, 1, -5, -274_995, 2));
    }

    /** dYdX v4: the long that is bankrupt at 50,001 cannot be closed at 50,000. */
    @Test
    void skipsATargetThatThePriceWouldBankrupt() {
        Estate estate = new Estate(0, -1, -50_000);
        List<AdlCandidate> ranked = List.of(longOf(1, -50_001 + 50_000), longOf(1, 100_000));
        assertThat(AdlMatching.match(List.of(estate), ranked, new long[] {1, 0}))
                .containsExactly(new Match(0, 1, -1, -50_000, 2));
    }

    @Test
    void aSkippedTargetStaysForTheNextEstate() {
        List<Estate> estates = List.of(new Estate(0, -2, -100_000), new Estate(1, -1, -50_001));
        List<AdlCandidate> ranked = List.of(longOf(1, -1), longOf(2, 100_000));
        assertThat(AdlMatching.match(estates, ranked, new long[] {1, 2}))
                .containsExactly(new Match(0, 1, -2, -100_000, 2), new Match(1, 0, -1, -50_001, 1));
    }

    @Test
    void theLargestEstateGoesFirstAndTiesGoByKey() {
        List<Estate> estates =
                List.of(new Estate(2, -1, -50_000), new Estate(1, -1, -50_000), new Estate(3, -2, -100_000));
        List<AdlCandidate> ranked = List.of(longOf(3, 150_000));
        assertThat(AdlMatching.match(estates, ranked, new long[] {3}))
                .extracting(Match::estate)
                .containsExactly(2, 1);
    }

    @Test
    void onlyTheOtherSideInProfitWithEquityIsATarget() {
        assertThat(AdlEligibility.isTarget(longOf(1, 10), -5)).isTrue();
        assertThat(AdlEligibility.isTarget(longOf(1, 10), 5)).isFalse();
        assertThat(AdlEligibility.isTarget(longOf(1, 0), -5)).isFalse();
        AdlCandidate losing = new AdlCandidate(0, "a", 0, 1, 50_000, 50_000, 10, 1, 1, 1, 0, false);
        assertThat(AdlEligibility.isTarget(losing, -5)).isFalse();
    }

    @Test
    void twoAccountsMayCloseEachOtherIfTheyAreSolventTogether() {
        assertThat(AdlEligibility.overlaps(-50_000, 49_999)).isTrue();
        assertThat(AdlEligibility.overlaps(-50_000, 50_000)).isTrue();
        assertThat(AdlEligibility.overlaps(-50_000, 50_001)).isFalse();
    }

    @Test
    void anAccountIsDeleveragedForItsOwnLossOnlyBelowZero() {
        assertThat(AdlEligibility.isEstate(-1)).isTrue();
        assertThat(AdlEligibility.isEstate(0)).isFalse();
    }

    /** autodeleveraging-analysis, FAQ example 2: -10 at 5 with marks 5.2 and 6. */
    @Test
    void theCostOfAFillIsImmediateAndOpportunity() {
        assertThat(AdlCost.immediate(-100, 52, -5_000)).isEqualTo(-200);
        assertThat(AdlCost.opportunity(-100, 52, 60)).isEqualTo(-800);
    }

    @Property
    void aClosedEstatePostsExactlyItsValueInWhateverParts(
            @ForAll @LongRange(min = 3, max = 1_000) long size,
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long value,
            @ForAll @LongRange(min = 1, max = 1_000) long first) {
        long taken = Math.min(first, size - 1);
        List<AdlCandidate> ranked = List.of(rich(-taken), rich(-size));
        List<Match> matches =
                AdlMatching.match(List.of(new Estate(0, size, value)), ranked, new long[] {taken, size - taken});
        assertThat(matches.stream().mapToLong(Match::size).sum()).isEqualTo(size);
        assertThat(matches.stream().mapToLong(Match::consideration).sum()).isEqualTo(value);
    }

    private static AdlCandidate longOf(long size, long equity) {
        return new AdlCandidate(0, "a", 0, size, 0, 50_000, equity, size, size, size * 50_000, 0, false);
    }

    private static AdlCandidate rich(long size) {
        return new AdlCandidate(0, "a", 0, size, 0, 10, 1_000_000_000_000L, 1, 1, 1, 0, false);
    }
}
