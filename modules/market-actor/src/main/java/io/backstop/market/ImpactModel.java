package io.backstop.market;

import io.backstop.model.FixedPoint;
import io.backstop.scenario.ImpactSpec;

/**
 * At what price a forced flow executes (economics N3). A tick's depth G on one side is shared by all its flows; a flow f after the
 * share {@code u0} is used takes the share {@code u = f / G}. Prices are for sales; purchases mirror them.
 *
 * <p>Distances are computed in {@code double} with {@code StrictMath} and an amount is rounded once, half-even.
 */
public sealed interface ImpactModel permits ExponentialImpact, LinearImpact, SquareRootImpact {

    /**
     * The average relative distance from mark over the shares {@code u0} to {@code u0 + u}: a sale executes at
     * {@code mark * (1 - distance)}.
     *
     * @param u0 share of the tick's depth that is used already, 0 to 1
     * @param u share that this flow uses, above 0
     * @return below 1
     */
    double sellDistance(double u0, double u);

    /**
     * The average relative distance of a purchase: it executes at {@code mark * (1 + distance)}.
     *
     * @param u0 share of the tick's depth that is used already, 0 to 1
     * @param u share that this flow uses, above 0
     */
    double buyDistance(double u0, double u);

    /**
     * What a flow executes for, at its average price: {@code round(notional * (1 -/+ distance))}.
     *
     * @param notional signed micro-dollars at mark, bought above 0, sold below 0
     * @param used micro-dollars of the side's depth that this tick has used already, 0 or more
     * @param budget micro-dollars of depth of that side in this tick, positive; {@link Long#MAX_VALUE} for infinite depth
     * @return the consideration, signed as the notional
     * @throws ArithmeticException if the budget is 0, or on overflow
     */
    default long consideration(long notional, long used, long budget) {
        if (notional == 0 || budget == Long.MAX_VALUE) {
            return notional;
        }
        if (budget <= 0) {
            throw new ArithmeticException("no depth for a flow of " + notional);
        }
        double u0 = (double) used / budget;
        double u = (double) Math.absExact(notional) / budget;
        double distance = notional > 0 ? buyDistance(u0, u) : -sellDistance(u0, u);
        return Math.addExact(notional, FixedPoint.round(notional * distance));
    }

    /**
     * Permanent displacement by the executions of a side in a tick: {@code kappa * dt * f / G}, linear in the flow whatever the
     * shape of the execution price, since only a linear permanent impact leaves no profit in a round trip (Huberman and Stanzl
     * 2004).
     *
     * @param flow micro-dollars, 0 or more
     * @param budget micro-dollars, positive unless the flow is 0
     * @param permanentPerSecond kappa
     * @param tickMillis dt in milliseconds
     * @return the fall of the logarithm for sales; for purchases its rise
     */
    static double permanent(long flow, long budget, double permanentPerSecond, long tickMillis) {
        if (flow == 0 || budget == Long.MAX_VALUE) {
            return 0;
        }
        return permanentPerSecond * (tickMillis / 1000.0) * ((double) flow / budget);
    }

    /** The named model. */
    static ImpactModel of(ImpactSpec spec) {
        return switch (spec.model()) {
            case LINEAR -> new LinearImpact(spec.executionCost());
            case EXPONENTIAL -> new ExponentialImpact(spec.executionCost());
            case SQUARE_ROOT -> new SquareRootImpact(spec.executionCost());
        };
    }
}
