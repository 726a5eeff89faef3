package io.backstop.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.model.Money;
import io.backstop.scenario.Measure;
import io.backstop.simulation.DebtFact;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DebtMeasuresTest {
    /** 500 k; 14 M on auction; 4 M lost; raised again by debt auctions. */
    @Test
    void theLeastSurplusIsThatWithoutAuctions() {
        DebtMeasures measures =
                new DebtMeasures(new DebtNames(DebtSamples.linked().resolved()));

        measures.take(closed(1, 0, 500_000, 0));
        measures.take(closed(2, 47, 500_000, 14_000_000));
        measures.take(closed(3, 0, 9_500_000, 13_500_000));
        measures.take(closed(4, 0, 0, 20_000));

        assertThat(values(measures).get(Measure.MINIMUM_TREASURY_SURPLUS)).isEqualByComparingTo("-4000000");
        assertThat(values(measures).get(Measure.TREASURY_SURPLUS)).isEqualByComparingTo("-20000");
    }

    @Test
    void whereAuctionsAlwaysRunThereIsNone() {
        DebtMeasures measures =
                new DebtMeasures(new DebtNames(DebtSamples.linked().resolved()));

        measures.take(closed(1, 1, 500_000, 0));

        assertThat(values(measures)).doesNotContainKey(Measure.MINIMUM_TREASURY_SURPLUS);
    }

    private static Map<Measure, BigDecimal> values(DebtMeasures measures) {
        Map<Measure, BigDecimal> values = new EnumMap<>(Measure.class);
        measures.put(values);
        return values;
    }

    private static DebtFact.DebtClosed closed(long tick, int auctions, long surplus, long debt) {
        return new DebtFact.DebtClosed(
                tick,
                new long[0],
                new long[0],
                new long[0],
                List.of(),
                List.of(new DebtFact.ProtocolFigures(
                        "maker", 0, auctions, 0, Money.ofDollars(surplus), Money.ofDollars(debt), 0, 0, 0)),
                List.of(),
                List.of(),
                0,
                1);
    }
}
