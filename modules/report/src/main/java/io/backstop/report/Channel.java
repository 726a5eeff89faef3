package io.backstop.report;

import io.backstop.scenario.Measure;
import java.math.BigDecimal;
import java.util.List;

/**
 * A way by which losses travel, with the run that has it switched off: the same scenario and random streams but for that.
 *
 * @param name such as {@code price impact}
 * @param without the outcome of the run without it
 */
public record Channel(String name, RunSummary without) {
    private static final List<Measure> BORNE = List.of(
            Measure.INSURANCE_FUND_PAID,
            Measure.VAULT_PARENT_PAID,
            Measure.SOCIALISED_LOSS,
            Measure.BAD_DEBT,
            Measure.LENDING_DEFICITS,
            Measure.CLAIM_LOSSES);

    /** All deficits of a run, in dollars: the venue's outside ADL, those of lending protocols, and what creditors lost. */
    static BigDecimal losses(RunSummary summary) {
        return BORNE.stream()
                .map(measure -> summary.value(measure).orElse(BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
