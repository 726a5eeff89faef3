package io.backstop.party;

import io.backstop.contagion.Debt;
import io.backstop.contagion.Guarantee;
import io.backstop.contagion.ObligationNetwork;
import io.backstop.contagion.PartyBooks;
import io.backstop.contagion.PartyClearing;
import io.backstop.contagion.PartyPayments;
import io.backstop.model.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parties of a partition and what they owe: every {@code count}-th party. Changed in place by its one owner, the register
 * entity's {@code evolve}.
 */
public final class DebtRegister {
    private static final long SECOND_HASH = 0x6A09E667F3BCC909L;

    private final DebtNetwork network;
    private final int partition;
    private final int count;
    private final Party[] rows;
    private final boolean[] changed;
    private final int[] events;
    private final int[][] debtsOf;
    private final TreeMap<Integer, Long> outstanding = new TreeMap<>();
    private List<Settlement> lastSettled = List.of();

    /** What the last settled batch asks of a party. */
    record Settlement(int party, long knownEvents, PartyCommand.Settle command) {}

    /** The opening register of a partition of so many. */
    public DebtRegister(DebtNetwork network, int partition, int count) {
        this.network = network;
        this.partition = partition;
        this.count = count;
        int own = (network.parties() - partition + count - 1) / count;
        this.rows = new Party[own];
        this.changed = new boolean[own];
        this.events = new int[own];
        this.debtsOf = new int[own][0];
        for (int row = 0; row < own; row++) {
            rows[row] = network.opening(party(row));
            debtsOf[row] = inOrderOfRank(network.debtsOf(party(row)));
        }
    }

    private int party(int row) {
        return partition + row * count;
    }

    private boolean isOwn(int party) {
        return party % count == partition;
    }

    private int[] inOrderOfRank(int[] debts) {
        return Arrays.stream(debts)
                .boxed()
                .sorted(Comparator.comparingInt(this::rank))
                .mapToInt(place -> place)
                .toArray();
    }

    private int rank(int place) {
        return network.isBeforeAll(place) ? -1 : network.debt(place).seniority();
    }

    /** What is left of a debt of one of its parties, micro-dollars. */
    long outstanding(int place) {
        Long left = outstanding.get(place);
        return left == null ? network.debt(place).amount() : left;
    }

    /** Sums over its parties as they are. */
    RegisterAnswer.Totals totals() {
        long cash = 0;
        long[] units = new long[network.assets()];
        for (Party party : rows) {
            cash = Math.addExact(cash, party.cash());
            for (int asset = 0; asset < units.length; asset++) {
                units[asset] = Math.addExact(units[asset], party.units()[asset]);
            }
        }
        return new RegisterAnswer.Totals(rows.length, cash, units, fingerprints());
    }

    /** Two sums of a mix of every party's fingerprint and every debt's rest. */
    long[] fingerprints() {
        long[] sums = new long[2];
        for (Party party : rows) {
            add(sums, party.fingerprint());
        }
        for (Map.Entry<Integer, Long> debt : outstanding.entrySet()) {
            add(sums, RandomStream.mix(debt.getKey() + 1L) ^ debt.getValue());
        }
        return sums;
    }

    private static void add(long[] sums, long fingerprint) {
        sums[0] += RandomStream.mix(fingerprint);
        sums[1] += RandomStream.mix(fingerprint ^ SECOND_HASH);
    }

    /** What is not as it opened. */
    RegisterAnswer.Changed changed() {
        List<Party> parties = new ArrayList<>();
        for (int row = 0; row < rows.length; row++) {
            if (changed[row]) {
                parties.add(rows[row]);
            }
        }
        int[] debts = outstanding.keySet().stream().mapToInt(place -> place).toArray();
        long[] left = outstanding.values().stream().mapToLong(amount -> amount).toArray();
        return new RegisterAnswer.Changed(parties, debts, left);
    }

    /** Settles a batch: each row as its party will. */
    void settle(List<PartyChange> changes) {
        List<Settlement> settled = new ArrayList<>(changes.size());
        for (PartyChange change : changes) {
            int row = change.party() / count;
            if (!isOwn(change.party())) {
                throw new IllegalStateException("party " + change.party() + " is not in partition " + partition);
            }
            rows[row] = rows[row].changed(change);
            changed[row] = true;
            for (PartyChange.DebtPaid paid : change.paid()) {
                long left = Math.subtractExact(outstanding(paid.debt()), paid.amount());
                if (left < 0 || network.debt(paid.debt()).debtor() != change.party()) {
                    throw new IllegalStateException("debt " + paid.debt() + " is paid beyond what is owed: " + change);
                }
                outstanding.put(paid.debt(), left);
            }
            settled.add(new Settlement(
                    change.party(), events[row]++, new PartyCommand.Settle(change, rows[row].fingerprint())));
        }
        lastSettled = settled;
    }

    /** The batch settled last, as it asks the parties. */
    List<Settlement> lastSettled() {
        return lastSettled;
    }

    /** Checks each party's own equation against what the coordinator found: one line of the clearing map, residual 0. */
    RegisterAnswer.Verified verify(RegisterQuery.Verify query) {
        Verification verification = new Verification(query.claims());
        int residuals = 0;
        int first = -1;
        for (int row = 0; row < rows.length; row++) {
            if (!verification.holds(row, query.outside()[row])) {
                residuals++;
                first = first < 0 ? party(row) : first;
            }
        }
        return new RegisterAnswer.Verified(residuals, first);
    }

    /** One round of verification: what all claims on others are worth, then each party's line. */
    private final class Verification {
        private final RegisterQuery.Claims claims;
        private final long[] received = new long[rows.length];
        private final int[] inDegree = new int[rows.length];

        Verification(RegisterQuery.Claims claims) {
            this.claims = claims;
            debtsReceived();
            callsReceived();
            sharesReceived();
        }

        private void debtsReceived() {
            int next = 0;
            for (int place = 0; place < network.debts(); place++) {
                Debt debt = network.debt(place);
                long paid = debt.amount();
                if (next < claims.debts().length && claims.debts()[next] == place) {
                    paid = claims.paid()[next++];
                }
                if (debt.creditor() != ObligationNetwork.OUTSIDE && isOwn(debt.creditor())) {
                    receive(debt.creditor(), paid);
                }
            }
        }

        private void callsReceived() {
            for (int i = 0; i < network.guarantees().size(); i++) {
                int creditor = network.debt(network.guarantees().get(i).debt()).creditor();
                if (creditor != ObligationNetwork.OUTSIDE && isOwn(creditor)) {
                    int at = Arrays.binarySearch(claims.calls(), i);
                    receive(creditor, at < 0 ? 0 : claims.callPaid()[at]);
                }
            }
        }

        private void sharesReceived() {
            for (int row = 0; row < rows.length; row++) {
                for (int asset = 0; asset < network.assets(); asset++) {
                    int issuer = network.issuerOf(asset);
                    long held = rows[row].units()[asset];
                    if (issuer >= 0 && held > 0 && issuer != party(row)) {
                        receive(party(row), PartyClearing.holdingValue(held, nav(issuer)));
                    }
                }
            }
        }

        private void receive(int party, long amount) {
            int row = party / count;
            received[row] = Math.addExact(received[row], amount);
            inDegree[row]++;
        }

        private long nav(int issuer) {
            int at = Arrays.binarySearch(claims.issuers(), issuer);
            return at < 0 ? 0 : claims.nav()[at];
        }

        boolean holds(int row, long outside) {
            long[] amounts = new long[debtsOf[row].length];
            int[] ranks = new int[amounts.length];
            long[] paid = new long[amounts.length];
            for (int i = 0; i < amounts.length; i++) {
                int place = debtsOf[row][i];
                amounts[i] = outstanding(place);
                ranks[i] = rank(place);
                int at = Arrays.binarySearch(claims.debts(), place);
                paid[i] = at < 0 ? network.debt(place).amount() : claims.paid()[at];
            }
            Calls calls = callsOn(party(row));
            PartyBooks books = new PartyBooks(
                    outside, rows[row].state(), inDegree[row], amounts, ranks, calls.rank(), rows[row].issued(), 0);
            PartyPayments found = PartyClearing.of(books, received[row], calls.called(), network.rule());
            boolean isInDefault = Arrays.binarySearch(claims.inDefault(), party(row)) >= 0;
            return found.inDefault() == isInDefault
                    && Arrays.equals(found.paid(), paid)
                    && Arrays.equals(found.callPaid(), calls.paid())
                    && found.nav() == nav(party(row));
        }

        private Calls callsOn(int guarantor) {
            List<Integer> given = new ArrayList<>();
            for (int i = 0; i < network.guarantees().size(); i++) {
                if (network.guarantees().get(i).guarantor() == guarantor) {
                    given.add(i);
                }
            }
            given.sort(Comparator.comparingInt(i -> network.guarantees().get(i).seniority()));
            int[] rank = new int[given.size()];
            long[] called = new long[rank.length];
            long[] paid = new long[rank.length];
            for (int i = 0; i < rank.length; i++) {
                Guarantee guarantee = network.guarantees().get(given.get(i));
                rank[i] = guarantee.seniority();
                int at = Arrays.binarySearch(claims.calls(), given.get(i));
                called[i] = at < 0 ? 0 : claims.called()[at];
                paid[i] = at < 0 ? 0 : claims.callPaid()[at];
            }
            return new Calls(rank, called, paid);
        }
    }

    private record Calls(int[] rank, long[] called, long[] paid) {}

    /** Number of its parties. */
    public int parties() {
        return rows.length;
    }
}
