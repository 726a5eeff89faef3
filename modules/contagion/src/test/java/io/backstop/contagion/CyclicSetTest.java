package io.backstop.contagion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CyclicSetTest {
    @Test
    void itHandsOutInRisingOrderRoundAndRound() {
        CyclicSet set = new CyclicSet(10_000);
        set.add(9_999);
        set.add(7);
        set.add(4_096);
        assertThat(set.take()).isEqualTo(7);
        set.add(3);
        set.add(8);
        assertThat(set.take()).isEqualTo(8);
        assertThat(set.take()).isEqualTo(4_096);
        assertThat(set.take()).isEqualTo(9_999);
        assertThat(set.take()).isEqualTo(3);
        assertThat(set.size()).isZero();
    }

    @Property(tries = 200)
    void itTakesTheNextOfTheSetAfterTheOneBefore(@ForAll long seed) {
        Random random = new Random(seed);
        int ordinals = 1 + random.nextInt(20_000);
        CyclicSet set = new CyclicSet(ordinals);
        TreeSet<Integer> expected = new TreeSet<>();
        int last = -1;
        for (int i = 0; i < 2_000; i++) {
            int ordinal = random.nextInt(ordinals);
            set.add(ordinal);
            expected.add(ordinal);
            if (random.nextInt(3) > 0) {
                Integer next = expected.higher(last);
                last = next == null ? expected.first() : next;
                expected.remove(last);
                assertThat(set.take()).isEqualTo(last);
                assertThat(set.size()).isEqualTo(expected.size());
            }
        }
    }
}
