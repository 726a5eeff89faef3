package io.backstop.contagion;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.model.Rational;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

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

    /** Without guarantees a clearing starts in floating point; several ranks and shares are met there too. */
    @Property(tries = 2000)
    void itIsTheGreatestFixedPointFromARoughStart(@ForAll long seed) {
        RandomNetworks.Sample sample = new RandomNetworks(seed).unguaranteed();
        ClearingResult result = sample.clear();
        PlainIteration plain = new PlainIteration(sample).run();
        assertThat(result.paid()).isEqualTo(plain.paid());
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

    @Property(tries = 500)
    void anyOrderOfMessagesWithDuplicatesArrivesAtTheSame(@ForAll long seed) {
        RandomNetworks.Sample sample = new RandomNetworks(seed).everything();
        long[] paid = sample.clear().paid();
        assertThat(new AnyOrder(sample, seed).paid()).isEqualTo(paid);
        assertThat(new AnyOrder(sample, seed + 1).paid()).isEqualTo(paid);
    }

    @Property(tries = 2000)
    void aCycleStartedLowerIsNeverStartedTooLow(@ForAll long seed) {
        RandomNetworks.Sample sample = new RandomNetworks(seed).everything();
        boolean[] all = new boolean[sample.network().parties()];
        Arrays.fill(all, true);
        Descent descent = Clearing.start(sample.network(), sample.outside(), sample.state(), sample.rule());
        int solved = 0;
        for (int after = 1; after < 4; after++) {
            descent.settleQueued((long) after * all.length, all);
            solved += new CycleSolver(descent, all).lower();
        }
        Clearing.settle(descent, all);
        Statistics.collect(solved > 0);
        ClearingResult result = descent.verified(solved);
        PlainIteration plain = new PlainIteration(sample).run();
        assertThat(result.paid()).isEqualTo(plain.paid());
        assertThat(result.callPaid()).isEqualTo(plain.callPaid());
        assertThat(result.nav()).isEqualTo(plain.nav());
    }

    /** With a tenth of all debts owed to the outside, floors of one unit a claim and dust of one unit a claim add up tenfold at most. */
    @Property(tries = 500)
    void itIsNearToTheExactFractions(@ForAll long seed) {
        RandomNetworks.Sample sample = new RandomNetworks(seed).debtsOnly();
        long[] external = new long[sample.network().parties()];
        Arrays.setAll(external, i -> 1 + sample.network().obligations(i) / 9);
        ObligationNetwork network = sample.network().withExternalDebt(external, ExternalRank.PARI_PASSU);
        ClearingResult result = Clearing.clear(network, sample.outside(), ClearingRule.EISENBERG_NOE);
        FictitiousDefault exact = FictitiousDefault.of(network, sample.outside(), ClearingRule.EISENBERG_NOE);
        Rational distance = Rational.ZERO;
        for (int i = 0; i < network.parties(); i++) {
            distance = distance.plus(exact.payments()
                    .get(i)
                    .minus(Rational.of(result.paidOut()[i]))
                    .abs());
        }
        assertThat(distance).isLessThanOrEqualTo(Rational.of(10L * 2 * network.debts()));
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
        ClearingResult richer =
                sample.withOutside(party, 1 + Long.remainderUnsigned(seed, 97)).clear();
        for (int k = 0; k < sample.network().debts(); k++) {
            assertThat(richer.paid()[k]).isGreaterThanOrEqualTo(poorer.paid()[k]);
        }
        for (int i = 0; i < sample.network().parties(); i++) {
            assertThat(richer.nav()[i]).isGreaterThanOrEqualTo(poorer.nav()[i]);
        }
    }
}
