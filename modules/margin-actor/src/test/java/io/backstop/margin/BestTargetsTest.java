package io.backstop.margin;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.adl.AdlCandidate;
import io.backstop.adl.AdlRanking;
import io.backstop.model.RandomStream;
import io.backstop.scenario.VenueSpec;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Offering targets one by one gives the head of the full ranking, as far as it covers the need. */
class BestTargetsTest {
    private static final long MARK = 100;

    @Property(tries = 300)
    void areTheHeadOfTheRanking(
            @ForAll VenueSpec.Adl.Ranking ranking,
            @ForAll long seed,
            @ForAll @IntRange(max = 300) int count,
            @ForAll @IntRange(min = 1, max = 1_000_000) int variety,
            @ForAll @LongRange(max = 100_000) long need) {
        assertIsTheHead(AdlRanking.of(ranking, seed, 7), candidates(seed, count, variety), need);
    }

    /** More targets than are kept at once: those far down the ranking are cut off on the way. */
    @Property(tries = 40)
    void areTheHeadOfTheRankingOfVeryManyTargets(
            @ForAll VenueSpec.Adl.Ranking ranking,
            @ForAll long seed,
            @ForAll @IntRange(min = 16_000, max = 50_000) int count,
            @ForAll @IntRange(min = 1, max = 1_000_000) int variety,
            @ForAll @LongRange(max = 25_000_000) long need) {
        assertIsTheHead(AdlRanking.of(ranking, seed, 7), candidates(seed, count, variety), need);
    }

    private static void assertIsTheHead(AdlRanking ranking, List<AdlCandidate> candidates, long need) {
        BestTargets best = new BestTargets(ranking, need, key -> candidates.get((int) key));
        for (AdlCandidate candidate : candidates) {
            double score = ranking.score(candidate).toDouble();
            boolean wasPast = best.isPast(score);
            best.offer(candidate.key(), candidate.size(), score);
            assertThat(wasPast && best.complete()).isFalse();
        }
        List<AdlCandidate> head = head(ranking.rank(candidates), need);
        assertThat(best.ranked()).isEqualTo(head);
        assertThat(best.complete()).isEqualTo(head.size() == candidates.size());
    }

    private static List<AdlCandidate> head(List<AdlCandidate> ranked, long need) {
        List<AdlCandidate> head = new ArrayList<>();
        long covered = 0;
        for (AdlCandidate candidate : ranked) {
            if (covered >= need) {
                break;
            }
            head.add(candidate);
            covered += candidate.size();
        }
        return head;
    }

    /** Longs in profit; the less variety, the more of them score the same. */
    private static List<AdlCandidate> candidates(long seed, int count, long variety) {
        RandomStream random = RandomStream.of(seed, "targets", 0, "test");
        List<AdlCandidate> candidates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long size = 1 + Math.floorMod(random.nextLong(), 1_000L);
            long profit = 1 + Math.floorMod(random.nextLong(), variety);
            long legMaintenance = size * MARK / 50 + 1;
            candidates.add(new AdlCandidate(
                    i,
                    "account-" + i,
                    0,
                    size,
                    size * MARK - profit,
                    MARK,
                    1 + Math.floorMod(random.nextLong(), variety),
                    legMaintenance + Math.floorMod(random.nextLong(), variety),
                    legMaintenance,
                    size * MARK,
                    Math.floorMod(random.nextLong(), variety),
                    false));
        }
        return candidates;
    }
}
