package io.backstop.simulation;

import io.backstop.account.Account;
import io.backstop.kernel.Answer;
import io.backstop.kernel.Workflow.ChildRead;
import io.backstop.lending.account.LendingAccount;
import io.backstop.lending.book.LendingPool;
import io.backstop.lending.engine.LendingAnswer;
import io.backstop.lending.engine.LendingQuery;
import io.backstop.lending.pool.Reserve;
import io.backstop.margin.MarginAnswer;
import io.backstop.margin.MarginQuery;
import io.backstop.margin.Valuation;
import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;
import io.backstop.party.DebtNetwork;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;

/**
 * Accounts that belong to parties, at the venue and at lending protocols: their equity, where it is positive, is an asset of the party.
 * None of them has recourse to its owner.
 */
final class PartyAccounts {
    private static final int VENUE = -1;

    private final Venue venue;
    /** By protocol and partition: keys and their owners. */
    private final TreeMap<Place, List<Owned>> places = new TreeMap<>();

    /** Which engine holds an account; the venue's come first. */
    private record Place(int protocol, int partition) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byProtocol = Integer.compare(protocol, other.protocol);
            return byProtocol != 0 ? byProtocol : Integer.compare(partition, other.partition);
        }
    }

    private record Owned(long key, int party) {}

    /**
     * The accounts of all parties.
     *
     * @throws IllegalArgumentException if a protocol or an account is unknown
     */
    PartyAccounts(Venue venue) {
        this.venue = venue;
        DebtNetwork network = venue.network();
        for (int party = 0; party < network.parties(); party++) {
            for (String account : network.accounts(party)) {
                add(account, party);
            }
        }
    }

    private void add(String account, int party) {
        int slash = account.indexOf('/');
        int protocol = protocol(account.substring(0, slash));
        String name = account.substring(slash + 1);
        long key = protocol == VENUE
                ? venue.openings().find(name)
                : venue.lendingOpenings(protocol).find(name);
        if (key < 0) {
            throw new IllegalArgumentException("no such account: " + account);
        }
        places.computeIfAbsent(new Place(protocol, venue.partitioning().of(key)), place -> new ArrayList<>())
                .add(new Owned(key, party));
    }

    private int protocol(String name) {
        return name.equals(venue.scenario().venue().name()) ? VENUE : venue.protocol(name);
    }

    /** Asks the engines for them. */
    List<ChildRead> reads() {
        List<ChildRead> reads = new ArrayList<>();
        places.forEach((place, owned) -> {
            long[] keys = owned.stream().mapToLong(Owned::key).toArray();
            reads.add(
                    place.protocol() == VENUE
                            ? new ChildRead(venue.engine(place.partition()), new MarginQuery.Accounts(keys))
                            : new ChildRead(
                                    venue.lendingEngine(place.protocol(), place.partition()),
                                    new LendingQuery.Accounts(keys)));
        });
        return reads;
    }

    /**
     * The positive equities of each party's accounts.
     *
     * @param answers to {@link #reads}
     * @param marks of the markets
     * @param assetMarks of the assets
     * @param navs of the assets a tick ago, -1 for what is no token: tokens count at their net asset value
     */
    long[] equities(List<Answer> answers, List<LendingPool> pools, long[] marks, long[] assetMarks, long[] navs) {
        long[] prices = assetMarks.clone();
        for (int asset = 0; asset < prices.length; asset++) {
            prices[asset] = navs[asset] < 0 ? prices[asset] : navs[asset];
        }
        long[] equities = new long[venue.network().parties()];
        Iterator<Answer> next = answers.iterator();
        places.forEach((place, owned) -> {
            Answer answer = next.next();
            for (int i = 0; i < owned.size(); i++) {
                long equity = place.protocol() == VENUE
                        ? equity(((MarginAnswer.Accounts) answer).accounts().get(i), marks, prices)
                        : equity(
                                place.protocol(),
                                ((LendingAnswer.Found) answer).accounts().get(i),
                                pools.get(place.protocol()),
                                prices);
                int party = owned.get(i).party();
                equities[party] = Math.addExact(equities[party], Math.max(0, equity));
            }
        });
        return equities;
    }

    private long equity(Account account, long[] marks, long[] assetPrices) {
        return Valuation.of(venue.rules(), account, marks, assetPrices).equity();
    }

    private long equity(int protocol, LendingAccount account, LendingPool pool, long[] assetPrices) {
        long equity = account.cash();
        int[] assets = venue.lending().get(protocol).assets();
        for (int number = 0; number < assets.length; number++) {
            long price = assets[number] < 0 ? 1 : assetPrices[assets[number]];
            Reserve reserve = pool.reserves().get(number);
            long units = Math.addExact(
                    account.wallet()[number], covered(reserve, account.suppliedUnits(number, reserve.supplyIndex())));
            long owed = account.owedUnits(number, reserve.borrowIndex());
            equity = Math.addExact(equity, Math.multiplyExact(Math.subtractExact(units, owed), price));
        }
        return equity;
    }

    /** What a claim on a reserve is worth beside its deficit, rounded down. */
    private static long covered(Reserve reserve, long claim) {
        long supply = reserve.supply();
        return reserve.deficit() == 0 || supply == 0
                ? claim
                : FixedPoint.multiplyDivide(claim, Math.max(0, supply - reserve.deficit()), supply, Rounding.FLOOR);
    }
}
