package io.backstop.market;

import io.backstop.kernel.Command;

/** What a market is asked in writing steps. */
public sealed interface MarketCommand extends Command {
    /** Open: the outside account takes what does not balance, at the opening price. */
    record Open(long outsideSize) implements MarketCommand {}

    /**
     * Executions of a pass against the outside account; sizes and values 0 or more.
     *
     * @param sellSize size units sold by others
     * @param sellValue micro-dollars that the outside account paid for them
     * @param buySize size units bought by others
     * @param buyValue micro-dollars that the outside account received for them
     */
    record Execute(long tick, int pass, long sellSize, long sellValue, long buySize, long buyValue)
            implements MarketCommand {}

    /** The outside account pays a levy (below 0: receives it). */
    record Charge(long amount) implements MarketCommand {}
}
