package io.backstop.scenario.loader;

import java.math.BigDecimal;
import java.util.List;

/**
 * Prices over time before they are put on a market's grid.
 *
 * @param atMillis ascending, the first 0
 * @param dollars positive, one for each time
 */
record PriceSeries(long[] atMillis, List<BigDecimal> dollars) {}
