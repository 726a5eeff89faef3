package io.backstop.margin;

import io.backstop.account.AccountChange;
import io.backstop.account.Levy;
import io.backstop.kernel.Event;
import java.util.List;

/** What happened to a margin engine. */
public sealed interface MarginEvent extends Event {
    /** The table was opened; a node that generates another refuses. */
    record Opened(long rows, long balance, long[] fingerprints) implements MarginEvent {}

    /** A pass was settled for these accounts. */
    record Settled(List<AccountChange> changes) implements MarginEvent {}

    /** Every holder was charged. */
    record Charged(Levy levy) implements MarginEvent {}
}
