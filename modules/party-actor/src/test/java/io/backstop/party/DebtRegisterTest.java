package io.backstop.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.contagion.Clearing;
import io.backstop.contagion.ClearingResult;
import io.backstop.contagion.PartyState;
import io.backstop.model.Ratio;
import io.backstop.party.PartyChange.DebtPaid;
import io.backstop.scenario.debt.DebtSpec;
import io.backstop.scenario.debt.NetworkSpec;
import io.backstop.scenario.debt.NetworkSpec.ObligationSpec;
import io.backstop.scenario.debt.PartySpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Alpha has 50 and owes beta 100; beta has 10 and owes gamma 70; gamma has nothing and owes the world 20. Amounts in dollars. Alpha pays
 * 50, so beta has 60 and pays 60, and gamma pays its 20.
 */
class DebtRegisterTest {
    private static final long USD = 1_000_000L;
    private static final long[] OUTSIDE = {50 * USD, 10 * USD, 0};

    private final DebtNetwork network = DebtNetwork.of(spec(), 0, 1);

    @Test
    void partiesAndDebtsAreInTheOrderOfNames() {
        assertThat(IntStream.range(0, 3).mapToObj(network::name)).containsExactly("alpha", "beta", "gamma");
        assertThat(network.debtsOf(0)).containsExactly(0, 2);
        assertThat(network.claimsOf(1)).containsExactly(0);
        // the debts to the world follow, one for each party
        assertThat(network.debt(4).amount()).isEqualTo(20 * USD);
        assertThat(network.find("delta")).isNegative();
    }

    @Test
    void everyPartyFindsTheClearingTrue() {
        RegisterQuery.Claims claims = claims(clear());

        for (int count = 1; count <= 3; count++) {
            for (int partition = 0; partition < count; partition++) {
                assertThat(verify(partition, count, claims)).isEqualTo(new RegisterAnswer.Verified(0, -1));
            }
        }
    }

    @Test
    void aPaymentThatIsOneUnitOffIsFound() {
        RegisterQuery.Claims claims = claims(clear());
        long[] paid = claims.paid().clone();
        assertThat(claims.debts()).startsWith(0);
        paid[0]--;

        // alpha pays another amount than it should, and beta receives one that its own payments do not follow from
        assertThat(verify(
                        0,
                        1,
                        new RegisterQuery.Claims(
                                claims.debts(),
                                paid,
                                claims.calls(),
                                claims.called(),
                                claims.callPaid(),
                                claims.issuers(),
                                claims.nav(),
                                claims.inDefault())))
                .isEqualTo(new RegisterAnswer.Verified(2, 0));
    }

    @Test
    void aPaymentLowersTheDebtAndWhatIsPaidBeyondItIsRefused() {
        DebtRegister register = new DebtRegister(network, 0, 1);

        register.settle(List.of(change(0, -30, new DebtPaid(0, 30 * USD))));

        assertThat(register.outstanding(0)).isEqualTo(70 * USD);
        assertThat(register.changed().parties()).extracting(Party::cash).containsExactly(20 * USD);
        assertThatThrownBy(() -> register.settle(List.of(change(0, 0, new DebtPaid(0, 71 * USD)))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("paid beyond what is owed");
    }

    @Test
    void nobodyPaysADebtOfAnother() {
        DebtRegister register = new DebtRegister(network, 0, 1);

        assertThatThrownBy(() -> register.settle(List.of(change(1, 0, new DebtPaid(0, 1)))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPartyNeverHoldsLessThanNothing() {
        DebtRegister register = new DebtRegister(network, 0, 1);

        assertThatThrownBy(() -> register.settle(List.of(change(0, -51))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("less than nothing");
    }

    @Test
    void aPartyAgreesWithItsRowOrRefuses() {
        PartyEntity entity = new PartyEntity(network);
        PartyEntity.State state = new PartyEntity.State(network.opening(0), true);
        PartyChange change = change(0, -30);
        long after = network.opening(0).changed(change).fingerprint();

        PartyEvent event = entity.decide(state, new PartyCommand.Settle(change, after));

        assertThat(entity.evolve(state, event).party().cash()).isEqualTo(20 * USD);
        assertThatThrownBy(() -> entity.decide(state, new PartyCommand.Settle(change, after + 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("differ");
    }

    @Test
    void sumsAndFingerprintsDoNotDependOnThePartitions() {
        RegisterAnswer.Totals whole = new DebtRegister(network, 0, 1).totals();
        RegisterAnswer.Totals even = new DebtRegister(network, 0, 2).totals();
        RegisterAnswer.Totals odd = new DebtRegister(network, 1, 2).totals();

        assertThat(even.parties() + odd.parties()).isEqualTo(whole.parties()).isEqualTo(3);
        assertThat(even.cash() + odd.cash()).isEqualTo(whole.cash()).isEqualTo(60 * USD);
        assertThat(even.fingerprints()[0] + odd.fingerprints()[0]).isEqualTo(whole.fingerprints()[0]);
    }

    private ClearingResult clear() {
        long[] outstanding = IntStream.range(0, network.debts())
                .mapToLong(place -> network.debt(place).amount())
                .toArray();
        Party[] parties = IntStream.range(0, 3).mapToObj(network::opening).toArray(Party[]::new);
        ClearingResult result = Clearing.clear(network.at(outstanding, parties), OUTSIDE, network.rule());
        assertThat(Arrays.copyOf(result.paid(), 2)).containsExactly(50 * USD, 60 * USD);
        assertThat(result.inDefault()).containsExactly(true, true, false);
        return result;
    }

    private RegisterQuery.Claims claims(ClearingResult result) {
        int[] debts = IntStream.range(0, network.debts())
                .filter(place -> result.paid()[place] != network.debt(place).amount())
                .toArray();
        return new RegisterQuery.Claims(
                debts,
                Arrays.stream(debts).mapToLong(place -> result.paid()[place]).toArray(),
                new int[0],
                new long[0],
                new long[0],
                new int[0],
                new long[0],
                new int[] {0, 1});
    }

    private RegisterAnswer.Verified verify(int partition, int count, RegisterQuery.Claims claims) {
        long[] outside = IntStream.iterate(partition, party -> party < 3, party -> party + count)
                .mapToLong(party -> OUTSIDE[party])
                .toArray();
        return new DebtRegister(network, partition, count).verify(new RegisterQuery.Verify(outside, claims));
    }

    private static PartyChange change(int party, long dollars, DebtPaid... paid) {
        return new PartyChange(
                party, 1, 0, dollars * USD, PartyChange.NO_UNITS, 0, PartyState.SOLVENT, 0, List.of(paid));
    }

    private static DebtSpec spec() {
        return new DebtSpec(
                List.of(),
                List.of(
                        new PartySpec("gamma", 0, new long[0], 20 * USD, List.of()),
                        new PartySpec("alpha", 50 * USD, new long[0], 0, List.of()),
                        new PartySpec("beta", 10 * USD, new long[0], 0, List.of())),
                List.of(),
                new NetworkSpec(
                        List.of(
                                new ObligationSpec("alpha", "beta", 100 * USD, 0),
                                new ObligationSpec("beta", "gamma", 70 * USD, 0)),
                        List.of(),
                        null),
                List.of(),
                List.of(),
                new DebtSpec.ClearingSpec(Ratio.ONE, Ratio.ONE, true));
    }
}
