package io.backstop.margin;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.account.Account;
import io.backstop.account.AccountChange;
import io.backstop.account.MarginTiers;
import io.backstop.account.Trade;
import io.backstop.model.Ratio;
import io.backstop.scenario.Partitioning;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A scan finds the accounts below their maintenance margin: all of them, and no other. */
class MarginScanTest {
    private static final long[] NO_ASSETS = {};

    /** Maintenance 1 %: a long of 1000 units at price 100 needs 1000 micro-dollars. */
    private static final MarginRules ONE_PERCENT = onePercent(null);

    private static MarginRules onePercent(@Nullable Ratio takeoverLine) {
        return new MarginRules(
                List.of(MarginTiers.derive(List.of(0L), List.of(Ratio.of(1, 100)))), List.of(), takeoverLine);
    }

    private static RiskTable table(MarginRules rules, ListedOpenings openings, long... openingPrices) {
        return new RiskTable(rules, openings, new Partitioning(1), 0, openingPrices);
    }

    private static List<Long> found(RiskTable table, long now, long... marks) {
        return table.scan(now, marks, NO_ASSETS).stream()
                .map(breached -> breached.account().key())
                .sorted()
                .toList();
    }

    @Property(tries = 300)
    void findsEveryBreachAndNothingElseWhateverThePricesDo(@ForAll long seed) {
        DrawnVenue venue = new DrawnVenue(seed, null);
        long[] edge = venue.marks();
        ListedOpenings openings = venue.openings(1, 150, edge);
        RiskTable table = table(venue.rules, openings, venue.openingPrices);
        List<Account> accounts = openings.open(venue.rules);

        for (long[] marks : List.of(venue.marks(), edge, venue.marks(), edge)) {
            List<Found> expected = accounts.stream()
                    .map(account -> exact(venue, account, marks))
                    .filter(one -> one.valuation().breached())
                    .map(Found::of)
                    .toList();
            List<Found> found = table.scan(0, marks, venue.assetPrices()).stream()
                    .map(Found::of)
                    .sorted(Comparator.comparingLong(Found::account))
                    .toList();
            assertThat(found).isEqualTo(expected);
            assertThat(table.suspects(marks, venue.assetPrices())).isGreaterThanOrEqualTo(found.size());
        }
    }

    private record Found(long account, long fingerprint, Valuation valuation, List<Long> legMaintenance) {
        static Found of(BreachedAccount breached) {
            Account account = breached.account();
            return new Found(
                    account.key(),
                    account.fingerprint(),
                    breached.valuation(),
                    Arrays.stream(breached.legMaintenance()).boxed().toList());
        }
    }

    private static BreachedAccount exact(DrawnVenue venue, Account account, long[] marks) {
        return new BreachedAccount(
                account,
                Valuation.of(venue.rules, account, marks, venue.assetPrices()),
                Valuation.legMaintenance(venue.rules, account.positions(), marks));
    }

    @Test
    void equalityIsSafeAndOneMicroDollarLessIsNot() {
        ListedOpenings openings = ListedOpenings.of(
                ListedOpenings.single(0, 1_000, 100_000, 1_000), ListedOpenings.single(0, 1_000, 100_000, 999));
        assertThat(found(table(ONE_PERCENT, openings, 100), 0, 100)).containsExactly(1L);
    }

    /** Two to the 40 units at price two to the 20 are worth two to the 60: 64 times that is more than 64 bits hold. */
    @Test
    void sizesThatLeave64BitsInTheLinearFormAreTestedExactly() {
        long size = 1L << 40;
        long price = 1L << 20;
        long margin = (size * price + 99) / 100;
        ListedOpenings openings = ListedOpenings.of(
                ListedOpenings.single(0, size, size * price, margin),
                ListedOpenings.single(0, size, size * price, margin - 1),
                ListedOpenings.single(0, -size, -size * price, margin),
                ListedOpenings.single(0, -size, -size * price, margin - 1),
                ListedOpenings.single(0, 1, price, 10_486),
                ListedOpenings.single(0, 1, price, 10_485));
        RiskTable table = table(ONE_PERCENT, openings, price);
        assertThat(found(table, 0, price)).containsExactly(1L, 3L, 5L);
        assertThat(found(table, 0, price - 1)).containsExactly(0L, 1L, 4L, 5L);
    }

    @Test
    void pricesThatLeave64BitsInTheLinearFormAreTestedExactly() {
        long high = 1L << 59;
        ListedOpenings openings = ListedOpenings.of(
                ListedOpenings.single(0, 2, 200, 0),
                ListedOpenings.single(0, -2, -200, 0),
                ListedOpenings.single(0, 2, 2 * high, high / 100));
        RiskTable table = table(ONE_PERCENT, openings, 100);
        assertThat(found(table, 0, high)).containsExactly(1L, 2L);
        assertThat(found(table, 0, 100)).containsExactly(0L, 1L, 2L);
    }

    @Test
    void aQuietTableHasNoSuspects() {
        ListedOpenings openings = ListedOpenings.of(
                ListedOpenings.single(0, 1_000, 100_000, 50_000), ListedOpenings.single(0, -1_000, -100_000, 50_000));
        RiskTable table = table(ONE_PERCENT, openings, 100);
        assertThat(table.suspects(new long[] {100}, NO_ASSETS)).isZero();
        assertThat(table.suspects(new long[] {50}, NO_ASSETS)).isEqualTo(1);
    }

    /** Above $1000 of notional half of it is needed, and 5 times the opening price brings the account there. */
    @Test
    void suspectsAreCountedRightAboveThePriceThatTheWeightsWereMadeFor() {
        MarginRules rules = new MarginRules(
                List.of(MarginTiers.derive(List.of(0L, 1_000_000_000L), List.of(Ratio.of(1, 100), Ratio.of(1, 2)))),
                List.of(),
                null);
        RiskTable table =
                table(rules, ListedOpenings.of(ListedOpenings.single(0, 5_000_000, 2_400_000_000L, 400_000_000)), 100);
        assertThat(table.suspects(new long[] {500}, NO_ASSETS)).isEqualTo(1);
    }

    @Test
    void aCoolDownSparesUntilItEnds() {
        RiskTable table = table(ONE_PERCENT, ListedOpenings.of(ListedOpenings.single(0, 1_000, 100_000, 500)), 100);
        table.settle(List.of(coolDown(30_000)));
        assertThat(found(table, 29_999, 100)).isEmpty();
        assertThat(found(table, 30_000, 100)).containsExactly(0L);
    }

    /** Two thirds of the margin of 999 are 666. */
    @Test
    void belowTheTakeoverLineACoolDownSparesNobody() {
        RiskTable table =
                table(onePercent(Ratio.of(2, 3)), ListedOpenings.of(ListedOpenings.single(0, 999, 99_900, 667)), 100);
        table.settle(List.of(coolDown(30_000)));
        assertThat(found(table, 0, 100)).isEmpty();
        table.settle(List.of(paid(1)));
        assertThat(found(table, 0, 100)).isEmpty();
        table.settle(List.of(paid(1)));
        assertThat(found(table, 0, 100)).containsExactly(0L);
    }

    @Test
    void aFlatDebtorIsFoundUntilItsDebtIsWrittenOff() {
        RiskTable table = table(ONE_PERCENT, ListedOpenings.of(ListedOpenings.single(0, 1_000, 100_000, 500)), 100);
        table.settle(List.of(new AccountChange(
                0, 1, 1, List.of(new Trade(0, -1_000, -99_000)), 0, AccountChange.NO_COLLATERAL, -1, false)));
        assertThat(table.account(0).cash()).isEqualTo(-500);
        assertThat(found(table, 0, 100)).containsExactly(0L);
        table.settle(List.of(new AccountChange(0, 1, 2, List.of(), 0, AccountChange.NO_COLLATERAL, -1, true)));
        assertThat(found(table, 0, 100)).isEmpty();
        assertThat(table.totals().flatDebt()).isEqualTo(500);
    }

    private static AccountChange coolDown(long until) {
        return new AccountChange(0, 1, 1, List.of(), 0, AccountChange.NO_COLLATERAL, until, false);
    }

    private static AccountChange paid(long amount) {
        return new AccountChange(0, 1, 2, List.of(), -amount, AccountChange.NO_COLLATERAL, -1, false);
    }
}
