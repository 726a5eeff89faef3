package io.backstop.market;

import io.backstop.account.Position;
import io.backstop.kernel.Answer;

/** What a market answers. Prices are on its grid, money in micro-dollars. */
public sealed interface MarketAnswer extends Answer {
    /**
     * Prices and depth of a tick.
     *
     * @param sellDepth micro-dollars of forced sales that the tick can absorb in all
     * @param sellUsed of it used so far
     */
    record At(
            long index,
            long mark,
            long previousMark,
            long sellDepth,
            long buyDepth,
            long sellUsed,
            long buyUsed,
            Position outside,
            long outsideCash)
            implements MarketAnswer {}

    /**
     * An execution offered.
     *
     * @param sellSize size units that the bids take, at most what was asked
     * @param sellValue micro-dollars for them
     * @param buySize size units that the asks give, at most what was asked
     * @param buyValue micro-dollars for them
     */
    record Quoted(long sellSize, long sellValue, long buySize, long buyValue) implements MarketAnswer {}

    /** A writing step is done. */
    record Done() implements MarketAnswer {}
}
