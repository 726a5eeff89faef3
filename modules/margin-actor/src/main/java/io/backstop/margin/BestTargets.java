package io.backstop.margin;

import io.backstop.adl.AdlCandidate;
import io.backstop.adl.AdlRanking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Gathers the first targets of a ranking whose sizes cover a need, without making or ranking all of them: a sort by the leading
 * bits of the scores cuts off those that cannot be among the first. What is left is made and ranked exactly.
 */
final class BestTargets {
    /** Bits of a code that hold a target's place instead of the score's last bits. */
    private static final int PLACE_BITS = 14;

    private static final int ROOM = 1 << PLACE_BITS;

    private static final int FIRST_CUT = 512;

    private final AdlRanking ranking;
    private final long need;
    private final LongFunction<AdlCandidate> candidates;
    private long[] keys = new long[FIRST_CUT];
    private long[] sizes = new long[FIRST_CUT];
    private long[] codes = new long[FIRST_CUT];
    private int kept;
    /** Targets whose leading bits are below this cannot be among the first. */
    private long floor;

    private boolean complete = true;
    /** How many are kept before the next cut; beyond {@link #ROOM} where a need takes nearly all targets and there is none. */
    private int nextCut = FIRST_CUT;

    /**
     * Gathers for a need.
     *
     * @param need size units
     * @param candidates the target of an account's key
     */
    BestTargets(AdlRanking ranking, long need, LongFunction<AdlCandidate> candidates) {
        this.ranking = ranking;
        this.need = need;
        this.candidates = candidates;
    }

    /** Whether a target of the score changes nothing: it is not among the first, and some others are not either. */
    boolean isPast(double score) {
        return !complete && leading(score) < floor;
    }

    /**
     * Offers a target.
     *
     * @param key of its account
     * @param size signed size units
     * @param score the double of its score, 0 or more
     */
    void offer(long key, long size, double score) {
        long leading = leading(score);
        if (leading < floor) {
            complete = false;
            return;
        }
        if (kept == codes.length) {
            keys = Arrays.copyOf(keys, kept * 2);
            sizes = Arrays.copyOf(sizes, kept * 2);
            codes = Arrays.copyOf(codes, kept * 2);
        }
        keys[kept] = key;
        sizes[kept] = Math.absExact(size);
        codes[kept] = (leading << PLACE_BITS) | (kept & (ROOM - 1));
        kept++;
        if (kept == nextCut) {
            cut();
            nextCut = kept > ROOM / 2 ? Integer.MAX_VALUE : Math.max(FIRST_CUT, kept * 2);
        }
    }

    /** Scores are not negative, so their bits sort as they do. */
    private static long leading(double score) {
        return Double.doubleToLongBits(score) >>> PLACE_BITS;
    }

    /** Drops what is behind the first that cover the need, near ties apart; all stay if the need is not covered. */
    private void cut() {
        Arrays.sort(codes, 0, kept);
        long covered = 0;
        int first = kept;
        while (first > 0 && codes[first - 1] >>> PLACE_BITS >= floor) {
            first--;
            covered = saturatedSum(covered, sizes[place(codes[first])]);
            if (covered >= need) {
                // one less: the double is within its last bits of the exact score
                floor = Math.max(floor, (codes[first] >>> PLACE_BITS) - 1);
            }
        }
        complete &= first == 0;
        keep(first);
    }

    /** Keeps the codes from a place on, the best last. */
    private void keep(int first) {
        long[] allKeys = keys;
        long[] allSizes = sizes;
        keys = new long[codes.length];
        sizes = new long[codes.length];
        int count = kept - first;
        for (int i = 0; i < count; i++) {
            long code = codes[first + i];
            keys[i] = allKeys[place(code)];
            sizes[i] = allSizes[place(code)];
            codes[i] = (code >>> PLACE_BITS << PLACE_BITS) | i;
        }
        kept = count;
    }

    private static int place(long code) {
        return (int) code & (ROOM - 1);
    }

    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** The first of the ranking that cover the need together, or all there are. */
    List<AdlCandidate> ranked() {
        if (nextCut <= ROOM) {
            cut();
        }
        List<AdlCandidate> made = new ArrayList<>(kept);
        for (int i = 0; i < kept; i++) {
            made.add(candidates.apply(keys[i]));
        }
        List<AdlCandidate> ranked = ranking.rank(made);
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
