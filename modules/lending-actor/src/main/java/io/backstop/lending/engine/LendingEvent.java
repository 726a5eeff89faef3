package io.backstop.lending.engine;

import io.backstop.kernel.Event;
import io.backstop.lending.account.LendingChange;
import java.util.List;

/** What happened to a lending engine. */
public sealed interface LendingEvent extends Event {
    /** The table was opened; a node that generates another refuses. */
    record Opened(long rows, long[] fingerprints) implements LendingEvent {}

    /** A pass was settled for these accounts. */
    record Settled(List<LendingChange> changes) implements LendingEvent {}
}
