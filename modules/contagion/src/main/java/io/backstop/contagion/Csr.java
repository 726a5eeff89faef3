package io.backstop.contagion;

/** Rows of a table grouped by a key, in the order given within a group (compressed sparse rows). */
final class Csr {
    private Csr() {}

    /** Where each key's group starts, and the end. */
    static int[] from(int[] keys, int groups) {
        int[] from = new int[groups + 1];
        for (int key : keys) {
            from[key + 1]++;
        }
        for (int i = 0; i < groups; i++) {
            from[i + 1] += from[i];
        }
        return from;
    }

    /** The rows in the order of their groups. */
    static int[] order(int[] keys, int groups) {
        int[] next = from(keys, groups);
        int[] order = new int[keys.length];
        for (int row = 0; row < keys.length; row++) {
            order[next[keys[row]]++] = row;
        }
        return order;
    }

    static int[] inverse(int[] order) {
        int[] inverse = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            inverse[order[i]] = i;
        }
        return inverse;
    }

    static int[] pick(int[] values, int[] rows) {
        int[] picked = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = values[rows[i]];
        }
        return picked;
    }

    static long[] pick(long[] values, int[] rows) {
        long[] picked = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = values[rows[i]];
        }
        return picked;
    }
}
