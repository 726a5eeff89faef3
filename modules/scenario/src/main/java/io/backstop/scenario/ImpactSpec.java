package io.backstop.scenario;

/**
 * How executions move prices (economics N1, N3).
 *
 * @param executionCost lambda: relative price distance at which the last unit of a tick's depth trades
 * @param permanentPerSecond kappa: displacement of the logarithm per second of fully used depth
 * @param halfLifeMillis in which half of the displacement decays, positive; {@link Long#MAX_VALUE} for never
 */
public record ImpactSpec(Model model, double executionCost, double permanentPerSecond, long halfLifeMillis) {
    /** The shape of the price over the used share of depth. */
    public enum Model {
        /** Distance lambda times share. */
        LINEAR,
        /** Price times exp(-lambda times share). */
        EXPONENTIAL,
        /** Distance lambda times the square root of the share. */
        SQUARE_ROOT
    }
}
