package io.backstop.lending.oracle;

import java.util.OptionalLong;

/** The true prices of one asset over time: what an oracle can know. A pure function. */
@FunctionalInterface
public interface PriceHistory {
    /** The price at a time in milliseconds, micro-dollars a unit; empty before the first. */
    OptionalLong at(long millis);
}
