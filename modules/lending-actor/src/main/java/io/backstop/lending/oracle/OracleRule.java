package io.backstop.lending.oracle;

import java.util.OptionalLong;

/**
 * The price that a protocol believes, as a function of the true prices so far. Empty where there is none: the protocol then neither
 * lends nor liquidates.
 */
public sealed interface OracleRule {
    /** The price believed at a time in milliseconds, micro-dollars a unit. */
    OptionalLong price(PriceHistory history, long now);

    /** The price of now. */
    record Live() implements OracleRule {
        @Override
        public OptionalLong price(PriceHistory history, long now) {
            return history.at(now);
        }
    }

    /**
     * The price of some time ago.
     *
     * @param lagMillis 0 or more
     */
    record Lagged(long lagMillis) implements OracleRule {
        /**
         * Checks the lag.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Lagged {
            if (lagMillis < 0) {
                throw new IllegalArgumentException("lag must not be negative: " + lagMillis);
            }
        }

        @Override
        public OptionalLong price(PriceHistory history, long now) {
            return history.at(Math.subtractExact(now, lagMillis));
        }
    }

    /**
     * Live until it stops; from then on the price of that moment.
     *
     * @param sinceMillis when it stops
     */
    record Frozen(long sinceMillis) implements OracleRule {
        @Override
        public OptionalLong price(PriceHistory history, long now) {
            return history.at(Math.min(now, sinceMillis));
        }
    }

    /**
     * A price written into the code (the xUSD markets of November 2025).
     *
     * @param price micro-dollars a unit, positive
     */
    record HardCoded(long price) implements OracleRule {
        /**
         * Checks the price.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public HardCoded {
            if (price <= 0) {
                throw new IllegalArgumentException("price must be positive: " + price);
            }
        }

        @Override
        public OptionalLong price(PriceHistory history, long now) {
            return OptionalLong.of(price);
        }
    }
}
