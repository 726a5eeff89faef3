package io.backstop.scenario;

import java.math.BigDecimal;

/**
 * A figure of the real event that the report sets beside the outcome.
 *
 * @param measure a name of the summary, such as {@code liquidatedNotional}
 * @param value in the summary's unit (dollars, counts, ratios)
 * @param source where the figure is from
 * @param factor within which outcome and figure agree, above 1
 * @param fitted whether parameters were chosen to meet it
 */
public record Observed(String measure, BigDecimal value, String source, BigDecimal factor, boolean fitted) {}
