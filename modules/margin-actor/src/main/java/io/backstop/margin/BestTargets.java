package io.backstop.margin;

import io.backstop.adl.AdlCandidate;
import io.backstop.adl.AdlRanking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers the first targets of a ranking whose sizes cover a need, without keeping or ranking all of them: a sort by the leading
 * bits of the scores cuts off those that cannot be among the first. What is left is ranked exactly.
 */
final class BestTargets {
    /** Bits of a code that hold a target's place instead of the score's last bits. */
    private static final int PLACE_BITS = 14;

    private static final int ROOM = 1 << PLACE_BITS;

    private final AdlRanking ranking;
    private final long need;
    private final List<AdlCandidate> kept = new ArrayList<>();
    private long[] codes = new long[256];
    /** Targets whose leading bits are below this cannot be among the first. */
    private long floor;

    private boolean complete = true;
    /** Whether cutting is worth it: not where a need takes nearly all targets. */
    private boolean cuts = true;

    /**
     * Gathers for a need.
     *
     * @param need size units
     */
    BestTargets(AdlRanking ranking, long need) {
        this.ranking = ranking;
        this.need = need;
    }

    /** Offers a target. */
    void offer(AdlCandidate candidate) {
        // scores are not negative, so their bits sort as they do
        long leading = Double.doubleToLongBits(ranking.score(candidate).toDouble()) >>> PLACE_BITS;
        if (leading < floor) {
            complete = false;
            return;
        }
        int place = kept.size();
        if (place == codes.length) {
            codes = Arrays.copyOf(codes, place * 2);
        }
        codes[place] = (leading << PLACE_BITS) | (place & (ROOM - 1));
        kept.add(candidate);
        if (kept.size() == ROOM && cuts) {
            cut();
            cuts = kept.size() <= ROOM / 2;
        }
    }

    /** Drops what is behind the first that cover the need, near ties apart; all if the need is not covered. */
    private void cut() {
        int count = kept.size();
        Arrays.sort(codes, 0, count);
        List<AdlCandidate> first = new ArrayList<>();
        long covered = 0;
        int at = count - 1;
        for (; at >= 0 && codes[at] >>> PLACE_BITS >= floor; at--) {
            AdlCandidate candidate = kept.get((int) codes[at] & ROOM - 1);
            first.add(candidate);
            covered = saturatedSum(covered, Math.absExact(candidate.size()));
            if (covered >= need) {
                // one less: the double is within its last bits of the exact score
                floor = Math.max(floor, (codes[at] >>> PLACE_BITS) - 1);
            }
        }
        complete &= at < 0;
        replace(first);
    }

    private void replace(List<AdlCandidate> first) {
        kept.clear();
        for (AdlCandidate candidate : first) {
            long leading = Double.doubleToLongBits(ranking.score(candidate).toDouble()) >>> PLACE_BITS;
            codes[kept.size()] = leading << PLACE_BITS | kept.size();
            kept.add(candidate);
        }
    }

    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** The first of the ranking that cover the need together, or all there are. */
    List<AdlCandidate> ranked() {
        if (kept.size() <= ROOM && cuts) {
            cut();
        }
        List<AdlCandidate> ranked = ranking.rank(kept);
        long covered = 0;
        int count = 0;
        while (count < ranked.size() && covered < need) {
            covered = saturatedSum(covered, Math.absExact(ranked.get(count++).size()));
        }
        complete &= count == ranked.size();
        return List.copyOf(ranked.subList(0, count));
    }

    /** Whether {@link #ranked} holds everything that was offered. */
    boolean complete() {
        return complete;
    }
}
