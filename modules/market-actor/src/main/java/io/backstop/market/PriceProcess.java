package io.backstop.market;

import io.backstop.model.FixedPoint;
import io.backstop.model.RandomStream;
import io.backstop.scenario.PriceSpec;

/**
 * The whole index path of a market: a pure function of its specification, the seed and the market's name.
 *
 * <p>Random increments are keyed by (seed, market name, tick, purpose) and scaled with the length of the tick, so a path on a finer
 * tick has the same distribution at the times they share. Prices are rounded half-even to the grid from an unrounded logarithm and
 * are at least one grid unit.
 */
public final class PriceProcess {
    private static final double MILLIS_PER_YEAR = 365.0 * 24 * 3_600_000;
    private static final double MILLIS_PER_HOUR = 3_600_000;
    private static final long DIFFUSION = RandomStream.hash("index-diffusion");
    private static final long JUMPS = RandomStream.hash("index-jumps");

    private PriceProcess() {}

    /**
     * The index at the opening and at the end of each tick.
     *
     * @param spec where the index comes from
     * @param seed of the run
     * @param market the market's name
     * @param tickMillis length of a tick, positive
     * @param ticks number of ticks
     * @return {@code ticks + 1} prices on the market's grid
     * @throws ArithmeticException if a price does not fit 64 bits
     */
    public static long[] path(PriceSpec spec, long seed, String market, long tickMillis, int ticks) {
        return switch (spec) {
            case PriceSpec.Path path -> controlled(path, tickMillis, ticks);
            case PriceSpec.GeometricBrownianMotion motion ->
                random(withoutJumps(motion), seed, market, tickMillis, ticks);
            case PriceSpec.JumpDiffusion jumps -> random(jumps, seed, market, tickMillis, ticks);
        };
    }

    private static PriceSpec.JumpDiffusion withoutJumps(PriceSpec.GeometricBrownianMotion motion) {
        return new PriceSpec.JumpDiffusion(motion.start(), motion.drift(), motion.volatility(), 0, 0, 0);
    }

    private static long[] controlled(PriceSpec.Path path, long tickMillis, int ticks) {
        long[] prices = new long[ticks + 1];
        int segment = 0;
        for (int t = 0; t <= ticks; t++) {
            long at = Math.multiplyExact(tickMillis, (long) t);
            while (segment + 1 < path.atMillis().length && path.atMillis()[segment + 1] <= at) {
                segment++;
            }
            prices[t] = between(path, segment, at);
        }
        return prices;
    }

    private static long between(PriceSpec.Path path, int segment, long at) {
        long from = path.prices()[segment];
        long fromMillis = path.atMillis()[segment];
        boolean isLast = segment + 1 == path.prices().length;
        if (isLast || at == fromMillis || path.interpolation() == PriceSpec.Interpolation.STEP) {
            return from;
        }
        double part = (double) (at - fromMillis) / (path.atMillis()[segment + 1] - fromMillis);
        double log = StrictMath.log((double) path.prices()[segment + 1] / from) * part;
        return onGrid(from, log);
    }

    private static long[] random(PriceSpec.JumpDiffusion spec, long seed, String market, long tickMillis, int ticks) {
        long name = RandomStream.hash(market);
        double years = tickMillis / MILLIS_PER_YEAR;
        double mean = (spec.drift() - spec.volatility() * spec.volatility() / 2) * years;
        double deviation = spec.volatility() * StrictMath.sqrt(years);
        double jumps = spec.jumpsPerHour() * tickMillis / MILLIS_PER_HOUR;
        long[] prices = new long[ticks + 1];
        prices[0] = spec.start();
        double log = 0;
        for (int t = 1; t <= ticks; t++) {
            log += mean
                    + deviation * RandomStream.of(seed, name, t, DIFFUSION).nextGaussian()
                    + jumps(spec, jumps, RandomStream.of(seed, name, t, JUMPS));
            prices[t] = onGrid(spec.start(), log);
        }
        return prices;
    }

    /** Sum of a Poisson number of normal jumps; arrivals by exponential gaps. */
    private static double jumps(PriceSpec.JumpDiffusion spec, double expected, RandomStream stream) {
        double sum = 0;
        if (expected > 0) {
            double at = gap(stream);
            while (at < expected) {
                sum += spec.jumpMean() + spec.jumpDeviation() * stream.nextGaussian();
                at += gap(stream);
            }
        }
        return sum;
    }

    private static double gap(RandomStream stream) {
        return -StrictMath.log(1.0 - stream.nextDouble());
    }

    private static long onGrid(long start, double log) {
        return Math.max(1, FixedPoint.round(start * StrictMath.exp(log)));
    }
}
