package io.backstop.scenario.debt;

/**
 * How a protocol sees an asset's price.
 *
 * @param source MARKET: the spot market's mark; NAV: the issuer's net asset value (receipt tokens only)
 * @param kind LIVE, LAGGED, FROZEN or HARD_CODED
 * @param parameter LAGGED: milliseconds; FROZEN: the moment from which the price stands; HARD_CODED: the price on the asset's grid; else 0
 */
public record OracleSpec(Source source, Kind kind, long parameter) {
    /** The spot market's mark as it is. */
    public static final OracleSpec MARKET = new OracleSpec(Source.MARKET, Kind.LIVE, 0);

    /** What is looked at. */
    public enum Source {
        /** The spot market's mark. */
        MARKET,
        /** The issuer's net asset value. */
        NAV
    }

    /** When it is looked at. */
    public enum Kind {
        /** Now. */
        LIVE,
        /** Some time ago. */
        LAGGED,
        /** Until a moment. */
        FROZEN,
        /** Never. */
        HARD_CODED
    }
}
