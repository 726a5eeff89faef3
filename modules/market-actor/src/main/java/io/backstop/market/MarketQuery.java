package io.backstop.market;

import io.backstop.kernel.Query;

/** What a market is asked in read steps. */
public sealed interface MarketQuery extends Query {
    /** Prices and depth of a tick. */
    record At(long tick) implements MarketQuery {}

    /** At what a forced flow would execute in the depth that is left; sizes in units, 0 or more. */
    record Quote(long tick, long sellSize, long buySize) implements MarketQuery {}
}
