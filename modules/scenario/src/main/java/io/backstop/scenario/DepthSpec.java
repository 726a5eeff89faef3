package io.backstop.scenario;

/**
 * Liquidity of a market's two sides as a budget for each tick (economics N2).
 *
 * @param sellPerSecond micro-dollars a second that the bids absorb of forced sales at profile 1
 * @param buyPerSecond micro-dollars a second that the asks absorb of forced purchases at profile 1
 * @param profileAtMillis ascending, the first 0
 * @param profileShare share of the full depth at each time, linear between, constant after the last
 */
public record DepthSpec(long sellPerSecond, long buyPerSecond, long[] profileAtMillis, double[] profileShare) {}
