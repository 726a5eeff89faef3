package io.backstop.lending.book;

import java.util.List;

/**
 * What a pass made of a pool: interest up to a time, then operations in order.
 *
 * @param tick of the pass
 * @param pass 0 for what comes before the passes
 * @param now simulated milliseconds
 */
public record PoolChange(long tick, int pass, long now, List<PoolOp> ops) {}
