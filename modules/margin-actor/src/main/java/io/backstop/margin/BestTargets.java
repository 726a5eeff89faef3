package io.backstop.margin;

import io.backstop.adl.AdlCandidate;
import io.backstop.adl.AdlRanking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers the first targets of a ranking whose sizes cover a need, without keeping or ranking all of them: from time to time a
 * sort by the leading bits of the scores cuts off those that cannot be among the first. What is left is ranked exactly.
 */
final class BestTargets {
    private static final int DROPPED_BITS = 12;
    private static final int ROOM = 1 << DROPPED_BITS;

    private final AdlRanking ranking;
    private final long need;
    private List<AdlCandidate> kept = new ArrayList<>();
    private long[] codes = new long[ROOM];
    private long floor = Long.MIN_VALUE;
    private boolean complete = true;

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
        long score = Double.doubleToLongBits(ranking.score(candidate).toDouble()) >>> DROPPED_BITS;
        if (score < floor) {
            complete = false;
            return;
        }
        if (kept.size() == codes.length) {
            cut();
            if (kept.size() > codes.length / 2) {
                codes = Arrays.copyOf(codes, codes.length * 2);
            }
        }
        codes[kept.size()] = score;
        kept.add(candidate);
    }

    /** Drops what is behind the first that cover the need, near ties apart. */
    private void cut() {
        Integer[] order = new Integer[kept.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(codes[b], codes[a]));
        List<AdlCandidate> first = new ArrayList<>();
        long[] firstCodes = new long[codes.length];
        long covered = 0;
        for (int place : order) {
            if (codes[place] < floor) {
                complete = false;
                continue;
            }
            firstCodes[first.size()] = codes[place];
            first.add(kept.get(place));
            covered += Math.abs(kept.get(place).size());
            if (covered >= need && floor < codes[place] - 1) {
                // a later and higher floor only: the double is within a last bit of the exact score
                floor = codes[place] - 1;
            }
        }
        kept = first;
        codes = firstCodes;
    }

    /** The first of the ranking that cover the need together, or all there are. */
    List<AdlCandidate> ranked() {
        List<AdlCandidate> ranked = ranking.rank(kept);
        long covered = 0;
        int count = 0;
        while (count < ranked.size() && covered < need) {
            covered += Math.abs(ranked.get(count++).size());
        }
        complete &= count == ranked.size();
        return List.copyOf(ranked.subList(0, count));
    }

    /** Whether {@link #ranked} holds everything that was offered. */
    boolean complete() {
        return complete;
    }
}
