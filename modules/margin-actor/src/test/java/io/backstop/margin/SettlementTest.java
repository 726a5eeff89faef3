package io.backstop.margin;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.account.Account;
import io.backstop.account.AccountChange;
import io.backstop.account.AccountEntity;
import io.backstop.account.AccountEvent;
import io.backstop.account.Levy;
import io.backstop.account.Position;
import io.backstop.account.Trade;
import io.backstop.model.RandomStream;
import io.backstop.scenario.AccountOpening;
import io.backstop.scenario.Partitioning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Rows follow their accounts through any settlements and levies, in any number of partitions. */
class SettlementTest {
    private static final int POPULATIONS = 2;
    private static final int ACCOUNTS = 25;

    @Property(tries = 150)
    void rowsEndAsTheirAccountsDo(@ForAll long seed) {
        DrawnVenue venue = new DrawnVenue(seed, null);
        ListedOpenings openings = venue.openings(POPULATIONS, ACCOUNTS, venue.marks());
        List<Venue> partitioned =
                List.of(new Venue(venue, openings, 1), new Venue(venue, openings, 3), new Venue(venue, openings, 16));
        TreeMap<Long, Account> accounts = new TreeMap<>();
        openings.open(venue.rules).forEach(account -> accounts.put(account.key(), account));

        for (int step = 0; step < 12; step++) {
            if (venue.between(0, 2) == 0) {
                Levy levy = levy(venue, accounts);
                accounts.replaceAll((key, account) -> account.charged(levy));
                partitioned.forEach(tables -> tables.charge(levy));
            } else {
                List<AccountChange> changes = changes(venue, openings, accounts, step);
                changes.forEach(change -> accounts.compute(
                        change.account(),
                        (key, account) -> Objects.requireNonNull(account).changed(change)));
                partitioned.forEach(tables -> tables.settle(changes));
            }
            for (Venue tables : partitioned) {
                tables.assertHolds(accounts);
            }
        }
        assertThat(partitioned.get(1).fingerprints())
                .isEqualTo(partitioned.get(0).fingerprints());
        assertThat(partitioned.get(2).fingerprints())
                .isEqualTo(partitioned.get(0).fingerprints());
    }

    /** The tables of a venue's partitions, and the account entities that they settle with. */
    private static final class Venue {
        private final Partitioning partitioning;
        private final MarginRules rules;
        private final ListedOpenings openings;
        private final AccountEntity entity;
        private final List<RiskTable> tables = new ArrayList<>();
        private final TreeMap<Long, AccountEntity.State> entities = new TreeMap<>();
        private final TreeMap<Long, Long> events = new TreeMap<>();

        Venue(DrawnVenue venue, ListedOpenings openings, int partitions) {
            this.partitioning = new Partitioning(partitions);
            this.rules = venue.rules;
            this.openings = openings;
            this.entity = new AccountEntity(openings, rules.markets(), rules.assets());
            for (int partition = 0; partition < partitions; partition++) {
                tables.add(new RiskTable(rules, openings, partitioning, partition, venue.openingPrices));
            }
        }

        void charge(Levy levy) {
            tables.forEach(table -> table.charge(levy));
        }

        void settle(List<AccountChange> changes) {
            for (int partition = 0; partition < tables.size(); partition++) {
                int here = partition;
                RiskTable table = tables.get(partition);
                table.settle(changes.stream()
                        .filter(change -> partitioning.of(change.account()) == here)
                        .toList());
                table.lastSettled().forEach(this::tellAccount);
            }
        }

        /** The entity itself refuses if it does not end as its row did. */
        private void tellAccount(RiskTable.Settlement settlement) {
            long key = settlement.account();
            assertThat(settlement.knownEvents()).isEqualTo(events.merge(key, 1L, Long::sum) - 1);
            AccountEntity.State before = entities.computeIfAbsent(
                    key,
                    untouched -> new AccountEntity.State(
                            AccountEntity.open(
                                    openings, untouched, new AccountOpening(rules.markets(), rules.assets())),
                            true));
            AccountEvent event = entity.decide(before, settlement.command());
            entities.put(key, entity.evolve(before, event));
        }

        void assertHolds(Map<Long, Account> accounts) {
            for (Account account : accounts.values()) {
                RiskTable table = tables.get(partitioning.of(account.key()));
                Account row = table.account(account.key());
                assertThat(row.fingerprint()).as("%s, not %s", row, account).isEqualTo(account.fingerprint());
            }
            TableTotals totals = TableTotals.none(rules.markets(), rules.assets());
            for (RiskTable table : tables) {
                totals = totals.plus(table.totals());
            }
            assertSame(totals, totalsOf(rules, accounts));
        }

        long[] fingerprints() {
            long[] sums = new long[2];
            for (RiskTable table : tables) {
                long[] of = table.fingerprints();
                sums[0] += of[0];
                sums[1] += of[1];
            }
            return sums;
        }
    }

    private static void assertSame(TableTotals actual, TableTotals expected) {
        assertThat(actual.accounts()).isEqualTo(expected.accounts());
        assertThat(actual.active()).isEqualTo(expected.active());
        assertThat(actual.balance()).isEqualTo(expected.balance());
        assertThat(actual.cash()).isEqualTo(expected.cash());
        assertThat(actual.longSize()).isEqualTo(expected.longSize());
        assertThat(actual.shortSize()).isEqualTo(expected.shortSize());
        assertThat(actual.collateral()).isEqualTo(expected.collateral());
        assertThat(actual.flatDebt()).isEqualTo(expected.flatDebt());
    }

    private static TableTotals totalsOf(MarginRules rules, Map<Long, Account> accounts) {
        long active = 0;
        long balance = 0;
        long cash = 0;
        long flatDebt = 0;
        long[] longs = new long[rules.markets()];
        long[] shorts = new long[rules.markets()];
        long[] collateral = new long[rules.assets()];
        for (Account account : accounts.values()) {
            balance += account.balance();
            cash += account.cash();
            for (Position position : account.positions()) {
                longs[position.market()] += Math.max(0, position.size());
                shorts[position.market()] += Math.max(0, -position.size());
            }
            long units = 0;
            for (int asset = 0; asset < collateral.length; asset++) {
                collateral[asset] += account.collateral()[asset];
                units += account.collateral()[asset];
            }
            boolean flat = account.positions().isEmpty();
            active += flat ? 0 : 1;
            flatDebt += flat && units == 0 ? Math.max(0, -account.cash()) : 0;
        }
        return new TableTotals(accounts.size(), active, balance, cash, longs, shorts, collateral, flatDebt);
    }

    /** Funding of one market, or a loss shared over what is in profit. */
    private static Levy levy(DrawnVenue venue, Map<Long, Account> accounts) {
        long[] marks = venue.marks();
        long profits = 0;
        long last = -1;
        for (Account account : accounts.values()) {
            long profit = Levy.SocialisedLoss.profit(account.positions(), marks);
            profits += profit;
            last = profit > 0 ? account.key() : last;
        }
        if (profits == 0 || venue.between(0, 1) == 0) {
            int market = (int) venue.between(0, DrawnVenue.MARKETS - 1);
            return new Levy.Funding(market, marks[market], venue.between(-500, 500), 10_000);
        }
        return new Levy.SocialisedLoss(venue.between(0, profits), profits, marks, last, venue.between(0, 3));
    }

    /** Changes of a few accounts in the order of their keys. */
    private static List<AccountChange> changes(
            DrawnVenue venue, ListedOpenings openings, Map<Long, Account> accounts, int step) {
        List<AccountChange> changes = new ArrayList<>();
        for (Account account : accounts.values()) {
            if (venue.between(0, 3) == 0) {
                changes.add(change(venue, openings, account, step));
            }
        }
        return changes;
    }

    private static AccountChange change(DrawnVenue venue, ListedOpenings openings, Account account, int step) {
        AccountOpening opening =
                openings.accounts().get((int) (account.key() >>> 32)).get((int) account.key());
        List<Trade> trades = new ArrayList<>();
        for (int leg = 0; leg < opening.legs; leg++) {
            if (venue.between(0, 1) == 0) {
                trades.add(trade(venue, account, opening.market[leg]));
            }
        }
        long[] units = account.collateral().clone();
        for (int asset = 0; asset < units.length; asset++) {
            units[asset] = venue.between(0, units[asset]);
        }
        return new AccountChange(
                account.key(),
                step,
                1,
                trades,
                venue.between(-1_000_000, 1_000_000),
                venue.between(0, 1) == 0 ? AccountChange.NO_COLLATERAL : units,
                venue.between(-1, 1) * 30_000L,
                venue.between(0, 9) == 0);
    }

    /** Closes, halves, flips or grows a position, or opens it again. */
    private static Trade trade(DrawnVenue venue, Account account, int market) {
        long held = account.positions().stream()
                .filter(position -> position.market() == market)
                .mapToLong(Position::size)
                .sum();
        long size = held == 0
                ? RandomStream.mix(account.key()) % 1_000 | 1
                : switch ((int) venue.between(0, 3)) {
                    case 0 -> -held;
                    case 1 -> -held / 2 - Long.signum(held);
                    case 2 -> -held - venue.between(1, 1_000) * Long.signum(held);
                    default -> venue.between(1, 1_000) * Long.signum(held);
                };
        return new Trade(market, size, size * venue.openingPrices[market] * venue.between(80, 120) / 100);
    }
}
