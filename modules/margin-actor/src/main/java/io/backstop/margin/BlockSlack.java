package io.backstop.margin;

import java.util.Arrays;

/**
 * For each block of rows, how far prices may move from where it was last looked at before any of its rows can be a suspect.
 *
 * <p>A row's form at prices p is {@code f(p) = test + sum of w * p}, and {@code n(p)} the sum of {@code |w| * p}. If at the
 * reference r all rows of a block have {@code f(r) >= n(r) / 2^b}, and no price is further than {@code r / 2^b} from r, then
 * {@code f(p) >= f(r) - sum of |w| * |p - r| >= 0}: the block need not be looked at.
 */
final class BlockSlack {
    /** A block that is so close to a suspect is looked at each time. */
    private static final int CLOSEST = 12;

    private static final byte UNKNOWN = Byte.MAX_VALUE;

    /** Prices that moved by a 256th or less may stay near: then references pay. */
    private static final int CALM = 8;

    private static final int REFERENCES = 16;

    private static final int NONE = -1;

    private final long[][] references = new long[REFERENCES][];
    /** By reference: the largest b for which all prices are within a 2^b-th of it; -1 if there is none. */
    private final int[] near = new int[REFERENCES];

    private byte[] slack = {};
    private byte[] reference = {};
    private int next;
    /** The reference of this scan's prices, once a block needs it. */
    private int slot = NONE;

    private boolean calm;
    private long[] last = {};

    /** The block's rows have changed. */
    void forget(int block) {
        if (block < slack.length) {
            slack[block] = UNKNOWN;
        }
    }

    /**
     * Begins a scan.
     *
     * @param prices which nobody may change afterwards
     */
    void begin(int blocks, long[] prices) {
        if (slack.length != blocks) {
            slack = new byte[blocks];
            reference = new byte[blocks];
            Arrays.fill(slack, UNKNOWN);
        }
        slot = NONE;
        calm = last.length == prices.length && near(prices, last) >= CALM;
        last = prices;
        for (int i = 0; i < REFERENCES; i++) {
            near[i] = references[i] == null ? -1 : near(prices, references[i]);
        }
    }

    /** Whether no row of the block can be a suspect at the prices of this scan. */
    boolean isSafe(int block) {
        return slack[block] <= near[reference[block]];
    }

    /** Whether prices move so little that looking at a block closely pays. */
    boolean isCalm() {
        return calm;
    }

    /**
     * Keeps what was seen of a block at the prices of this scan.
     *
     * @param forms of its rows
     * @param norms of its rows
     */
    void seen(int block, long[] forms, long[] norms, int count) {
        int bits = 0;
        for (int i = 0; i < count; i++) {
            if (forms[i] < 0) {
                return;
            }
            while (forms[i] < norms[i] >> bits) {
                bits++;
            }
        }
        if (bits <= CLOSEST) {
            reference[block] = (byte) referenceOfThisScan();
            slack[block] = (byte) bits;
        }
    }

    /** The oldest reference makes room; blocks that still lean on it must be looked at again. */
    private int referenceOfThisScan() {
        if (slot == NONE) {
            slot = next;
            next = (next + 1) % REFERENCES;
            for (int block = 0; block < slack.length; block++) {
                if (reference[block] == slot) {
                    slack[block] = UNKNOWN;
                }
            }
            references[slot] = last;
            near[slot] = CLOSEST;
        }
        return slot;
    }

    private static int near(long[] prices, long[] reference) {
        int bits = CLOSEST;
        for (int i = 0; i < prices.length; i++) {
            long moved = Math.abs(prices[i] - reference[i]);
            while (bits >= 0 && moved > reference[i] >> bits) {
                bits--;
            }
        }
        return bits;
    }
}
