package io.backstop.contagion;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who owes whom, who holds whose shares, and who answers for whom: immutable columns, the claims on a party side by side and in the
 * order in which it pays them.
 *
 * <p>Parties are ordinals 0 to {@code parties - 1}. Two debts between the same parties stay two.
 */
public final class ObligationNetwork {
    /** The creditor of a debt that leaves the network. */
    public static final int OUTSIDE = -1;

    /** A net asset value is micro-dollars for this many shares. */
    public static final long NAV_SHARES = 1_000_000L;

    /** Rank of external debt that is paid first. */
    private static final int BEFORE_ALL = -1;

    final int parties;

    /** Debts of party i are at {@code debtFrom[i]} to {@code debtFrom[i + 1] - 1}. */
    final int[] debtFrom;

    final int[] creditor;
    final long[] amount;
    final int[] seniority;

    /** Column of a debt by its position in the input. */
    final int[] columnOf;

    final long[] obligations;
    final int[] inDegree;

    final long[] shares;
    final long[] seniorClaims;

    /** Holdings of the shares of party i are at {@code holdingFrom[i]} to {@code holdingFrom[i + 1] - 1}. */
    final int[] holdingFrom;

    final int[] holder;
    final long[] held;

    /** Guarantees given by party i are at {@code guaranteeFrom[i]} to {@code guaranteeFrom[i + 1] - 1}. */
    final int[] guaranteeFrom;

    final int[] guaranteedDebt;
    final int[] guarantor;

    /** What earlier guarantees of the same debt cover of its shortfall. */
    final long[] guaranteeAfter;

    final long[] guaranteeLimit;
    final int[] guaranteeSeniority;
    final int[] guaranteeColumnOf;

    /** Guarantees of the debt in column k are the {@code guaranteeOf} at {@code coverFrom[k]} and on; empty without guarantees. */
    final int[] coverFrom;

    final int[] guaranteeOf;

    private ObligationNetwork(
            int parties, Columns debts, List<ShareIssue> issues, List<Holding> holdings, List<Guarantee> guarantees) {
        this.parties = parties;
        int[] order = Csr.order(debts.debtor(), parties);
        debtFrom = Csr.from(debts.debtor(), parties);
        sortBySeniority(order, debtFrom, debts.seniority());
        columnOf = Csr.inverse(order);
        creditor = Csr.pick(debts.creditor(), order);
        amount = Csr.pick(debts.amount(), order);
        seniority = Csr.pick(debts.seniority(), order);
        obligations = new long[parties];
        inDegree = new int[parties];
        for (int i = 0; i < order.length; i++) {
            int debtor = debts.debtor()[i];
            obligations[debtor] = Math.addExact(obligations[debtor], debts.amount()[i]);
            if (debts.creditor()[i] != OUTSIDE) {
                inDegree[debts.creditor()[i]]++;
            }
        }

        shares = new long[parties];
        seniorClaims = new long[parties];
        issues.forEach(this::addIssue);
        int[] issuers = holdings.stream().mapToInt(Holding::issuer).toArray();
        holdings.forEach(this::requireHolding);
        int[] holdingOrder = Csr.order(issuers, parties);
        holdingFrom = Csr.from(issuers, parties);
        holder = Csr.pick(holdings.stream().mapToInt(Holding::holder).toArray(), holdingOrder);
        held = Csr.pick(holdings.stream().mapToLong(Holding::shares).toArray(), holdingOrder);
        requireSupply();
        for (int h : holder) {
            inDegree[h]++;
        }

        for (int i = 0; i < guarantees.size(); i++) {
            requireGuarantee(guarantees.get(i), i);
        }
        int[] guarantors = guarantees.stream().mapToInt(Guarantee::guarantor).toArray();
        int[] guaranteeOrder = Csr.order(guarantors, parties);
        guaranteeFrom = Csr.from(guarantors, parties);
        sortBySeniority(
                guaranteeOrder,
                guaranteeFrom,
                guarantees.stream().mapToInt(Guarantee::seniority).toArray());
        guaranteeColumnOf = Csr.inverse(guaranteeOrder);
        guarantor = Csr.pick(guarantors, guaranteeOrder);
        guaranteedDebt =
                Csr.pick(guarantees.stream().mapToInt(g -> columnOf[g.debt()]).toArray(), guaranteeOrder);
        guaranteeLimit =
                Csr.pick(guarantees.stream().mapToLong(Guarantee::limit).toArray(), guaranteeOrder);
        guaranteeSeniority =
                Csr.pick(guarantees.stream().mapToInt(Guarantee::seniority).toArray(), guaranteeOrder);
        guaranteeAfter = Csr.pick(layers(guarantees), guaranteeOrder);
        coverFrom = guarantees.isEmpty() ? new int[0] : Csr.from(guaranteedDebt, amount.length);
        guaranteeOf = Csr.order(guaranteedDebt, amount.length);
        for (int k : guaranteedDebt) {
            if (creditor[k] != OUTSIDE) {
                inDegree[creditor[k]]++;
            }
        }
    }

    /** Debts in columns, in the order given. */
    private record Columns(int[] debtor, int[] creditor, long[] amount, int[] seniority) {}

    /**
     * A network of debts, shares and guarantees.
     *
     * @param parties 0 or more
     * @throws IllegalArgumentException if a party is unknown, an amount is negative, a party owes or holds itself, an issue is double or
     *     empty, more shares are held than exist, or issuers hold each other without an outside holder
     * @throws ArithmeticException if the debts of a party do not fit 64 bits
     */
    public static ObligationNetwork of(
            int parties,
            List<Debt> debts,
            List<ShareIssue> issues,
            List<Holding> holdings,
            List<Guarantee> guarantees) {
        Columns columns = new Columns(
                debts.stream().mapToInt(Debt::debtor).toArray(),
                debts.stream().mapToInt(Debt::creditor).toArray(),
                debts.stream().mapToLong(Debt::amount).toArray(),
                debts.stream().mapToInt(Debt::seniority).toArray());
        for (int rank : columns.seniority()) {
            require(rank >= 0, "seniority must be 0 or more: ", rank);
        }
        return checked(parties, columns, issues, holdings, guarantees);
    }

    /** A network of debts alone; see {@link #of(int, List, List, List, List)}. */
    public static ObligationNetwork of(int parties, List<Debt> debts) {
        return of(parties, debts, List.of(), List.of(), List.of());
    }

    /**
     * A network of debts of one rank, in columns of equal length.
     *
     * @throws IllegalArgumentException as {@link #of(int, List, List, List, List)}
     */
    public static ObligationNetwork of(int parties, int[] debtor, int[] creditor, long[] amount) {
        Columns columns = new Columns(debtor, creditor, amount, new int[amount.length]);
        return checked(parties, columns, List.of(), List.of(), List.of());
    }

    /**
     * This network and a debt of each party to the world outside. The debts, shares and guarantees of this network keep their
     * positions; the outside debts follow in the order of the parties.
     *
     * @param external micro-dollars of each party, 0 or more
     * @throws IllegalArgumentException if an amount is negative or the length is not the number of parties
     */
    public ObligationNetwork withExternalDebt(long[] external, ExternalRank rank) {
        require(external.length == parties, "one external debt for each party, not ", external.length);
        int own = amount.length;
        int[] debtor = new int[own + parties];
        int[] creditors = Arrays.copyOf(creditor, own + parties);
        long[] amounts = Arrays.copyOf(amount, own + parties);
        int[] ranks = Arrays.copyOf(seniority, own + parties);
        for (int i = 0; i < parties; i++) {
            Arrays.fill(debtor, debtFrom[i], debtFrom[i + 1], i);
            debtor[own + i] = i;
            creditors[own + i] = OUTSIDE;
            amounts[own + i] = external[i];
            ranks[own + i] = rank == ExternalRank.SENIOR ? BEFORE_ALL : 0;
        }
        int[] inInputOrder = new int[own + parties];
        for (int i = 0; i < inInputOrder.length; i++) {
            inInputOrder[i] = i < own ? columnOf[i] : i;
        }
        Columns columns = new Columns(
                Csr.pick(debtor, inInputOrder),
                Csr.pick(creditors, inInputOrder),
                Csr.pick(amounts, inInputOrder),
                Csr.pick(ranks, inInputOrder));
        return checked(parties, columns, issues(), holdings(), guarantees());
    }

    private static ObligationNetwork checked(
            int parties, Columns debts, List<ShareIssue> issues, List<Holding> holdings, List<Guarantee> guarantees) {
        require(parties >= 0, "parties must be 0 or more: ", parties);
        for (int i = 0; i < debts.amount().length; i++) {
            requireDebt(parties, debts.debtor()[i], debts.creditor()[i], debts.amount()[i], i);
        }
        ObligationNetwork network = new ObligationNetwork(parties, debts, issues, holdings, guarantees);
        List<Integer> cycle = ClosedHoldings.find(network);
        if (!cycle.isEmpty()) {
            throw new IllegalArgumentException(
                    "issuers hold all shares of each other and nobody outside does: " + cycle);
        }
        return network;
    }

    private static void requireDebt(int parties, int debtor, int creditor, long amount, int position) {
        requireParty(parties, debtor, "debtor", "debt", position);
        if (creditor != OUTSIDE) {
            requireParty(parties, creditor, "creditor", "debt", position);
        }
        if (amount < 0) {
            throw new IllegalArgumentException("debt " + position + " is negative: " + amount);
        }
        if (debtor == creditor) {
            throw new IllegalArgumentException("debt " + position + ": party " + debtor + " owes itself");
        }
    }

    private static void requireParty(int parties, int party, String role, String kind, int position) {
        if (party < 0 || party >= parties) {
            throw new IllegalArgumentException(kind + " " + position + ": unknown " + role + " " + party);
        }
    }

    private void addIssue(ShareIssue issue) {
        requireParty(parties, issue.issuer(), "issuer", "issue", issue.issuer());
        require(issue.shares() > 0, "a share issue needs shares: issuer ", issue.issuer());
        require(issue.seniorClaims() >= 0, "senior claims are negative: issuer ", issue.issuer());
        require(shares[issue.issuer()] == 0, "a party issues shares once: ", issue.issuer());
        shares[issue.issuer()] = issue.shares();
        seniorClaims[issue.issuer()] = issue.seniorClaims();
    }

    private void requireHolding(Holding holding) {
        requireParty(parties, holding.holder(), "holder", "holding of issuer", holding.issuer());
        requireParty(parties, holding.issuer(), "issuer", "holding of holder", holding.holder());
        require(shares[holding.issuer()] > 0, "no shares are issued by ", holding.issuer());
        require(holding.shares() > 0, "a holding needs shares: holder ", holding.holder());
        require(holding.holder() != holding.issuer(), "a party holds its own shares: ", holding.holder());
    }

    private void requireSupply() {
        for (int i = 0; i < parties; i++) {
            long sum = 0;
            for (int h = holdingFrom[i]; h < holdingFrom[i + 1]; h++) {
                sum = Math.addExact(sum, held[h]);
            }
            require(sum <= shares[i], "more shares are held than exist: issuer ", i);
        }
    }

    private void requireGuarantee(Guarantee guarantee, int position) {
        requireParty(parties, guarantee.guarantor(), "guarantor", "guarantee", position);
        require(
                guarantee.debt() >= 0 && guarantee.debt() < amount.length,
                "no debt to guarantee at ",
                guarantee.debt());
        require(guarantee.limit() >= 0, "a limit is negative: guarantee ", position);
        require(guarantee.seniority() >= 0, "seniority must be 0 or more: guarantee ", position);
        int column = columnOf[guarantee.debt()];
        require(creditor[column] != guarantee.guarantor(), "a creditor guarantees its own claim: ", position);
        require(debtorOf(column) != guarantee.guarantor(), "a debtor guarantees its own debt: guarantee ", position);
    }

    private static void require(boolean holds, String otherwise, int what) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise + what);
        }
    }

    private long[] layers(List<Guarantee> guarantees) {
        long[] covered = new long[amount.length];
        long[] after = new long[guarantees.size()];
        for (int i = 0; i < after.length; i++) {
            int column = columnOf[guarantees.get(i).debt()];
            after[i] = covered[column];
            covered[column] = Math.addExact(covered[column], guarantees.get(i).limit());
        }
        return after;
    }

    private static void sortBySeniority(int[] order, int[] from, int[] seniority) {
        for (int party = 0; party + 1 < from.length; party++) {
            if (!isSorted(order, from[party], from[party + 1], seniority)) {
                long[] keys = new long[from[party + 1] - from[party]];
                for (int i = 0; i < keys.length; i++) {
                    int input = order[from[party] + i];
                    keys[i] = ((long) seniority[input] << Integer.SIZE) | input;
                }
                Arrays.sort(keys);
                for (int i = 0; i < keys.length; i++) {
                    order[from[party] + i] = (int) keys[i];
                }
            }
        }
    }

    private static boolean isSorted(int[] order, int from, int to, int[] seniority) {
        for (int i = from + 1; i < to; i++) {
            if (seniority[order[i - 1]] > seniority[order[i]]) {
                return false;
            }
        }
        return true;
    }

    /** Number of parties. */
    public int parties() {
        return parties;
    }

    /** Number of debts, those to the outside included. */
    public int debts() {
        return amount.length;
    }

    /** The debt at a position of the input. */
    public Debt debt(int position) {
        int column = columnOf[position];
        return new Debt(debtorOf(column), creditor[column], amount[column], seniority[column]);
    }

    /** Micro-dollars that a party owes, guarantees apart. */
    public long obligations(int party) {
        return obligations[party];
    }

    /** Claims that a party holds: each may lack one unit by a floor, which the dust account pays where solvency hangs on it. */
    public int inDegree(int party) {
        return inDegree[party];
    }

    /** All shares that a party issued, 0 if it is no issuer. */
    public long shares(int party) {
        return shares[party];
    }

    /** The share issues. */
    public List<ShareIssue> issues() {
        return IntStream.range(0, parties)
                .filter(i -> shares[i] > 0)
                .mapToObj(i -> new ShareIssue(i, shares[i], seniorClaims[i]))
                .toList();
    }

    /** The holdings, by issuer. */
    public List<Holding> holdings() {
        return IntStream.range(0, parties)
                .boxed()
                .flatMap(issuer -> holdings(issuer).stream())
                .toList();
    }

    /** The holdings of one issuer's shares. */
    public List<Holding> holdings(int issuer) {
        return IntStream.range(holdingFrom[issuer], holdingFrom[issuer + 1])
                .mapToObj(h -> new Holding(holder[h], issuer, held[h]))
                .toList();
    }

    /** The guarantees in the order of the input. */
    public List<Guarantee> guarantees() {
        int[] inputOf = Csr.inverse(columnOf);
        return Arrays.stream(guaranteeColumnOf)
                .mapToObj(q -> new Guarantee(
                        guarantor[q], inputOf[guaranteedDebt[q]], guaranteeLimit[q], guaranteeSeniority[q]))
                .toList();
    }

    boolean isGuaranteed(int column) {
        return coverFrom.length > 0 && coverFrom[column] < coverFrom[column + 1];
    }

    int debtorOf(int column) {
        int low = 0;
        int high = parties;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (debtFrom[middle] <= column) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
