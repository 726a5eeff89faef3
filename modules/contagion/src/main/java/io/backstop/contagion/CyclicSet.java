package io.backstop.contagion;

/**
 * A set of ordinals that hands them out in rising order, round and round: who is put in behind the place reached waits for the next
 * round. Rows are so read in the order in which they lie in memory.
 */
final class CyclicSet {
    private final long[] words;

    /** A bit for each word that is not empty. */
    private final long[] filled;

    private int size;
    private int next;

    CyclicSet(int ordinals) {
        words = new long[wordOf(ordinals) + 1];
        filled = new long[wordOf(words.length) + 1];
    }

    int size() {
        return size;
    }

    /** Puts an ordinal in, if it is not in. */
    void add(int ordinal) {
        int word = wordOf(ordinal);
        long bit = 1L << ordinal;
        if ((words[word] & bit) == 0) {
            words[word] |= bit;
            filled[wordOf(word)] |= 1L << word;
            size++;
        }
    }

    /** Takes the next one out of a set that is not empty. */
    int take() {
        int ordinal = firstFrom(next);
        if (ordinal < 0) {
            ordinal = firstFrom(0);
        }
        int word = wordOf(ordinal);
        words[word] &= ~(1L << ordinal);
        if (words[word] == 0) {
            filled[wordOf(word)] &= ~(1L << word);
        }
        size--;
        next = ordinal + 1;
        return ordinal;
    }

    private int firstFrom(int ordinal) {
        int word = wordOf(ordinal);
        long rest = words[word] & (-1L << ordinal);
        if (rest == 0) {
            word = firstFilledFrom(word + 1);
            if (word < 0) {
                return -1;
            }
            rest = words[word];
        }
        return word * Long.SIZE + Long.numberOfTrailingZeros(rest);
    }

    private int firstFilledFrom(int word) {
        int group = wordOf(word);
        long rest = filled[group] & (-1L << word);
        while (rest == 0 && group + 1 < filled.length) {
            rest = filled[++group];
        }
        return rest == 0 ? -1 : group * Long.SIZE + Long.numberOfTrailingZeros(rest);
    }

    private static int wordOf(int bit) {
        return bit / Long.SIZE;
    }
}
