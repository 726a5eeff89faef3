package io.backstop.contagion;

import java.util.Arrays;

/**
 * A clearing on its way down: what each claim is paid at most. Values only fall, so the order in which parties are settled changes
 * nothing but the time it takes.
 *
 * <p>A guaranteed claim is worth the debtor's payment and the guarantors' together. The latter rises as the former falls, the sum only
 * falls; so what is kept is the part of each call that stays unpaid, and it only rises.
 */
final class Descent {
    private final ObligationNetwork network;
    private final long[] outside;
    private final PartyState[] state;
    private final ClearingRule rule;

    private final long[] paid;
    private final long[] calls;
    private final long[] callUnpaid;
    private final long[] nav;
    private final long[] received;
    private final boolean[] inDefault;

    private final CyclicSet queue;

    private final long[] debtScratch;
    private final long[] callScratch;
    private long settlements;

    /** Everybody pays all; shares are worth what they would be then. */
    Descent(ObligationNetwork network, long[] outside, PartyState[] state, ClearingRule rule) {
        this.network = network;
        this.outside = outside;
        this.state = state;
        this.rule = rule;
        paid = network.amount.clone();
        calls = new long[network.guarantor.length];
        callUnpaid = new long[calls.length];
        nav = new long[network.parties];
        received = new long[network.parties];
        inDefault = new boolean[network.parties];
        queue = new CyclicSet(network.parties);
        debtScratch = new long[widest(network.debtFrom)];
        callScratch = new long[widest(network.guaranteeFrom)];
        for (int k = 0; k < paid.length; k++) {
            int creditor = network.creditor[k];
            if (creditor != ObligationNetwork.OUTSIDE) {
                received[creditor] = Math.addExact(received[creditor], paid[k]);
            }
        }
        if (network.holder.length > 0) {
            new TopValues(this).set();
        }
        for (int i = 0; i < network.parties; i++) {
            setNavTop(i);
            enqueue(i);
        }
    }

    private static int widest(int[] from) {
        int widest = 0;
        for (int i = 0; i + 1 < from.length; i++) {
            widest = Math.max(widest, from[i + 1] - from[i]);
        }
        return widest;
    }

    ObligationNetwork network() {
        return network;
    }

    long outside(int party) {
        return outside[party];
    }

    /** The rule that the party's default follows. */
    ClearingRule ruleOf(int party) {
        return rule.in(state[party]);
    }

    PartyState stateOf(int party) {
        return state[party];
    }

    /** What a party's claims are worth at most. */
    long received(int party) {
        return received[party];
    }

    /** What a party has at most, before any cost. */
    long resources(int party) {
        return Math.addExact(outside[party], received[party]);
    }

    /** What a party owes, called guarantees included. */
    long bar(int party) {
        return bar(party, calls);
    }

    private long bar(int party, long[] called) {
        long bar = network.obligations[party];
        for (int q = network.guaranteeFrom[party]; q < network.guaranteeFrom[party + 1]; q++) {
            bar = Math.addExact(bar, called[q]);
        }
        return bar;
    }

    boolean isInDefault(int party) {
        return inDefault[party];
    }

    long paid(int column) {
        return paid[column];
    }

    long call(int guarantee) {
        return calls[guarantee];
    }

    /** What is called of each guarantee by now. */
    long[] calls() {
        return calls.clone();
    }

    long callPaid(int guarantee) {
        return calls[guarantee] - callUnpaid[guarantee];
    }

    long nav(int party) {
        return nav[party];
    }

    /** What a holding is worth at most. */
    long holdingValue(int holding, int issuer) {
        return PartyClearing.holdingValue(network.held[holding], nav[issuer]);
    }

    /** How often a party was settled. */
    long settlements() {
        return settlements;
    }

    private void setNavTop(int party) {
        if (network.shares[party] > 0 && network.holdingFrom[party] == network.holdingFrom[party + 1]) {
            raiseNav(party, resources(party));
        }
    }

    /** Sets the first net asset value of an issuer that has these resources at most. */
    void raiseNav(int issuer, long resources) {
        nav[issuer] = PartyClearing.nav(
                resources, network.obligations[issuer], network.seniorClaims[issuer], network.shares[issuer]);
        for (int h = network.holdingFrom[issuer]; h < network.holdingFrom[issuer + 1]; h++) {
            int holder = network.holder[h];
            received[holder] = Math.addExact(received[holder], holdingValue(h, issuer));
        }
    }

    boolean isSettled() {
        return queue.size() == 0;
    }

    /**
     * Settles parties whose claims fell, at most so many times, and says whether none is left.
     *
     * @param mayMove parties to settle; the others stay queued
     */
    boolean settleQueued(long atMost, boolean[] mayMove) {
        int waiting = 0;
        for (long i = 0; i < atMost && queue.size() > waiting; i++) {
            int party = queue.take();
            if (mayMove[party]) {
                settle(party, resources(party));
                waiting = 0;
            } else {
                enqueue(party);
                waiting++;
            }
        }
        return queue.size() == waiting;
    }

    /** Takes the parties whose claims fell since they were settled last. */
    int[] takeQueued() {
        int[] taken = new int[queue.size()];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = queue.take();
        }
        return taken;
    }

    void enqueue(int party) {
        queue.add(party);
    }

    /** Lets a party pay from resources that bound the true ones from above. */
    void settle(int party, long resources) {
        settle(party, resources, calls);
    }

    /** Lets a party pay from resources and for calls that bound the true ones from above and below. */
    void settle(int party, long resources, long[] called) {
        settlements++;
        long bar = bar(party, called);
        long value = resources;
        if (inDefault[party] || !PartyClearing.isSolvent(state[party], resources, network.inDegree[party], bar)) {
            inDefault[party] = true;
            value = ruleOf(party).afterCost(outside[party], Math.subtractExact(resources, outside[party]));
            payInDefault(party, PartyClearing.available(value, bar), called);
        }
        if (network.shares[party] > 0) {
            lowerNav(party, PartyClearing.nav(value, bar, network.seniorClaims[party], network.shares[party]));
        }
    }

    private void payInDefault(int party, long available, long[] called) {
        int from = network.debtFrom[party];
        int to = network.debtFrom[party + 1];
        int callFrom = network.guaranteeFrom[party];
        int callTo = network.guaranteeFrom[party + 1];
        if (callFrom == callTo && from < to && network.seniority[from] == network.seniority[to - 1]) {
            payOneRank(party, available);
            return;
        }
        Waterfall.split(
                available,
                new Waterfall.Claims(network.amount, network.seniority, from, to),
                new Waterfall.Claims(called, network.guaranteeSeniority, callFrom, callTo),
                debtScratch,
                callScratch);
        for (int k = from; k < to; k++) {
            long fall = paid[k] - debtScratch[k - from];
            if (fall > 0) {
                lower(k, fall);
            }
        }
        for (int q = callFrom; q < callTo; q++) {
            long rise = called[q] - callScratch[q - callFrom] - callUnpaid[q];
            if (rise > 0) {
                callUnpaid[q] += rise;
                take(network.creditor[network.guaranteedDebt[q]], rise);
            }
        }
    }

    /** As the waterfall pays, without one: most parties owe debts of one rank and guarantee nothing. */
    private void payOneRank(int party, long available) {
        long total = network.obligations[party];
        if (available == total) {
            return;
        }
        for (int k = network.debtFrom[party]; k < network.debtFrom[party + 1]; k++) {
            long fall = paid[k] - ProRata.share(available, network.amount[k], total);
            if (fall > 0) {
                lower(k, fall);
            }
        }
    }

    private void lower(int column, long fall) {
        paid[column] -= fall;
        long lost = fall;
        if (network.isGuaranteed(column)) {
            lost -= callGuarantors(column);
        }
        take(network.creditor[column], lost);
    }

    /** Calls what a debt's guarantors owe by now, and says by how much that is more than before. */
    private long callGuarantors(int column) {
        long shortfall = network.amount[column] - paid[column];
        long more = 0;
        for (int i = network.coverFrom[column]; i < network.coverFrom[column + 1]; i++) {
            int q = network.guaranteeOf[i];
            long due = Math.clamp(shortfall - network.guaranteeAfter[q], 0, network.guaranteeLimit[q]);
            long rise = due - calls[q];
            if (rise > 0) {
                calls[q] = due;
                enqueue(network.guarantor[q]);
                more += rise;
            }
        }
        return more;
    }

    private void take(int creditor, long amount) {
        if (creditor != ObligationNetwork.OUTSIDE && amount > 0) {
            received[creditor] -= amount;
            enqueue(creditor);
        }
    }

    private void lowerNav(int issuer, long now) {
        if (now >= nav[issuer]) {
            return;
        }
        for (int h = network.holdingFrom[issuer]; h < network.holdingFrom[issuer + 1]; h++) {
            take(network.holder[h], holdingValue(h, issuer) - PartyClearing.holdingValue(network.held[h], now));
        }
        nav[issuer] = now;
    }

    /** The result, each party's equation recomputed from the payments of the others: one verification round. */
    ClearingResult verified(int componentSolves) {
        long[] claims = new long[network.parties];
        for (int k = 0; k < paid.length; k++) {
            add(claims, network.creditor[k], paid[k]);
        }
        for (int q = 0; q < calls.length; q++) {
            add(claims, network.creditor[network.guaranteedDebt[q]], callPaid(q));
        }
        for (int i = 0; i < network.parties; i++) {
            for (int h = network.holdingFrom[i]; h < network.holdingFrom[i + 1]; h++) {
                add(claims, network.holder[h], holdingValue(h, i));
            }
        }
        if (!Arrays.equals(claims, received)) {
            throw new IllegalStateException("claims are not what the debtors pay");
        }
        for (int party = 0; party < network.parties; party++) {
            verify(party);
        }
        return result(componentSolves);
    }

    private static void add(long[] claims, int creditor, long amount) {
        if (creditor != ObligationNetwork.OUTSIDE) {
            claims[creditor] = Math.addExact(claims[creditor], amount);
        }
    }

    /** Settling once more must change nothing; since values only fall, it is enough to see that nobody is touched. */
    private void verify(int party) {
        boolean before = inDefault[party];
        long navBefore = nav[party];
        settle(party, resources(party));
        if (!isSettled() || before != inDefault[party] || navBefore != nav[party]) {
            throw new IllegalStateException("the equation of party " + party + " has a residual");
        }
    }

    private ClearingResult result(int componentSolves) {
        long[] resources = new long[network.parties];
        long[] paidOut = new long[network.parties];
        long[] dust = new long[network.parties];
        long[] cost = new long[network.parties];
        for (int i = 0; i < network.parties; i++) {
            resources[i] = resources(i);
            for (int k = network.debtFrom[i]; k < network.debtFrom[i + 1]; k++) {
                paidOut[i] += paid[k];
            }
            for (int q = network.guaranteeFrom[i]; q < network.guaranteeFrom[i + 1]; q++) {
                paidOut[i] += callPaid(q);
            }
            if (inDefault[i]) {
                cost[i] = resources[i] - ruleOf(i).afterCost(outside[i], received[i]);
            } else {
                dust[i] = Math.max(0, bar(i) - resources[i]);
            }
        }
        long[] callPaid = new long[calls.length];
        for (int q = 0; q < callPaid.length; q++) {
            callPaid[q] = callPaid(q);
        }
        return new ClearingResult(
                network,
                Csr.pick(paid, network.columnOf),
                Csr.pick(calls, network.guaranteeColumnOf),
                Csr.pick(callPaid, network.guaranteeColumnOf),
                nav,
                resources,
                paidOut,
                inDefault,
                dust,
                cost,
                new ClearingResult.Work(settlements, componentSolves));
    }
}
