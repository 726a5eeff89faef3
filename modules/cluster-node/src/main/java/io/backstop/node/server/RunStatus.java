package io.backstop.node.server;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is.
 *
 * @param tick the last tick that the journal knows of, 0 before the first; quiet ticks leave no trace until the next event
 * @param events events of the root in the journal; how many root events a client can fetch
 * @param eventsPersisted events of all its entities in the journal; null until it is complete
 * @param digest of a complete run, hexadecimal
 * @param failure why a failed run failed, in one line
 */
public record RunStatus(
        String id,
        String scenario,
        long seed,
        int partitions,
        State state,
        long tick,
        long ticks,
        long events,
        Instant submitted,
        @Nullable Long eventsPersisted,
        @Nullable String digest,
        @Nullable String failure) {
    /** The states of a run. */
    public enum State {
        /** Begun, and not at its end. */
        RUNNING,
        /** Ended by itself. */
        COMPLETE,
        /** Stopped by a failure that no retry mends, or by request. */
        FAILED
    }
}
