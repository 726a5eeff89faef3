package io.backstop.lending.book;

import io.backstop.kernel.Query;

/** What a pool is asked in read steps. */
public sealed interface PoolQuery extends Query {
    /** The pool with interest up to a time, in simulated milliseconds. */
    record View(long now) implements PoolQuery {}
}
