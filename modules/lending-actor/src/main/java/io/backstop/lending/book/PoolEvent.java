package io.backstop.lending.book;

import io.backstop.kernel.Event;

/** What happened to a pool; fields as in {@link PoolCommand}. */
public sealed interface PoolEvent extends Event {
    /** The pool opened. */
    record Opened(long[] supplied, long[] owed) implements PoolEvent {}

    /** A pass was posted. */
    record Posted(PoolChange change) implements PoolEvent {}
}
