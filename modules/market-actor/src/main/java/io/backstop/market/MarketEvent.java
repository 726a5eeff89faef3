package io.backstop.market;

import io.backstop.kernel.Event;

/** What happened to a market; fields as in {@link MarketCommand}. */
public sealed interface MarketEvent extends Event {
    /** The outside account took what did not balance, for {@code cost}. */
    record Opened(long outsideSize, long cost) implements MarketEvent {}

    /** Executions of a pass. */
    record Executed(long tick, int pass, long sellSize, long sellValue, long buySize, long buyValue)
            implements MarketEvent {}

    /** The outside account paid a levy. */
    record Charged(long amount) implements MarketEvent {}
}
