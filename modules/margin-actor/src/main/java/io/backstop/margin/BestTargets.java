package io.backstop.margin;

import io.backstop.adl.AdlCandidate;
import io.backstop.adl.AdlRanking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The first targets of a ranking whose sizes cover a need, without ranking all of them exactly: a sort by the leading bits of
 * the scores cuts off those that cannot be among the first; only the others are compared exactly.
 */
final class BestTargets {
    private static final int INDEX_BITS = 20;
    private static final int MOST = 1 << INDEX_BITS;

    private BestTargets() {}

    /**
     * Ranked targets, the first of the ranking, that cover the need together, or all.
     *
     * @param need size units
     */
    static List<AdlCandidate> of(AdlRanking ranking, List<AdlCandidate> all, long need) {
        List<AdlCandidate> ranked = ranking.rank(all.size() > MOST ? all : shortList(ranking, all, need));
        long covered = 0;
        int count = 0;
        while (count < ranked.size() && covered < need) {
            covered += Math.abs(ranked.get(count++).size());
        }
        return ranked.subList(0, count);
    }

    private static List<AdlCandidate> shortList(AdlRanking ranking, List<AdlCandidate> all, long need) {
        // scores are not negative, so their bits sort as they do; the index takes the place of the lowest
        long[] codes = new long[all.size()];
        for (int i = 0; i < codes.length; i++) {
            long bits = Double.doubleToLongBits(ranking.score(all.get(i)).toDouble());
            codes[i] = bits >>> INDEX_BITS << INDEX_BITS | i;
        }
        Arrays.sort(codes);
        List<AdlCandidate> first = new ArrayList<>();
        long covered = 0;
        long cut = Long.MIN_VALUE;
        for (int at = codes.length - 1; at >= 0 && codes[at] >>> INDEX_BITS >= cut; at--) {
            AdlCandidate candidate = all.get((int) codes[at] & MOST - 1);
            first.add(candidate);
            covered += Math.abs(candidate.size());
            if (covered >= need && cut == Long.MIN_VALUE) {
                cut = (codes[at] >>> INDEX_BITS) - 1;
            }
        }
        return first;
    }
}
