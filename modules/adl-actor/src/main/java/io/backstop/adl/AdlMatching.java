package io.backstop.adl;

import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Closes estates against the ranked candidates of one market (economics N8, N10).
 *
 * <p>Estates go by size descending, ties by key. Each walks the ranking, taking what the allocation gives until it is closed; a
 * candidate whose bankruptcy price the estate's price crosses is skipped and stays for the next estate. What the skips leave
 * unmet is then taken down the ranking from what candidates have beyond their allocation.
 */
public final class AdlMatching {
    private AdlMatching() {}

    /**
     * What is to be closed.
     *
     * @param key breaks ties of size
     * @param size signed size units, not 0
     * @param value signed micro-dollars at the ADL price: size times a grid price, or the bankruptcy value
     */
    public record Estate(long key, long size, long value) {}

    /**
     * One closed pair.
     *
     * @param estate index in the list of estates
     * @param candidate index in the ranking
     * @param size signed size units that the candidate takes over: the estate's side; the estate posts the negative
     * @param consideration signed micro-dollars for it; the estate posts the negative
     * @param rank the candidate's place in the ranking, from 1
     */
    public record Match(int estate, int candidate, long size, long consideration, int rank) {}

    /**
     * Matches estates of one side with candidates of the other.
     *
     * <p>Considerations are differences of the estate's cumulative value, rounded half-even, so a wholly closed estate posts
     * exactly its value, and one at a grid price posts exactly size times price in every part.
     *
     * @param estates of one market and one side
     * @param ranked candidates in ranking order, all of the other side
     * @param allocation size units that each candidate gives, in ranking order, at most its size
     * @return pairs in the order in which they were closed
     * @throws ArithmeticException on overflow
     */
    public static List<Match> match(List<Estate> estates, List<AdlCandidate> ranked, long[] allocation) {
        long[] spare = new long[allocation.length];
        for (int i = 0; i < spare.length; i++) {
            spare[i] = Math.absExact(ranked.get(i).size()) - allocation[i];
        }
        long[] open = new long[estates.size()];
        Arrays.setAll(open, e -> Math.absExact(estates.get(e).size()));
        Integer[] order = bySizeDescending(estates);
        List<Match> matches = new ArrayList<>();
        sweep(estates, order, open, ranked, allocation.clone(), matches);
        sweep(estates, order, open, ranked, spare, matches);
        return matches;
    }

    private static Integer[] bySizeDescending(List<Estate> estates) {
        Integer[] order = new Integer[estates.size()];
        Arrays.setAll(order, e -> e);
        Arrays.sort(
                order,
                Comparator.comparingLong(
                                (Integer e) -> -Math.absExact(estates.get(e).size()))
                        .thenComparingLong(e -> estates.get(e).key()));
        return order;
    }

    private static void sweep(
            List<Estate> estates,
            Integer[] order,
            long[] open,
            List<AdlCandidate> ranked,
            long[] available,
            List<Match> matches) {
        Waiting waiting = new Waiting(available);
        for (int e : order) {
            Estate estate = estates.get(e);
            waiting.rewind();
            while (open[e] > 0 && waiting.hasNext()) {
                int candidate = waiting.next();
                if (AdlEligibility.overlaps(ranked.get(candidate), estate.size(), estate.value())) {
                    long taken = Math.min(open[e], available[candidate]);
                    matches.add(pair(estate, e, open[e], taken, candidate));
                    open[e] -= taken;
                    available[candidate] -= taken;
                    if (available[candidate] == 0) {
                        waiting.remove();
                    }
                }
            }
        }
    }

    private static Match pair(Estate estate, int index, long open, long taken, int candidate) {
        long consideration = valueClosed(estate, open - taken) - valueClosed(estate, open);
        return new Match(index, candidate, Long.signum(estate.size()) * taken, consideration, candidate + 1);
    }

    /** The part of the estate's value that is posted when so much is still open. */
    private static long valueClosed(Estate estate, long open) {
        long size = Math.absExact(estate.size());
        return FixedPoint.multiplyDivide(estate.value(), size - open, size, Rounding.HALF_EVEN);
    }

    /** The candidates that still have something, in ranking order: a singly linked list over their indices. */
    private static final class Waiting {
        private static final int END = -1;
        private final int[] next;
        private int head = END;
        private int current = END;
        private int beforeCurrent = END;

        Waiting(long[] available) {
            next = new int[available.length];
            for (int i = available.length - 1; i >= 0; i--) {
                if (available[i] > 0) {
                    next[i] = head;
                    head = i;
                }
            }
        }

        void rewind() {
            current = END;
            beforeCurrent = END;
        }

        private int following() {
            return current != END ? next[current] : beforeCurrent != END ? next[beforeCurrent] : head;
        }

        boolean hasNext() {
            return following() != END;
        }

        int next() {
            int following = following();
            if (current != END) {
                beforeCurrent = current;
            }
            current = following;
            return current;
        }

        void remove() {
            int following = next[current];
            if (beforeCurrent == END) {
                head = following;
            } else {
                next[beforeCurrent] = following;
            }
            current = END;
        }
    }
}
