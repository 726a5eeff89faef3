package io.backstop.margin;

import java.util.Arrays;

/** Places of rows in the table, each once, in ascending order when asked. */
final class Places {
    private long[] places = new long[64];
    private int count;
    private int ascending;

    void clear() {
        count = 0;
        ascending = 0;
    }

    void add(long place) {
        if (count == places.length) {
            places = Arrays.copyOf(places, count * 2);
        }
        places[count++] = place;
    }

    /** All places. */
    long[] ascending() {
        if (ascending < count) {
            Arrays.sort(places, 0, count);
            dropRepeated();
            ascending = count;
        }
        return Arrays.copyOf(places, count);
    }

    private void dropRepeated() {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || places[i] != places[kept - 1]) {
                places[kept++] = places[i];
            }
        }
        count = kept;
    }
}
