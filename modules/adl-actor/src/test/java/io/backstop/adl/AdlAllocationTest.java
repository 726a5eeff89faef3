package io.backstop.adl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.model.Rational;
import io.backstop.scenario.VenueSpec.Adl.Allocation;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AdlAllocationTest {
    /** Chitra, arXiv 2512.01112: budget 7.5 over profits of 8, 4 and 0.5; the queue begins with the second. */
    @Test
    void theSameBudgetByQueueAndByWealth() {
        long[] inQueue = {40, 80, 5};
        assertThat(new QueueAllocation().allocate(75, inQueue, inQueue)).containsExactly(40, 35, 0);
        long[] profit = {80, 40, 5};
        assertThat(new WealthProRata().allocate(75, profit, profit)).containsExactly(48, 24, 3);
    }

    @Test
    void contractsGoByLargestRemainder() {
        assertThat(new ContractProRata().allocate(10, new long[] {5, 5, 4}, new long[3]))
                .containsExactly(4, 3, 3);
    }

    @Test
    void whatWealthCannotGiveGoesDownTheRanking() {
        assertThat(new WealthProRata().allocate(10, new long[] {9, 1, 9}, new long[] {10, 80, 10}))
                .containsExactly(8, 1, 1);
    }

    /** Caps 1/80, 9/10, 9/10: the second of the three is full, the others share 9 evenly. */
    @Test
    void waterFillingSharesEvenlyWhatTheFullOnesLeave() {
        assertThat(new CappedProRata().allocate(10, new long[] {9, 1, 9}, new long[] {10, 80, 10}))
                .containsExactly(5, 1, 4);
    }

    @Test
    void waterFillingUsesTheWeightlessLast() {
        assertThat(new CappedProRata().allocate(5, new long[] {3, 4}, new long[] {0, 1}))
                .containsExactly(1, 4);
    }

    @Test
    void moreNeedThanCapacityTakesAll() {
        for (Allocation named : Allocation.values()) {
            assertThat(AdlAllocation.of(named).allocate(100, new long[] {1, 2}, new long[] {5, 0}))
                    .containsExactly(1, 2);
        }
    }

    @Test
    void refusesNegativeNeeds() {
        assertThatThrownBy(() -> new QueueAllocation().allocate(-1, new long[0], new long[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void everyRuleGivesExactlyTheNeedWithinTheCapacities(
            @ForAll @LongRange(min = 0, max = 10_000_000_000L) long need,
            @ForAll @Size(min = 0, max = 8) List<@LongRange(min = 0, max = 1_000_000_000L) Long> capacities,
            @ForAll @Size(min = 8, max = 8) List<@LongRange(min = 0, max = 1_000_000_000L) Long> weights) {
        long[] capacity = capacities.stream().mapToLong(c -> c).toArray();
        long[] weight =
                weights.stream().limit(capacity.length).mapToLong(w -> w).toArray();
        long attainable = Math.min(need, Arrays.stream(capacity).sum());
        for (Allocation named : Allocation.values()) {
            long[] part = AdlAllocation.of(named).allocate(need, capacity, weight);
            assertThat(Arrays.stream(part).sum()).isEqualTo(attainable);
            for (int i = 0; i < part.length; i++) {
                assertThat(part[i]).isBetween(0L, capacity[i]);
            }
        }
    }

    @Property
    void waterFillingNeverTakesMoreOfAnOpenWealthThanOfAnother(
            @ForAll @LongRange(min = 0, max = 3_000) long need,
            @ForAll @Size(min = 2, max = 6) List<@LongRange(min = 1, max = 1_000) Long> capacities,
            @ForAll @Size(min = 6, max = 6) List<@LongRange(min = 1, max = 100) Long> weights) {
        long[] capacity = capacities.stream().mapToLong(c -> c).toArray();
        long[] weight =
                weights.stream().limit(capacity.length).mapToLong(w -> w).toArray();
        long[] part = new CappedProRata().allocate(need, capacity, weight);
        for (int i = 0; i < part.length; i++) {
            for (int j = 0; j < part.length; j++) {
                if (part[i] < capacity[i]) {
                    assertThat((part[j] - 1) * weight[i]).isLessThanOrEqualTo((part[i] + 1) * weight[j]);
                }
            }
        }
    }

    /** Chitra, appendix on risk-aware pro-rata: the tilt toward leverage grows from linear to power to CVaR. */
    @Test
    void riskAwareSharesTiltTowardLeverage() {
        List<Rational> equity = List.of(Rational.of(1), Rational.of(3));
        List<Rational> leverage = List.of(Rational.of(2), Rational.of(1));
        assertThat(RiskAwareProRata.shares(equity, leverage, new RiskAwareProRata.Neutral()))
                .containsExactly(Rational.of(1, 4), Rational.of(3, 4));
        assertThat(RiskAwareProRata.shares(equity, leverage, new RiskAwareProRata.Linear()))
                .containsExactly(Rational.of(4, 7), Rational.of(3, 7));
        assertThat(RiskAwareProRata.shares(equity, leverage, new RiskAwareProRata.Power(2)))
                .containsExactly(Rational.of(8, 11), Rational.of(3, 11));
        Rational threshold = Rational.of(new BigDecimal("0.9"));
        assertThat(RiskAwareProRata.shares(equity, leverage, new RiskAwareProRata.TailRisk(threshold)))
                .containsExactly(Rational.of(22, 25), Rational.of(3, 25));
    }

    @Test
    void withoutAnyoneAtRiskSharesArePlain() {
        List<Rational> two = List.of(Rational.ONE, Rational.ONE);
        assertThat(RiskAwareProRata.shares(two, two, new RiskAwareProRata.TailRisk(Rational.of(5))))
                .containsExactly(Rational.of(1, 2), Rational.of(1, 2));
    }
}
