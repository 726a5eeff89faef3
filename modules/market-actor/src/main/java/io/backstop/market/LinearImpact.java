package io.backstop.market;

/**
 * The price moves in proportion to the used share: at share v it is {@code mark * (1 -/+ lambda * v)}, on average over the flow
 * {@code mark * (1 -/+ lambda * (u0 + u / 2))} (economics N3; Almgren and Chriss 2000).
 *
 * @param lambda relative distance of the last unit of depth, 0 or more
 */
public record LinearImpact(double lambda) implements ImpactModel {
    @Override
    public double sellDistance(double u0, double u) {
        return lambda * (u0 + u / 2);
    }

    @Override
    public double buyDistance(double u0, double u) {
        return sellDistance(u0, u);
    }
}
