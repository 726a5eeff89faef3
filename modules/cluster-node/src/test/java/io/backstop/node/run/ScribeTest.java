package io.backstop.node.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.simulation.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The folder's rows are written beside the run, and nothing is lost or hidden by that. */
class ScribeTest {
    private static final int EVENTS = 1_000;

    private static Fact fact(long number) {
        return new Fact.RunClosed(Long.toString(number), "");
    }

    private static List<Fact> event(long number) {
        return List.of(fact(2 * number), fact(2 * number + 1));
    }

    @Test
    void writesAllFactsInTheirOrderBeforeTheEnd() {
        List<Fact> written = new ArrayList<>();
        try (Scribe scribe = Scribe.start(written::add)) {
            for (int number = 0; number < EVENTS; number++) {
                scribe.accept(event(number));
            }
            scribe.end();
        }
        assertThat(written)
                .isEqualTo(LongStream.range(0, 2 * EVENTS)
                        .mapToObj(ScribeTest::fact)
                        .toList());
    }

    @Test
    void aRunThatStopsLeavesTheRowsOfWhatItDid() {
        List<Fact> written = new ArrayList<>();
        try (Scribe scribe = Scribe.start(written::add)) {
            scribe.accept(event(0));
        }
        assertThat(written).isEqualTo(event(0));
    }

    @Test
    void theRunHearsOfAFullDiskAsTheFolderToldIt() {
        List<Fact> written = new ArrayList<>();
        RuntimeException full = new IllegalStateException("disk full");
        try (Scribe scribe = Scribe.start(fact -> {
            if (fact.equals(fact(3))) {
                throw full;
            }
            written.add(fact);
        })) {
            assertThatThrownBy(() -> {
                        for (int number = 0; number < EVENTS; number++) {
                            scribe.accept(event(number));
                        }
                        scribe.end();
                    })
                    .isSameAs(full);
        }
        assertThat(written).isEqualTo(List.of(fact(0), fact(1), fact(2)));
    }
}
