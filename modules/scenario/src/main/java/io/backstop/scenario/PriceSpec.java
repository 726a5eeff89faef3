package io.backstop.scenario;

/** Where an index comes from. Prices are on the market's grid (10^-priceDecimals dollars), times in milliseconds. */
public sealed interface PriceSpec {
    /** The price at time zero. */
    long start();

    /**
     * Control points or the lines of a CSV file.
     *
     * @param atMillis ascending, the first 0
     * @param prices positive, one for each time
     * @param interpolation how the price moves between two points
     */
    record Path(long[] atMillis, long[] prices, Interpolation interpolation) implements PriceSpec {
        @Override
        public long start() {
            return prices[0];
        }
    }

    /** Between two points of a path. */
    enum Interpolation {
        /** The logarithm moves on a straight line. */
        LOG_LINEAR,
        /** The last point holds until the next. */
        STEP
    }

    /**
     * Geometric Brownian motion.
     *
     * @param drift per year, of the logarithm's mean before the Itô term
     * @param volatility per square root of a year
     */
    record GeometricBrownianMotion(long start, double drift, double volatility) implements PriceSpec {}

    /**
     * Merton's jump diffusion (1976): geometric Brownian motion plus compound Poisson jumps of the logarithm.
     *
     * @param jumpsPerHour intensity
     * @param jumpMean mean of a jump of the logarithm
     * @param jumpDeviation standard deviation of a jump of the logarithm
     */
    record JumpDiffusion(
            long start, double drift, double volatility, double jumpsPerHour, double jumpMean, double jumpDeviation)
            implements PriceSpec {}
}
