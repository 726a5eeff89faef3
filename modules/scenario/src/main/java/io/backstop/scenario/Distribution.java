package io.backstop.scenario;

import io.backstop.model.RandomStream;

/** A distribution of positive numbers; drawn in {@code double} with {@link StrictMath}, rounded where it is used. */
public sealed interface Distribution {
    /** The next number of the stream. */
    double draw(RandomStream stream);

    /**
     * {@code median * exp(logDeviation * Z)}, Z standard normal.
     *
     * @param median positive
     * @param logDeviation 0 or more
     */
    record Lognormal(double median, double logDeviation) implements Distribution {
        @Override
        public double draw(RandomStream stream) {
            return median * StrictMath.exp(logDeviation * stream.nextGaussian());
        }
    }

    /**
     * {@code minimum * U^(-1/exponent)}, U uniform in (0, 1]: P(X > x) = (minimum / x)^exponent.
     *
     * @param minimum positive
     * @param exponent positive; the mean is infinite up to 1
     */
    record Pareto(double minimum, double exponent) implements Distribution {
        @Override
        public double draw(RandomStream stream) {
            return minimum * StrictMath.pow(1.0 - stream.nextDouble(), -1.0 / exponent);
        }
    }

    /** Always the same number. */
    record Fixed(double value) implements Distribution {
        @Override
        public double draw(RandomStream stream) {
            return value;
        }
    }
}
