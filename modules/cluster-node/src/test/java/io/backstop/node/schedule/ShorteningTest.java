package io.backstop.node.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What is left fails, and nothing can be left out of it. */
class ShorteningTest {
    private static final List<Integer> ALL = IntStream.range(0, 100).boxed().toList();

    @Property(tries = 200)
    void exactlyTheGuiltyAreLeft(@ForAll @Size(min = 1, max = 6) List<@IntRange(max = 99) Integer> guilty) {
        assertThat(Shortening.of(ALL, some -> some.containsAll(guilty)))
                .containsExactlyElementsOf(new TreeSet<>(guilty));
    }

    @Test
    void oneOfSeveralCausesIsEnough() {
        List<Integer> left = Shortening.of(ALL, some -> some.contains(3) || (some.contains(70) && some.contains(71)));

        assertThat(left).isIn(List.of(3), List.of(70, 71));
    }

    @Test
    void nothingIsLeftOfWhatFailsByItself() {
        assertThat(Shortening.of(ALL, some -> true)).isEmpty();
    }
}
