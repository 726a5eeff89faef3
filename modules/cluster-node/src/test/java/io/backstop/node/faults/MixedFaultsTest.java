package io.backstop.node.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * F20: one run after the other on three node processes and PostgreSQL, through what a seed draws from the table, for some minutes.
 *
 * <p>Schedule: {@code -Dbackstop.mix.seed} (default 1) and {@code -Dbackstop.mix.minutes} (default 10), given to the tests' JVM. Invariants: R1 to
 * R7 and I1 to I12 by the audit of each run. Liveness, R8: each run ends within 90 s of its fault, in the digest of the undisturbed run. A failure
 * names the seed and all that happened before.
 */
@Tag("slow")
class MixedFaultsTest {
    private static final long SEED = Long.getLong("backstop.mix.seed", 1);
    private static final Duration LASTS = Duration.ofMinutes(Long.getLong("backstop.mix.minutes", 10));

    private static final List<Mishap> MISHAPS = List.of(Mishap.values());

    @TempDir
    private Path folder;

    @Test
    @Timeout(3_600)
    void whateverComes() throws InterruptedException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        List<Mishap> happened = new ArrayList<>();
        try (Processes nodes = new Processes(folder)) {
            long began = System.nanoTime();
            while (System.nanoTime() - began < LASTS.toNanos()) {
                Mishap next = MISHAPS.get(random.nextInt(MISHAPS.size()));
                happened.add(next);
                Outcome outcome = nodes.through(next);

                String words = "seed " + SEED + ", " + happened;
                assertThat(outcome.broken()).as(words).isEmpty();
                assertThat(outcome.digest()).as(words).isEqualTo(nodes.undisturbed());
            }
            assertThat(happened).isNotEmpty();
        }
    }
}
