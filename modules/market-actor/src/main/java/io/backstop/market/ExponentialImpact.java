package io.backstop.market;

/**
 * The logarithm of the price moves in proportion to the used share: at share v it is {@code mark * exp(-/+ lambda * v)}. Integrated
 * over the flow a sale averages {@code mark * exp(-lambda * u0) * (1 - exp(-lambda * u)) / (lambda * u)} and a purchase
 * {@code mark * exp(lambda * u0) * (exp(lambda * u) - 1) / (lambda * u)}.
 *
 * @param lambda distance of the logarithm at the last unit of depth, 0 or more
 */
public record ExponentialImpact(double lambda) implements ImpactModel {
    @Override
    public double sellDistance(double u0, double u) {
        return 1 - averageFactor(-lambda * u0, -lambda * u);
    }

    @Override
    public double buyDistance(double u0, double u) {
        return averageFactor(lambda * u0, lambda * u) - 1;
    }

    /** Mean of exp over the interval from {@code from} of length {@code by}. */
    private static double averageFactor(double from, double by) {
        double mean = by == 0 ? 1 : StrictMath.expm1(by) / by;
        return StrictMath.exp(from) * mean;
    }
}
