package io.backstop.contagion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The greatest fixed point by its definition: from a point above everything, all parties at once, until nothing changes. It knows
 * lists and the map of one party, and none of the solver.
 */
final class PlainIteration {
    /** Micro-dollars far above what any issuer of the networks tried is worth. */
    private static final long TOP_VALUE = 1L << 30;

    private final ObligationNetwork network;
    private final long[] outside;
    private final PartyState[] state;
    private final ClearingRule rule;
    private final List<Debt> debts = new ArrayList<>();
    private final List<Guarantee> guarantees;
    private final List<Holding> holdings;
    private final List<List<Integer>> ranked = new ArrayList<>();
    private final List<List<Integer>> given = new ArrayList<>();
    private final List<PartyBooks> books = new ArrayList<>();

    private PartyPayments[] payments;

    /** What each party knew to be called of its guarantees when it paid. */
    private long[][] called;

    private int rounds;

    PlainIteration(RandomNetworks.Sample sample) {
        this(sample.network(), sample.outside(), sample.state(), sample.rule());
    }

    PlainIteration(ObligationNetwork network, long[] outside, PartyState[] state, ClearingRule rule) {
        this.network = network;
        this.outside = outside;
        this.state = state;
        this.rule = rule;
        for (int k = 0; k < network.debts(); k++) {
            debts.add(network.debt(k));
        }
        guarantees = network.guarantees();
        holdings = network.holdings();
        for (int i = 0; i < network.parties(); i++) {
            ranked.add(rank(i));
            given.add(rankGiven(i));
            books.add(bookOf(i));
        }
        payments = new PartyPayments[network.parties()];
        called = new long[network.parties()][];
        for (int i = 0; i < payments.length; i++) {
            long[] owed =
                    ranked(i).stream().mapToLong(k -> debts.get(k).amount()).toArray();
            called[i] = new long[given(i).size()];
            long top = network.shares(i) > 0 ? TOP_VALUE * ObligationNetwork.NAV_SHARES / network.shares(i) : 0;
            payments[i] = new PartyPayments(false, owed, called[i], top, 0, 0);
        }
    }

    PlainIteration run() {
        boolean isChanged = true;
        while (isChanged) {
            PartyPayments[] next = new PartyPayments[payments.length];
            isChanged = false;
            long[][] calls = new long[next.length][];
            for (int i = 0; i < next.length; i++) {
                calls[i] = calls(i);
                next[i] = notAbove(payments[i].nav(), PartyClearing.of(books(i), received(i), calls[i], rule));
                isChanged |= !next[i].agreesWith(payments[i]) || !Arrays.equals(calls[i], called[i]);
            }
            payments = next;
            called = calls;
            rounds++;
        }
        return this;
    }

    /** The first values need not be a point above its own image; taking the lower of both arrives at the same. */
    private static PartyPayments notAbove(long nav, PartyPayments now) {
        return new PartyPayments(
                now.inDefault(), now.paid(), now.callPaid(), Math.min(nav, now.nav()), now.dust(), now.cost());
    }

    int rounds() {
        return rounds;
    }

    long[] paid() {
        long[] paid = new long[debts.size()];
        for (int k = 0; k < paid.length; k++) {
            paid[k] = paid(k);
        }
        return paid;
    }

    long[] nav() {
        return Arrays.stream(payments).mapToLong(PartyPayments::nav).toArray();
    }

    boolean[] inDefault() {
        boolean[] inDefault = new boolean[payments.length];
        for (int i = 0; i < inDefault.length; i++) {
            inDefault[i] = payments[i].inDefault();
        }
        return inDefault;
    }

    long[] callPaid() {
        long[] paid = new long[guarantees.size()];
        for (int q = 0; q < paid.length; q++) {
            int guarantor = guarantees.get(q).guarantor();
            paid[q] = payments[guarantor].callPaid()[given(guarantor).indexOf(q)];
        }
        return paid;
    }

    PartyBooks books(int party) {
        return books.get(party);
    }

    /** Debts of a party as it pays them. */
    List<Integer> ranked(int party) {
        return ranked.get(party);
    }

    /** Guarantees of a party as it pays them. */
    List<Integer> given(int party) {
        return given.get(party);
    }

    private PartyBooks bookOf(int party) {
        List<Integer> owed = ranked(party);
        List<Integer> given = given(party);
        long seniorClaims = network.issues().stream()
                .filter(issue -> issue.issuer() == party)
                .mapToLong(ShareIssue::seniorClaims)
                .sum();
        return new PartyBooks(
                outside[party],
                state[party],
                network.inDegree(party),
                owed.stream().mapToLong(k -> debts.get(k).amount()).toArray(),
                owed.stream().mapToInt(k -> debts.get(k).seniority()).toArray(),
                given.stream().mapToInt(q -> guarantees.get(q).seniority()).toArray(),
                network.shares(party),
                seniorClaims);
    }

    private List<Integer> rank(int party) {
        List<Integer> owed = new ArrayList<>();
        for (int k = 0; k < debts.size(); k++) {
            if (debts.get(k).debtor() == party) {
                owed.add(k);
            }
        }
        owed.sort(
                (a, b) -> Integer.compare(debts.get(a).seniority(), debts.get(b).seniority()));
        return owed;
    }

    private List<Integer> rankGiven(int party) {
        List<Integer> given = new ArrayList<>();
        for (int q = 0; q < guarantees.size(); q++) {
            if (guarantees.get(q).guarantor() == party) {
                given.add(q);
            }
        }
        given.sort((a, b) ->
                Integer.compare(guarantees.get(a).seniority(), guarantees.get(b).seniority()));
        return given;
    }

    private long paid(int debt) {
        int debtor = debts.get(debt).debtor();
        return payments[debtor].paid()[ranked(debtor).indexOf(debt)];
    }

    private long called(int guarantee) {
        int debt = guarantees.get(guarantee).debt();
        long before = 0;
        for (int q = 0; q < guarantee; q++) {
            before += guarantees.get(q).debt() == debt ? guarantees.get(q).limit() : 0;
        }
        long shortfall = debts.get(debt).amount() - paid(debt);
        return Math.clamp(shortfall - before, 0, guarantees.get(guarantee).limit());
    }

    private long[] calls(int party) {
        return given(party).stream().mapToLong(this::called).toArray();
    }

    /**
     * A guarantor that has not spoken since it was called is taken to pay: what it left unpaid of its last call is what counts, as
     * otherwise a claim would fall and rise again.
     */
    private long received(int party) {
        long sum = 0;
        for (int k = 0; k < debts.size(); k++) {
            sum += debts.get(k).creditor() == party ? paid(k) : 0;
        }
        for (int q = 0; q < guarantees.size(); q++) {
            if (debts.get(guarantees.get(q).debt()).creditor() == party) {
                sum += called(q) - unpaid(q);
            }
        }
        for (Holding holding : holdings) {
            if (holding.holder() == party) {
                sum += Math.multiplyExact(payments[holding.issuer()].nav(), holding.shares())
                        / ObligationNetwork.NAV_SHARES;
            }
        }
        return sum;
    }

    private long unpaid(int guarantee) {
        int guarantor = guarantees.get(guarantee).guarantor();
        int own = given(guarantor).indexOf(guarantee);
        return called[guarantor][own] - payments[guarantor].callPaid()[own];
    }
}
