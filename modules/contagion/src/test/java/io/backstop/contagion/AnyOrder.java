package io.backstop.contagion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Parties that only send each other messages: what they pay, what of a call they leave unpaid, what their shares are worth. Messages
 * arrive in any order, some twice, some long after newer ones; a receiver keeps the least payment and value and the largest unpaid part.
 */
final class AnyOrder {
    private record Message(int to, Runnable keep) {}

    private final RandomNetworks.Sample sample;
    private final ObligationNetwork network;
    private final PlainIteration lists;
    private final Random random;
    private final List<Message> underWay = new ArrayList<>();

    private final long[] paidToCreditor;
    private final long[] paidToGuarantor;
    private final long[] unpaid;
    private final long[] nav;
    private final long[] lastPaid;

    AnyOrder(RandomNetworks.Sample sample, long seed) {
        this.sample = sample;
        network = sample.network();
        lists = new PlainIteration(sample);
        random = new Random(seed);
        paidToCreditor = new long[network.debts()];
        Arrays.setAll(paidToCreditor, k -> network.debt(k).amount());
        paidToGuarantor = paidToCreditor.clone();
        lastPaid = paidToCreditor.clone();
        unpaid = new long[network.guarantees().size()];
        nav = lists.nav();
    }

    long[] paid() {
        for (int party = 0; party < network.parties(); party++) {
            speak(party);
        }
        while (!underWay.isEmpty()) {
            int at = random.nextInt(underWay.size());
            Message message = random.nextInt(4) == 0 ? underWay.get(at) : underWay.remove(at);
            message.keep().run();
            speak(message.to());
        }
        return lastPaid;
    }

    private void speak(int party) {
        PartyBooks books = lists.books(party);
        List<Integer> given = lists.given(party);
        long[] calls = given.stream().mapToLong(q -> called(q, paidToGuarantor)).toArray();
        PartyPayments now = PartyClearing.of(books, received(party), calls, sample.rule());
        List<Integer> owed = lists.ranked(party);
        for (int i = 0; i < owed.size(); i++) {
            pay(owed.get(i), now.paid()[i]);
        }
        for (int i = 0; i < given.size(); i++) {
            int guarantee = given.get(i);
            long left = calls[i] - now.callPaid()[i];
            if (left > unpaid[guarantee]) {
                int creditor =
                        network.debt(network.guarantees().get(guarantee).debt()).creditor();
                send(creditor, () -> unpaid[guarantee] = Math.max(unpaid[guarantee], left));
            }
        }
        if (now.nav() < nav[party]) {
            for (Holding holding : network.holdings()) {
                if (holding.issuer() == party) {
                    send(holding.holder(), () -> nav[party] = Math.min(nav[party], now.nav()));
                }
            }
        }
    }

    private void pay(int debt, long amount) {
        if (amount >= lastPaid[debt]) {
            return;
        }
        lastPaid[debt] = amount;
        send(network.debt(debt).creditor(), () -> paidToCreditor[debt] = Math.min(paidToCreditor[debt], amount));
        for (Guarantee guarantee : network.guarantees()) {
            if (guarantee.debt() == debt) {
                send(guarantee.guarantor(), () -> paidToGuarantor[debt] = Math.min(paidToGuarantor[debt], amount));
            }
        }
    }

    private void send(int to, Runnable keep) {
        if (to != ObligationNetwork.OUTSIDE) {
            underWay.add(new Message(to, keep));
        }
    }

    private long called(int guarantee, long[] known) {
        List<Guarantee> guarantees = network.guarantees();
        int debt = guarantees.get(guarantee).debt();
        long before = 0;
        for (int q = 0; q < guarantee; q++) {
            before += guarantees.get(q).debt() == debt ? guarantees.get(q).limit() : 0;
        }
        long shortfall = network.debt(debt).amount() - known[debt];
        return Math.clamp(shortfall - before, 0, guarantees.get(guarantee).limit());
    }

    private long received(int party) {
        long sum = 0;
        for (int k = 0; k < network.debts(); k++) {
            sum += network.debt(k).creditor() == party ? paidToCreditor[k] : 0;
        }
        for (int q = 0; q < unpaid.length; q++) {
            if (network.debt(network.guarantees().get(q).debt()).creditor() == party) {
                sum += called(q, paidToCreditor) - unpaid[q];
            }
        }
        for (Holding holding : network.holdings()) {
            if (holding.holder() == party) {
                sum += PartyClearing.holdingValue(holding.shares(), nav[holding.issuer()]);
            }
        }
        return sum;
    }
}
