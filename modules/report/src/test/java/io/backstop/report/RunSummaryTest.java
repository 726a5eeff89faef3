package io.backstop.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.scenario.Check;
import io.backstop.scenario.Measure;
import io.backstop.scenario.Observed;
import io.backstop.scenario.ResolvedScenario;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunSummaryTest {
    @Test
    void addsUpAHandMadeStream() {
        RunSummary summary = summary(List.of(), List.of());

        assertThat(summary.digest()).isEqualTo("d3");
        assertThat(summary.ticks()).isEqualTo(3);
        // alice sold in two passes of one tick to one market: one event (N7); bob; carol's estate in ADL
        assertThat(value(summary, Measure.LIQUIDATIONS)).isEqualByComparingTo("3");
        assertThat(value(summary, Measure.LIQUIDATED_ACCOUNTS)).isEqualByComparingTo("3");
        // at mark: 150 x 90 of alice, 200 x 90 of bob, 300 x 80 of carol; the vault's unwind and ADL not again
        assertThat(value(summary, Measure.LIQUIDATED_NOTIONAL)).isEqualByComparingTo("55500");
        assertThat(value(summary, Measure.LOSS_OF_LIQUIDATED)).isEqualByComparingTo("6700");
        assertThat(value(summary, Measure.ADL_EVENTS)).isEqualByComparingTo("2");
        // 300 x 80 from carol and 10 x 80 from the vault
        assertThat(value(summary, Measure.ADL_NOTIONAL)).isEqualByComparingTo("24800");
        assertThat(value(summary, Measure.ADL_ACCOUNTS)).isEqualByComparingTo("2");
        assertThat(value(summary, Measure.ADL_ACCOUNTS_AT_LEAST_1000)).isEqualByComparingTo("1");
        assertThat(value(summary, Measure.ADL_REALISED_PNL_SHARE)).isEqualByComparingTo("0.25");
        // shorts buy back at 90 where mark is 80: 310 x 10
        assertThat(value(summary, Measure.ADL_HAIRCUT)).isEqualByComparingTo("3100");
        assertThat(value(summary, Measure.VAULT_PARENT_PAID)).isEqualByComparingTo("600");
        assertThat(value(summary, Measure.INSURANCE_FUND_PAID)).isEqualByComparingTo("0");
        assertThat(value(summary, Measure.BAD_DEBT)).isEqualByComparingTo("400");
        assertThat(value(summary, Measure.DEFICIT_AT_TRIGGER)).isEqualByComparingTo("4000");
        assertThat(value(summary, Measure.FIRST_ADL_LAG_SECONDS)).isEqualByComparingTo("1");
        assertThat(value(summary, Measure.TOP_HUNDRED_SHARE)).isEqualByComparingTo("1");
        assertThat(value(summary, Measure.MINIMUM_FUND_EQUITY)).isEqualByComparingTo("4970");
        assertThat(value(summary, Measure.MINIMUM_VAULT_EQUITY)).isEqualByComparingTo("9700");
        assertThat(value(summary, Measure.PASSES_CUT)).isEqualByComparingTo("1");
        assertThat(value(summary, Measure.CONSERVATION_ERROR)).isEqualByComparingTo("0");
    }

    @Test
    void writesMoneyAsDecimalStringsAndCountsAsNumbers() {
        assertThat(summary(List.of(), List.of()).toJson().toString())
                .contains("\"digest\":\"d3\"")
                .contains("\"ticks\":3")
                .contains("\"accounts\":10")
                .contains("\"liquidations\":3")
                .contains("\"liquidatedNotional\":\"55500\"")
                .contains("\"adlRealisedPnlShare\":0.25")
                .contains("\"socialisedLoss\":\"0\"")
                .contains("\"conservationError\":\"0\"");
    }

    @Test
    void leavesOutWhatIsNotDefinedOrWasNotChecked() {
        RunSummary nothing = new RunMeasures(Samples.scenario(3, "BTC")).summary(InvariantResults.notChecked());

        assertThat(nothing.value(Measure.TOP_HUNDRED_SHARE)).isEmpty();
        assertThat(nothing.value(Measure.FIRST_ADL_LAG_SECONDS)).isEmpty();
        assertThat(nothing.value(Measure.CONSERVATION_ERROR)).isEmpty();
    }

    @Test
    void setsObservedFiguresBesideTheOutcome() {
        List<RunSummary.ObservedResult> observed = summary(
                        List.of(
                                Samples.observed(Measure.LIQUIDATED_NOTIONAL, "111000", "2"),
                                Samples.observed(Measure.ADL_NOTIONAL, "12399.9", "2")),
                        List.of())
                .observed();

        assertThat(observed.get(0).ratio()).isEqualByComparingTo("0.5");
        assertThat(observed.get(0).within())
                .as("exactly half is within a factor of two")
                .isTrue();
        assertThat(observed.get(1).within()).isFalse();
    }

    @Test
    void namesTheChecksThatDoNotHold() {
        List<RunSummary.CheckResult> failed = summary(
                        List.of(),
                        List.of(
                                new Check("badDebt", Check.Relation.AT_MOST, new BigDecimal("400")),
                                new Check("adlEvents", Check.Relation.EQUALS, BigDecimal.ZERO),
                                new Check("liquidations", Check.Relation.AT_LEAST, BigDecimal.valueOf(4))))
                .failedChecks();

        assertThat(failed).extracting(result -> result.check().measure()).containsExactly("adlEvents", "liquidations");
    }

    private static RunSummary summary(List<Observed> observed, List<Check> checks) {
        ResolvedScenario scenario = Samples.scenario(3, observed, checks, "BTC");
        RunMeasures measures = new RunMeasures(scenario);
        Samples.threeTicks().forEach(measures::accept);
        return measures.summary(Samples.BALANCED);
    }

    private static BigDecimal value(RunSummary summary, Measure measure) {
        return summary.value(measure).orElseThrow();
    }
}
