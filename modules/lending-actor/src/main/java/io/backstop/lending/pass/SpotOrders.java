package io.backstop.lending.pass;

/**
 * What would be traded in spot markets, by asset number, units.
 *
 * @param sell 0 or more
 * @param buy 0 or more
 */
public record SpotOrders(long[] sell, long[] buy) {}
