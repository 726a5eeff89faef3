package io.backstop.contagion;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.model.Ratio;
import io.backstop.model.Rational;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClearingTest {
    private static final ClearingRule HALF = new ClearingRule(Ratio.of(1, 2), Ratio.of(1, 2));

    /** 20 parties that owe the next 0.999 and the outside 0.001 dollars, and have 0.0005 each: all in default, all pay about half. */
    private static ObligationNetwork ring() {
        List<Debt> debts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            debts.add(new Debt(i, (i + 1) % 20, 999_000));
        }
        long[] external = new long[20];
        Arrays.fill(external, 1_000);
        return ObligationNetwork.of(20, debts).withExternalDebt(external, ExternalRank.PARI_PASSU);
    }

    private static long[] each(long amount, int parties) {
        long[] all = new long[parties];
        Arrays.fill(all, amount);
        return all;
    }

    private static PartyState[] solvent(int parties) {
        PartyState[] all = new PartyState[parties];
        Arrays.fill(all, PartyState.SOLVENT);
        return all;
    }

    @Test
    void theRingThatLeaksOneThousandthTakesFiveRoundsOfMessages() {
        PlainIteration plain = new PlainIteration(ring(), each(500, 20), solvent(20), ClearingRule.EISENBERG_NOE).run();
        MessageRounds.Cleared cleared =
                MessageRounds.clear(ring(), each(500, 20), solvent(20), ClearingRule.EISENBERG_NOE);
        assertThat(plain.rounds()).isGreaterThan(5_000);
        assertThat(cleared.rounds()).isLessThanOrEqualTo(5);
        assertThat(cleared.solves()).isEqualTo(1);
        assertThat(cleared.result().paid()).isEqualTo(plain.paid());
        assertThat(Clearing.clear(ring(), each(500, 20), ClearingRule.EISENBERG_NOE)
                        .paid())
                .isEqualTo(plain.paid());
    }

    @Test
    void oneUnitLostToAFloorDoesNotBreakASolventParty() {
        // 0 pays 10 of 30 in two floored parts of 3 and 6; 1 needs exactly the third of 10
        ObligationNetwork network = ObligationNetwork.of(
                3, List.of(new Debt(0, 1, 10), new Debt(0, 2, 20), new Debt(1, ObligationNetwork.OUTSIDE, 4)));
        ClearingResult result = Clearing.clear(network, new long[] {10, 0, 0}, HALF.in(PartyState.COST_POSTED));
        assertThat(result.paid()).containsExactly(3, 6, 4);
        assertThat(result.inDefault()).containsExactly(true, false, false);
        assertThat(result.dust()).containsExactly(0, 1, 0);
        assertThat(result.left(0)).isEqualTo(1);
    }

    @Test
    void costIsTakenOnceAndOnlyWhileItIsNotPosted() {
        ObligationNetwork network = ObligationNetwork.of(2, List.of(new Debt(0, 1, 100)));
        long[] outside = {60, 0};
        ClearingResult first = Clearing.clear(network, outside, HALF);
        assertThat(first.paid()).containsExactly(30);
        assertThat(first.cost()).containsExactly(30, 0);
        assertThat(first.lossGivenDefault(0)).isEqualTo(Rational.of(7, 10));
        PartyState[] posted = {PartyState.COST_POSTED, PartyState.SOLVENT};
        ClearingResult second = Clearing.clear(network, outside, posted, HALF);
        assertThat(second.paid()).containsExactly(60);
        assertThat(second.cost()).containsExactly(0, 0);
    }

    @Test
    void defaultIsAbsorbing() {
        ObligationNetwork network = ObligationNetwork.of(2, List.of(new Debt(0, 1, 100)));
        PartyState[] before = {PartyState.IN_DEFAULT, PartyState.SOLVENT};
        ClearingResult result = Clearing.clear(network, new long[] {150, 0}, before, HALF);
        assertThat(result.inDefault()).containsExactly(true, false);
        assertThat(result.paid()).containsExactly(75);
    }

    @Test
    void externalDebtIsPaidFirstOrBesideTheOthers() {
        ObligationNetwork network = ObligationNetwork.of(2, List.of(new Debt(0, 1, 60)));
        long[] external = {40, 0};
        long[] outside = {50, 0};
        assertThat(Clearing.clear(
                                network.withExternalDebt(external, ExternalRank.SENIOR),
                                outside,
                                ClearingRule.EISENBERG_NOE)
                        .paid())
                .containsExactly(10, 40, 0);
        assertThat(Clearing.clear(
                                network.withExternalDebt(external, ExternalRank.PARI_PASSU),
                                outside,
                                ClearingRule.EISENBERG_NOE)
                        .paid())
                .containsExactly(30, 20, 0);
    }

    @Test
    void aGuarantorPaysWhatTheDebtorLeavesUpToItsLimitAndTheNextOneTheRest() {
        ObligationNetwork network = ObligationNetwork.of(
                4,
                List.of(new Debt(0, 1, 100)),
                List.of(),
                List.of(),
                List.of(new Guarantee(2, 0, 50, 0), new Guarantee(3, 0, 50, 0)));
        ClearingResult result = Clearing.clear(network, new long[] {30, 0, 40, 100}, ClearingRule.EISENBERG_NOE);
        assertThat(result.paid()).containsExactly(30);
        assertThat(result.called()).containsExactly(50, 20);
        assertThat(result.callPaid()).containsExactly(40, 20);
        assertThat(result.inDefault()).containsExactly(true, false, true, false);
        assertThat(result.resources()[1]).isEqualTo(90);
    }

    @Test
    void issuersThatHoldEachOtherAreWorthWhatTheOutsideHolds() {
        // a = 100 + b / 2, b = 50 + a / 2: a = 500 / 3, b = 400 / 3
        ObligationNetwork network = ObligationNetwork.of(
                2,
                List.of(),
                List.of(new ShareIssue(0, 1_000_000, 0), new ShareIssue(1, 1_000_000, 0)),
                List.of(new Holding(1, 0, 500_000), new Holding(0, 1, 500_000)),
                List.of());
        ClearingResult result =
                Clearing.clear(network, new long[] {100_000_000, 50_000_000}, ClearingRule.EISENBERG_NOE);
        assertThat(result.nav()[0]).isBetween(166_666_664L, 166_666_666L);
        assertThat(result.nav()[1]).isBetween(133_333_331L, 133_333_333L);
    }

    @Test
    void rogersAndVeraartsExampleClearsFromTheTop() {
        // L = [[0, 2], [2.2, 0]], e = 1, alpha = beta = 1/2: from below one ends at (1, 1), which is not greatest
        ObligationNetwork network =
                ObligationNetwork.of(2, List.of(new Debt(0, 1, 2_000_000), new Debt(1, 0, 2_200_000)));
        ClearingResult result = Clearing.clear(network, new long[] {1_000_000, 1_000_000}, HALF);
        assertThat(result.paid()).containsExactly(2_000_000, 2_200_000);
    }
}
