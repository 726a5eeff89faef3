package io.backstop.lending.maker;

import io.backstop.model.Ratio;

/**
 * The terms of auctions with bids, for debt and for surplus (dss {@code Flopper}, {@code Flapper}).
 *
 * @param beg by which a bid must beat the last, above 1
 * @param pad by which a debt auction's lot grows when nobody bids, 1 or more
 * @param ttlMillis after which the last bid wins
 * @param tauMillis the auction lasts at most
 */
public record BidTerms(Ratio beg, Ratio pad, long ttlMillis, long tauMillis) {
    private static final long HOUR_MILLIS = 3_600_000L;

    /** The defaults in the code: 5 %, 50 %, 3 hours, 2 days. */
    public static final BidTerms DSS =
            new BidTerms(Ratio.of(105, 100), Ratio.of(3, 2), 3 * HOUR_MILLIS, 48 * HOUR_MILLIS);

    /** As voted for March 2020: 3 % steps, 6 and 72 hours; the pad of the code. */
    public static final BidTerms MARCH_2020 =
            new BidTerms(Ratio.of(103, 100), Ratio.of(3, 2), 6 * HOUR_MILLIS, 72 * HOUR_MILLIS);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a factor is below 1 or a duration not positive
     */
    public BidTerms {
        if (beg.compareTo(Ratio.ONE) < 0 || pad.compareTo(Ratio.ONE) < 0 || ttlMillis <= 0 || tauMillis <= 0) {
            throw new IllegalArgumentException(
                    "out of range: beg " + beg + ", pad " + pad + ", ttl " + ttlMillis + ", tau " + tauMillis);
        }
    }
}
