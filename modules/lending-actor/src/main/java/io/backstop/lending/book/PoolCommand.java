package io.backstop.lending.book;

import io.backstop.kernel.Command;

/** What a pool is asked in writing steps. */
public sealed interface PoolCommand extends Command {
    /** Open: units that all accounts together supplied and owe at each reserve. */
    record Open(long[] supplied, long[] owed) implements PoolCommand {}

    /** Post what a pass made of the pool. */
    record Post(PoolChange change) implements PoolCommand {}
}
