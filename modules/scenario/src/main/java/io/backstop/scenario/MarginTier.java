package io.backstop.scenario;

import io.backstop.model.Ratio;

/**
 * A tier of maintenance margin: {@code notional * rate - deduction} from {@code floor} on.
 *
 * @param floor micro-dollars of notional where the tier begins
 * @param rate maintenance rate, 0 to 1 exclusive of 0, ascending with the floor
 * @param deduction micro-dollars (exact ratio) that make the requirement continuous: the deduction before plus floor times
 *     the step in rate
 * @param maxLeverage at opening
 */
public record MarginTier(long floor, Ratio rate, Ratio deduction, Ratio maxLeverage) {}
