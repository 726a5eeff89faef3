package io.backstop.shell;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long the root waits before it asks again: doubling, with jitter, so that nodes do not ask in step. No decision depends on
 * it.
 *
 * @param first the wait before the first repetition
 * @param longest the longest wait
 */
public record Backoff(Duration first, Duration longest) {
    /** One second, up to ten. */
    public static Backoff standard() {
        return new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));
    }

    /** The wait before the repetition after {@code attempts} others: three to five quarters of the nominal one. */
    Duration wait(int attempts) {
        long nominal = Math.min(longest.toMillis(), first.toMillis() << Math.min(attempts, 20));
        return Duration.ofMillis(nominal * 3 / 4 + ThreadLocalRandom.current().nextLong(nominal / 2 + 1));
    }
}
