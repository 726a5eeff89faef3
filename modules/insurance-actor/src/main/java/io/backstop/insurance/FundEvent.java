package io.backstop.insurance;

import io.backstop.kernel.Event;

/** What happened to an insurance fund. */
public sealed interface FundEvent extends Event {
    /** A pass was posted. */
    record Posted(FundChange change) implements FundEvent {}
}
