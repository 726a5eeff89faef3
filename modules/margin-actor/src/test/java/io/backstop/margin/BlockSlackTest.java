package io.backstop.margin;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.model.RandomStream;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A block is left out of a scan only where none of its rows can be a suspect. */
class BlockSlackTest {
    private static final int BLOCK = 128;
    private static final int ROWS = 11 * BLOCK + 5;
    private static final long[] PRICES = {900_000, 40_000, 1_000};

    private final BlockSlack slack = new BlockSlack();

    /** At price 1000 a row of form 100 and norm 1000 allows a move of a 16th, which is 62, but not of an 8th. */
    @BeforeEach
    void oneBlockSeenAt1000() {
        slack.begin(1, new long[] {1_000});
        slack.seen(0, new long[] {100}, new long[] {1_000}, 1);
    }

    private boolean isSafeAt(long price) {
        slack.begin(1, new long[] {price});
        return slack.isSafe(0);
    }

    @Test
    void aBlockIsSafeAsFarAsItsClosestRowAllows() {
        assertThat(isSafeAt(1_062)).isTrue();
        assertThat(isSafeAt(1_063)).isFalse();
        assertThat(isSafeAt(938)).isTrue();
        assertThat(isSafeAt(937)).isFalse();
        assertThat(isSafeAt(1_000)).isTrue();
    }

    @Test
    void aChangedRowIsLookedAtAgain() {
        slack.forget(0);
        assertThat(isSafeAt(1_000)).isFalse();
    }

    @Test
    void aSuspectIsLookedAtEachTime() {
        slack.forget(0);
        slack.seen(0, new long[] {100, -1}, new long[] {1_000, 10}, 2);
        assertThat(isSafeAt(1_000)).isFalse();
    }

    /** The first block leans on the first of sixteen references; the seventeenth takes its place. */
    @Test
    void aBlockWhoseReferenceMadeRoomIsLookedAtAgain() {
        BlockSlack two = new BlockSlack();
        seeAt(two, 0, 1_000);
        for (int i = 1; i <= 15; i++) {
            seeAt(two, 1, 1_000 + i);
        }
        two.begin(2, new long[] {1_000});
        assertThat(two.isSafe(0)).isTrue();
        seeAt(two, 1, 1_016);
        two.begin(2, new long[] {1_000});
        assertThat(two.isSafe(0)).isFalse();
        assertThat(two.isSafe(1)).isTrue();
    }

    private static void seeAt(BlockSlack two, int block, long price) {
        two.begin(2, new long[] {price});
        two.seen(block, new long[] {100}, new long[] {1_000}, 1);
    }

    @Test
    void pricesAreCalmIfNoneMovedByMoreThanA256th() {
        slack.begin(1, new long[] {1_003});
        assertThat(slack.isCalm()).isTrue();
        slack.begin(1, new long[] {1_007});
        assertThat(slack.isCalm()).isFalse();
    }

    /**
     * Nine calm scans about the same prices, then one far off, eight times over. The rows of block c may come to their edge by a
     * move of a 2^c-th; in between rows change, some of them to suspects.
     */
    @Property(tries = 100)
    void aScanFindsWhatATestOfEachRowFinds(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int legs) {
        RandomStream random = RandomStream.of(seed, "rows", 0, "test");
        RowGroup group = new RowGroup(legs, 1);
        for (int row = 0; row < ROWS; row++) {
            fill(group, group.add(row), random, false);
        }
        int leftOut = 0;
        for (int step = 0; step < 80; step++) {
            long[] prices = PRICES.clone();
            int size = step % 10 == 9 ? 1 + below(3, random) : 9 + below(4, random);
            for (int i = 0; i < prices.length; i++) {
                prices[i] += Math.round((random.nextDouble() - 0.5) * (prices[i] >> size));
            }
            if (step % 3 == 2) {
                fill(group, below(ROWS, random), random, true);
            }
            List<Integer> expected = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                if (!group.surelySafe(row, prices)) {
                    expected.add(row);
                }
            }
            List<Integer> found = new ArrayList<>();
            group.scan(prices, (of, row) -> found.add(row));
            assertThat(found).isEqualTo(expected);
            // A scan far off looks closely at nothing, so what is safe then was left out.
            leftOut += step % 10 == 9 && group.slack.isSafe(0) ? 1 : 0;
        }
        assertThat(leftOut).isPositive();
    }

    private static int below(int bound, RandomStream random) {
        return (int) Math.floorMod(random.nextLong(), (long) bound);
    }

    /** One row in two that change becomes a suspect, but none of the first two blocks. */
    private static void fill(RowGroup group, int row, RandomStream random, boolean maybeSuspect) {
        long norm = 0;
        long value = 0;
        for (int leg = 0; leg < group.legs; leg++) {
            int instrument = group.legs == 1 ? group.only : leg;
            if (group.legs > 1) {
                group.instrument[leg][row] = instrument;
            }
            long weight = below(100_000, random) - 50_000L;
            group.setWeight(leg, row, weight);
            value += weight * PRICES[instrument];
            norm += Math.abs(weight) * PRICES[instrument];
        }
        int block = row / BLOCK;
        boolean suspect = maybeSuspect && block > 1 && below(2, random) == 0;
        long form = suspect ? -norm / 2 - 1_000 : norm >> block;
        group.setBalance(row, ((form - value) >> RowGroup.SCALE_BITS) + group.legs + 2, true);
    }
}
