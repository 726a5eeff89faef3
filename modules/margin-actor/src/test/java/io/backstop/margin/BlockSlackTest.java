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
    private static final int INSTRUMENTS = 3;
    private static final int ROWS = 300;

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

    @Test
    void aBlockWhoseReferenceMadeRoomIsLookedAtAgain() {
        for (int i = 1; i <= 16; i++) {
            slack.begin(2, new long[] {1_000 + i});
            slack.seen(1, new long[] {1_000}, new long[] {1_000}, 1);
        }
        assertThat(isSafeAt(1_000)).isFalse();
    }

    @Test
    void pricesAreCalmIfNoneMovedByMoreThanA256th() {
        slack.begin(1, new long[] {1_003});
        assertThat(slack.isCalm()).isTrue();
        slack.begin(1, new long[] {1_007});
        assertThat(slack.isCalm()).isFalse();
    }

    @Property(tries = 200)
    void aScanFindsWhatATestOfEachRowFinds(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int legs) {
        RandomStream random = RandomStream.of(seed, "rows", 0, "test");
        long[] prices = {900_000, 40_000, 1_000};
        RowGroup group = new RowGroup(legs, 1);
        for (int row = 0; row < ROWS; row++) {
            fill(group, group.add(row), prices, random);
        }
        for (int step = 0; step < 60; step++) {
            // Moves of a half, a quarter, ... a 4096th.
            int size = 1 + (int) Math.floorMod(random.nextLong(), 12L);
            for (int i = 0; i < INSTRUMENTS; i++) {
                prices[i] += Math.round((random.nextDouble() - 0.5) * (prices[i] >> size));
            }
            if (step % 7 == 0) {
                fill(group, (int) Math.floorMod(random.nextLong(), (long) ROWS), prices, random);
            }
            List<Integer> expected = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                if (!group.surelySafe(row, prices)) {
                    expected.add(row);
                }
            }
            List<Integer> found = new ArrayList<>();
            group.scan(prices.clone(), (of, row) -> found.add(row));
            assertThat(found).isEqualTo(expected);
        }
    }

    /** A row that a move of a 1st to a 1024th of all prices may bring to its edge. */
    private static void fill(RowGroup group, int row, long[] prices, RandomStream random) {
        long norm = 0;
        long value = 0;
        for (int leg = 0; leg < group.legs; leg++) {
            int instrument = group.legs == 1 ? group.only : leg;
            if (group.legs > 1) {
                group.instrument[leg][row] = instrument;
            }
            long weight = Math.floorMod(random.nextLong(), 100_000L) - 50_000;
            group.setWeight(leg, row, weight);
            value += weight * prices[instrument];
            norm += Math.abs(weight) * prices[instrument];
        }
        long form = norm >> Math.floorMod(random.nextLong(), 11L);
        group.setBalance(row, ((form - value) >> RowGroup.SCALE_BITS) + group.legs + 2, true);
    }
}
