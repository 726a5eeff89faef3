package io.backstop.lending.book;

import io.backstop.kernel.Answer;

/** What a pool answers. */
public sealed interface PoolAnswer extends Answer {
    /** The pool. */
    record View(LendingPool pool) implements PoolAnswer {}

    /** A writing step is done. */
    record Done() implements PoolAnswer {}
}
