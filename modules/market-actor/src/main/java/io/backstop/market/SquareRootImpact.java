package io.backstop.market;

/**
 * The price moves with the square root of the used share: at share v it is {@code mark * (1 -/+ lambda * sqrt(v))}. Integrated over
 * the flow it averages {@code mark * (1 -/+ lambda * 2/3 * ((u0 + u)^1.5 - u0^1.5) / u)} (the square-root law, Tóth and others 2011).
 *
 * @param lambda relative distance of the last unit of depth, 0 or more
 */
public record SquareRootImpact(double lambda) implements ImpactModel {
    @Override
    public double sellDistance(double u0, double u) {
        double a = StrictMath.sqrt(u0);
        double b = StrictMath.sqrt(u0 + u);
        // (b^3 - a^3) / (b^2 - a^2) without the cancellation
        return lambda * 2 / 3 * (b * b + a * b + a * a) / (a + b);
    }

    @Override
    public double buyDistance(double u0, double u) {
        return sellDistance(u0, u);
    }
}
