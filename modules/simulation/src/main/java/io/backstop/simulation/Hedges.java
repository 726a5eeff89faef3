package io.backstop.simulation;

import io.backstop.account.Account;
import io.backstop.kernel.Workflow.ChildRead;
import io.backstop.lending.account.LendingAccount;
import io.backstop.lending.pass.BorrowerPlans;
import io.backstop.lending.pass.PassInput;
import io.backstop.margin.MarginQuery;
import io.backstop.margin.Valuation;
import io.backstop.model.Rounding;
import io.backstop.scenario.debt.DebtSpec.HedgeSpec;
import io.backstop.scenario.debt.LendingSpec;
import io.backstop.simulation.DebtFact.HedgePayment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Accounts at the venue and at lending protocols that belong together: owners move free margin to debts that lack collateral. */
final class Hedges {
    private final Venue venue;

    Hedges(Venue venue) {
        this.venue = venue;
    }

    /**
     * An account at a lending protocol that lacks dollars, and its owner's account at the venue.
     *
     * @param dollars micro-dollars, positive
     */
    record Need(HedgeSpec hedge, long venueAccount, int protocol, long account, long dollars) {}

    /**
     * What hedged accounts lack, by protocol, then by account.
     *
     * @param inputs of the protocols: accounts outside their bands, partitions in any order
     */
    List<Need> needs(List<PassInput> inputs) {
        List<Need> needs = new ArrayList<>();
        for (int protocol = 0; protocol < inputs.size(); protocol++) {
            LendingSpec lending = venue.scenario().debt().lending().get(protocol);
            for (LendingAccount account : inputs.get(protocol).accounts()) {
                String population =
                        lending.populations().get((int) (account.key() >>> 32)).name();
                for (HedgeSpec hedge : venue.scenario().debt().hedges()) {
                    long missing = isOf(hedge, lending.name(), population)
                            ? BorrowerPlans.missing(inputs.get(protocol), account)
                            : 0;
                    if (missing > 0) {
                        needs.add(
                                new Need(hedge, venueAccount(hedge, account.key()), protocol, account.key(), missing));
                    }
                }
            }
        }
        needs.sort(Comparator.comparingInt(Need::protocol).thenComparingLong(Need::account));
        return needs;
    }

    private static boolean isOf(HedgeSpec hedge, String lending, String population) {
        return hedge.lending().equals(lending) && hedge.lendingPopulation().equals(population);
    }

    private long venueAccount(HedgeSpec hedge, long account) {
        for (int population = 0; population < venue.scenario().populations().size(); population++) {
            if (venue.scenario().populations().get(population).name().equals(hedge.venuePopulation())) {
                return (long) population << 32 | (int) account;
            }
        }
        throw new IllegalArgumentException("no such population at the venue: " + hedge.venuePopulation());
    }

    /** Asks for the venue's accounts of the needs. */
    List<ChildRead> reads(List<Need> needs) {
        List<ChildRead> reads = new ArrayList<>();
        for (int partition = 0; partition < venue.partitioning().count(); partition++) {
            int own = partition;
            long[] keys = needs.stream()
                    .mapToLong(Need::venueAccount)
                    .filter(key -> venue.partitioning().of(key) == own)
                    .distinct()
                    .sorted()
                    .toArray();
            if (keys.length > 0) {
                reads.add(new ChildRead(venue.engine(partition), new MarginQuery.Accounts(keys)));
            }
        }
        return reads;
    }

    /**
     * An owner moves what the venue does not need, and not more than the account lacks.
     *
     * @param accounts of the venue, by key
     * @param marks of the markets, and {@code assetPrices} what the margin test makes of the assets, both of the tick before
     */
    List<HedgePayment> payments(List<Need> needs, Map<Long, Account> accounts, long[] marks, long[] assetPrices) {
        Map<Long, Long> left = new TreeMap<>();
        List<HedgePayment> payments = new ArrayList<>();
        for (Need need : needs) {
            long free = left.computeIfAbsent(
                    need.venueAccount(),
                    key -> free(Objects.requireNonNull(accounts.get(key)), need.hedge(), marks, assetPrices));
            long amount = Math.min(need.dollars(), free);
            if (amount > 0) {
                left.put(need.venueAccount(), free - amount);
                payments.add(new HedgePayment(need.venueAccount(), need.protocol(), need.account(), amount));
            }
        }
        return payments;
    }

    /** What an account could withdraw, by both equities. */
    private long free(Account account, HedgeSpec hedge, long[] marks, long[] assetPrices) {
        Valuation valuation = Valuation.of(venue.rules(), account, marks, assetPrices);
        long kept = hedge.keep().times(valuation.maintenance(), Rounding.CEILING);
        return Math.min(valuation.equityHaircut(), valuation.equity()) - kept;
    }

    /** The payments to one protocol, as its borrowers' plans take them. */
    static List<BorrowerPlans.Deposit> deposits(int protocol, List<HedgePayment> payments) {
        return payments.stream()
                .filter(payment -> payment.protocol() == protocol)
                .map(payment -> new BorrowerPlans.Deposit(payment.account(), payment.amount()))
                .toList();
    }
}
