package io.backstop.contagion;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for the clearing of every network: debts of three ranks, rings, shares in cycles, guarantees, parties in default before. */
class ClearingProperties {
    @Property(tries = 2000)
    void itIsTheGreatestFixedPointOfTheFlooredMap(@ForAll long seed) {
        RandomNetworks.Sample sample = new RandomNetworks(seed).everything();
        ClearingResult result = sample.clear();
        PlainIteration plain = new PlainIteration(sample).run();
        assertThat(result.paid()).isEqualTo(plain.paid());
        assertThat(result.callPaid()).isEqualTo(plain.callPaid());
        assertThat(result.nav()).isEqualTo(plain.nav());
        assertThat(result.inDefault()).isEqualTo(plain.inDefault());
    }

    @Property(tries = 1000)
    void roundsOfMessagesArriveAtTheSame(@ForAll long seed) {
        RandomNetworks.Sample sample = new RandomNetworks(seed).everything();
        ClearingResult central = sample.clear();
        ClearingResult distributed = MessageRounds.clear(
                        sample.network(), sample.outside(), sample.state(), sample.rule())
                .result();
        assertThat(distributed.paid()).isEqualTo(central.paid());
        assertThat(distributed.callPaid()).isEqualTo(central.callPaid());
        assertThat(distributed.nav()).isEqualTo(central.nav());
    }

    @Property(tries = 1000)
    void nobodyPaysMoreThanItOwesOrHas(@ForAll long seed) {
        RandomNetworks.Sample sample = new RandomNetworks(seed).everything();
        ObligationNetwork network = sample.network();
        ClearingResult result = sample.clear();
        for (int k = 0; k < network.debts(); k++) {
            assertThat(result.paid()[k]).isBetween(0L, network.debt(k).amount());
        }
        for (int i = 0; i < network.parties(); i++) {
            assertThat(result.dust()[i]).isBetween(0L, (long) network.inDegree(i));
            assertThat(result.paidOut()[i])
                    .isLessThanOrEqualTo(Math.max(0, result.resources()[i] + result.dust()[i] - result.cost()[i]));
        }
    }

    @Property(tries = 1000)
    void costsOfDefaultNeverRaiseAPayment(@ForAll long seed) {
        RandomNetworks.Sample sample = new RandomNetworks(seed).everything();
        ClearingResult free = sample.with(ClearingRule.EISENBERG_NOE).clear();
        ClearingResult costly = sample.clear();
        for (int k = 0; k < sample.network().debts(); k++) {
            assertThat(costly.paid()[k]).isLessThanOrEqualTo(free.paid()[k]);
        }
    }

    @Property(tries = 1000)
    void moreOutsideAssetsNeverLowerWhatAClaimGets(@ForAll long seed) {
        RandomNetworks.Sample sample = new RandomNetworks(seed).everything();
        int party = (int) Long.remainderUnsigned(seed, sample.network().parties());
        ClearingResult poorer = sample.clear();
        ClearingResult richer = sample.withOutside(party, 1 + Long.remainderUnsigned(seed, 97)).clear();
        for (int k = 0; k < sample.network().debts(); k++) {
            assertThat(richer.paid()[k]).isGreaterThanOrEqualTo(poorer.paid()[k]);
        }
        for (int i = 0; i < sample.network().parties(); i++) {
            assertThat(richer.nav()[i]).isGreaterThanOrEqualTo(poorer.nav()[i]);
        }
    }
}
