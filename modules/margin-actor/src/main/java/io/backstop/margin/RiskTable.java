package io.backstop.margin;

import io.backstop.account.Account;
import io.backstop.account.AccountChange;
import io.backstop.account.AccountCommand;
import io.backstop.account.Fingerprint;
import io.backstop.account.Levy;
import io.backstop.account.LiquidationPredicate;
import io.backstop.account.MarginTiers;
import io.backstop.account.Position;
import io.backstop.model.FixedPoint;
import io.backstop.model.RandomStream;
import io.backstop.model.Ratio;
import io.backstop.model.Rounding;
import io.backstop.scenario.AccountOpening;
import io.backstop.scenario.Openings;
import io.backstop.scenario.Partitioning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A partition's accounts as columns of primitives: enough to mark every account without waking it.
 *
 * <p>Instruments are the markets and then the collateral assets. Changed in place by its one owner, the margin engine's
 * {@code evolve}; a recovery starts from a new one.
 */
public final class RiskTable {
    /** Weights of a market are valid up to this multiple of the price they were made at. */
    private static final long PRICE_HEADROOM = 2;

    private static final long SECOND_HASH = 0x6A09E667F3BCC909L;

    private final MarginRules rules;
    private final int markets;
    private final MarginTiers[] tiers;
    private final Partitioning partitioning;
    private final long[][] place;
    private final List<RowGroup> groups = new ArrayList<>();
    private final long[] priceLimit;
    private final List<Levy> levies = new ArrayList<>();
    private final TreeSet<Long> flatDebtors = new TreeSet<>();
    private List<Settlement> lastSettled = List.of();
    private long rows;
    private int touchedRows;
    private long[] coolDownUntil = new long[16];
    private boolean[] writtenOff = new boolean[16];
    private int[] events = new int[16];
    private int[] leviesSeen = new int[16];
    private @Nullable TableTotals totals;
    private long @Nullable [] fingerprints;
    private final Places suspects = new Places();
    /** The prices that {@link #suspects} were found at; none if they are of no use. */
    private long[] suspectsAt = {};

    /**
     * The columns of one group of rows with as many legs: a row may be in breach only if {@code test + sum(weight * price) < 0}.
     *
     * @param only the instrument of all rows if {@code legs == 1}
     * @param instrument of each leg and row if {@code legs > 1}
     */
    public record LinearForm(int legs, int only, int rows, long[] test, long[][] weight, int[][] instrument) {}

    /** What the last settled batch asks of an account. */
    record Settlement(long account, long knownEvents, AccountCommand.Settle command) {}

    /**
     * The opening table of a partition.
     *
     * @param openingPrices of each instrument
     */
    public RiskTable(
            MarginRules rules, Openings openings, Partitioning partitioning, int partition, long[] openingPrices) {
        this.rules = rules;
        this.markets = rules.markets();
        this.tiers = rules.tiers().toArray(MarginTiers[]::new);
        this.partitioning = partitioning;
        this.place = new long[openings.populations()][];
        this.priceLimit = new long[markets];
        for (int market = 0; market < priceLimit.length; market++) {
            priceLimit[market] = Math.multiplyExact(openingPrices[market], PRICE_HEADROOM);
        }
        load(openings, partition);
    }

    private void load(Openings openings, int partition) {
        AccountOpening buffer = new AccountOpening(markets, rules.assets());
        for (int population = 0; population < place.length; population++) {
            int count = openings.count(population);
            int step = partitioning.count();
            int first = partitioning.first(partition, population);
            place[population] = new long[first >= count ? 0 : (count - first - 1) / step + 1];
            for (int ordinal = first; ordinal < count; ordinal += step) {
                openings.draw(population, ordinal, buffer);
                add((long) population << 32 | ordinal, buffer);
            }
        }
        groups.forEach(RowGroup::trim);
    }

    private void add(long key, AccountOpening opening) {
        int legs = opening.legs;
        int only = legs == 0 ? -1 : opening.market[0];
        for (int asset = 0; asset < opening.collateral.length; asset++) {
            if (opening.collateral[asset] > 0) {
                legs++;
                only = only < 0 ? markets + asset : only;
            }
        }
        int at = groupOf(legs, only);
        RowGroup group = groups.get(at);
        int row = group.add(key);
        place[(int) (key >>> 32)][(int) key / partitioning.count()] = (long) at << 32 | row;
        rows++;
        int leg = 0;
        long balance = opening.cash;
        for (; leg < opening.legs; leg++) {
            setLeg(group, row, leg, opening.market[leg], opening.size[leg], opening.openCost[leg]);
            balance = Math.subtractExact(balance, opening.openCost[leg]);
        }
        for (int asset = 0; asset < opening.collateral.length; asset++) {
            if (opening.collateral[asset] > 0) {
                setLeg(group, row, leg++, markets + asset, opening.collateral[asset], 0);
            }
        }
        group.setBalance(row, balance, opening.legs > 0);
    }

    private int groupOf(int legs, int only) {
        for (int at = 0; at < groups.size(); at++) {
            RowGroup group = groups.get(at);
            if (group.legs == legs && (legs != 1 || group.only == only)) {
                return at;
            }
        }
        groups.add(new RowGroup(legs, only));
        return groups.size() - 1;
    }

    private void setLeg(RowGroup group, int row, int leg, int instrument, long size, long cost) {
        if (group.legs > 1) {
            group.instrument[leg][row] = instrument;
        }
        group.size[leg][row] = size;
        group.cost[leg][row] = cost;
        group.setWeight(leg, row, weight(instrument, size));
    }

    /** The linear form's weight, never above what the exact test would need. */
    private long weight(int instrument, long size) {
        long scaled = Math.multiplyExact(size, 1L << RowGroup.SCALE_BITS);
        if (size == 0) {
            return 0;
        }
        if (instrument >= markets) {
            var haircut = rules.haircuts().get(instrument - markets);
            return FixedPoint.multiplyDivide(
                    scaled, haircut.denominator() - haircut.numerator(), haircut.denominator(), Rounding.FLOOR);
        }
        MarginTiers marketTiers = tiers[instrument];
        long highest = Math.multiplyExact(Math.absExact(size), priceLimit[instrument]);
        if (marketTiers.count() == 1 || highest <= marketTiers.floor(1)) {
            return scaled - marketTiers.rate(0).times(Math.absExact(scaled), Rounding.CEILING);
        }
        long margin = marketTiers.maintenance(highest);
        return scaled - FixedPoint.multiplyDivide(Math.absExact(scaled), margin, highest, Rounding.CEILING);
    }

    /**
     * Accounts in breach at the prices, and flat ones that owe what is not yet recorded as bad debt.
     *
     * @param now simulated milliseconds; rows in cool-down are spared above the rules' line
     * @param marks of the markets
     * @param assetPrices of the collateral assets
     */
    public List<BreachedAccount> scan(long now, long[] marks, long[] assetPrices) {
        List<BreachedAccount> breached = new ArrayList<>();
        RowMargin margin = new RowMargin();
        for (long at : suspectPlaces(marks, assetPrices)) {
            RowGroup group = groups.get((int) (at >>> 32));
            int row = (int) at;
            margin(group, row, marks, assetPrices, margin);
            boolean spared = now < coolDownUntil(group, row) && !belowTakeoverLine(margin);
            if (margin.breached() && !spared) {
                Account account = account(group, row);
                breached.add(new BreachedAccount(
                        account,
                        Valuation.of(rules, account, marks, assetPrices),
                        Valuation.legMaintenance(rules, account.positions(), marks)));
            }
        }
        for (long key : flatDebtors) {
            Account account = account(key);
            breached.add(new BreachedAccount(account, Valuation.of(rules, account, marks, assetPrices), new long[0]));
        }
        return breached;
    }

    /**
     * Places of rows that may be in breach, ascending. Prices stand still within a tick: a later pass looks again only at the
     * suspects of the earlier one and at rows that have changed since.
     */
    private long[] suspectPlaces(long[] marks, long[] assetPrices) {
        long[] prices = instrumentPrices(marks, assetPrices);
        if (!Arrays.equals(prices, suspectsAt)) {
            suspects.clear();
            scanSuspects(marks, assetPrices, (group, row) -> suspects.add(place(group.key[row])));
            suspectsAt = prices;
        }
        return suspects.ascending();
    }

    /** The linear forms of all groups, as they are: to read, never to write. */
    public List<LinearForm> linearForms() {
        return groups.stream().map(RowGroup::linearForm).toList();
    }

    /** How many rows the linear scan finds at these prices, in breach or nearly. */
    public long suspects(long[] marks, long[] assetPrices) {
        long[] count = new long[1];
        scanSuspects(marks, assetPrices, (group, row) -> count[0]++);
        return count[0];
    }

    /** The linear scan alone: calls back for every row that may be in breach. */
    void scanSuspects(long[] marks, long[] assetPrices, RowGroup.Suspects suspects) {
        reweigh(marks);
        long[] prices = instrumentPrices(marks, assetPrices);
        for (RowGroup group : groups) {
            if (group.legs != 1 || group.only < marks.length) {
                group.scan(prices, suspects);
            }
        }
    }

    /** Prices of the markets, then of the collateral assets. */
    static long[] instrumentPrices(long[] marks, long[] assetPrices) {
        long[] prices = Arrays.copyOf(marks, marks.length + assetPrices.length);
        System.arraycopy(assetPrices, 0, prices, marks.length, assetPrices.length);
        return prices;
    }

    private boolean belowTakeoverLine(RowMargin margin) {
        Ratio line = rules.takeoverLine();
        return line != null
                && FixedPoint.compareRatios(
                                margin.equityHaircut,
                                1,
                                Math.multiplyExact(margin.maintenance, line.numerator()),
                                line.denominator())
                        < 0;
    }

    /** Makes the weights valid at these marks. Whoever asks the linear form does so first: a recovered table was not scanned. */
    void reweigh(long[] marks) {
        for (int market = 0; market < marks.length; market++) {
            if (marks[market] > priceLimit[market]) {
                priceLimit[market] = Math.multiplyExact(marks[market], PRICE_HEADROOM);
                reweigh(market);
            }
        }
    }

    private void reweigh(int market) {
        for (RowGroup group : groups) {
            for (int leg = 0; leg < group.legs; leg++) {
                for (int row = 0; row < group.rows; row++) {
                    if (group.instrument(leg, row) == market) {
                        group.setWeight(leg, row, weight(market, group.size[leg][row]));
                    }
                }
            }
        }
    }

    /** The account of a key. */
    public Account account(long key) {
        long at = place(key);
        return account(groups.get((int) (at >>> 32)), (int) at);
    }

    private long place(long key) {
        return place[(int) (key >>> 32)][(int) key / partitioning.count()];
    }

    private Account account(RowGroup group, int row) {
        List<Position> positions = new ArrayList<>(group.legs);
        long[] collateral = new long[rules.assets()];
        long cash = group.balance[row];
        for (int leg = 0; leg < group.legs; leg++) {
            int instrument = group.instrument(leg, row);
            long size = group.size[leg][row];
            if (instrument >= markets) {
                collateral[instrument - markets] = size;
            } else if (size != 0) {
                positions.add(new Position(instrument, size, group.cost[leg][row]));
                cash = Math.addExact(cash, group.cost[leg][row]);
            }
        }
        int slot = group.touched[row];
        return new Account(
                group.key[row],
                cash,
                List.copyOf(positions),
                collateral,
                coolDownUntil(group, row),
                slot >= 0 && writtenOff[slot]);
    }

    private long coolDownUntil(RowGroup group, int row) {
        int slot = group.touched[row];
        return slot < 0 ? 0 : coolDownUntil[slot];
    }

    /** Settles a batch: each row as its account will. */
    void settle(List<AccountChange> changes) {
        List<Settlement> settled = new ArrayList<>(changes.size());
        for (AccountChange change : changes) {
            long at = place(change.account());
            suspects.add(at);
            RowGroup group = groups.get((int) (at >>> 32));
            int row = (int) at;
            Account after = account(group, row).changed(change);
            int slot = touch(group, row);
            write(group, row, after);
            coolDownUntil[slot] = after.coolDownUntil();
            writtenOff[slot] = after.writtenOff();
            settled.add(new Settlement(
                    change.account(),
                    events[slot]++,
                    new AccountCommand.Settle(change, unseen(slot), after.fingerprint())));
            updateFlatDebtors(after);
        }
        lastSettled = settled;
        totals = null;
        fingerprints = null;
    }

    private List<Levy> unseen(int slot) {
        List<Levy> unseen = List.copyOf(levies.subList(leviesSeen[slot], levies.size()));
        leviesSeen[slot] = levies.size();
        return unseen;
    }

    private int touch(RowGroup group, int row) {
        if (group.touched[row] >= 0) {
            return group.touched[row];
        }
        if (touchedRows == events.length) {
            int capacity = touchedRows * 2;
            coolDownUntil = Arrays.copyOf(coolDownUntil, capacity);
            writtenOff = Arrays.copyOf(writtenOff, capacity);
            events = Arrays.copyOf(events, capacity);
            leviesSeen = Arrays.copyOf(leviesSeen, capacity);
        }
        group.touched[row] = touchedRows;
        return touchedRows++;
    }

    private void write(RowGroup group, int row, Account after) {
        int next = 0;
        List<Position> positions = after.positions();
        for (int leg = 0; leg < group.legs; leg++) {
            int instrument = group.instrument(leg, row);
            long size = 0;
            long cost = 0;
            if (instrument >= markets) {
                size = after.collateral()[instrument - markets];
            } else if (next < positions.size() && positions.get(next).market() == instrument) {
                size = positions.get(next).size();
                cost = positions.get(next).openCost();
                next++;
            }
            if (size != group.size[leg][row] || cost != group.cost[leg][row]) {
                group.size[leg][row] = size;
                group.cost[leg][row] = cost;
                group.setWeight(leg, row, weight(instrument, size));
            }
        }
        if (next != positions.size()) {
            throw new IllegalStateException("a row has no place for a new market: " + after);
        }
        group.setBalance(row, after.balance(), !positions.isEmpty());
    }

    private void updateFlatDebtors(Account after) {
        if (after.positions().isEmpty() && after.cash() < 0 && !after.writtenOff()) {
            flatDebtors.add(after.key());
        } else {
            flatDebtors.remove(after.key());
        }
    }

    /** The batch settled last, as it asks the accounts. */
    List<Settlement> lastSettled() {
        return lastSettled;
    }

    /** Charges a levy to every row. */
    void charge(Levy levy) {
        levies.add(levy);
        totals = null;
        fingerprints = null;
        suspectsAt = new long[0];
        forEachHolder(account -> {
            long charge = levy.charge(account.key(), account.positions());
            if (charge != 0) {
                long at = place(account.key());
                RowGroup group = groups.get((int) (at >>> 32));
                group.setBalance((int) at, Math.subtractExact(group.balance[(int) at], charge), true);
            }
        });
    }

    /** Calls back for every account with a position. */
    void forEachHolder(Consumer<Account> holder) {
        for (RowGroup group : groups) {
            for (int row = 0; row < group.rows; row++) {
                if (hasPosition(group, row)) {
                    holder.accept(account(group, row));
                }
            }
        }
    }

    private boolean hasPosition(RowGroup group, int row) {
        for (int leg = 0; leg < group.legs; leg++) {
            if (group.size[leg][row] != 0 && group.instrument(leg, row) < markets) {
                return true;
            }
        }
        return false;
    }

    /** Where holders of one side of a market go. */
    interface Holders {
        void row(RowGroup group, int row, int leg);
    }

    /** Calls back for every row that holds the market on the side of the sign. */
    void holders(int market, int sign, Holders holders) {
        for (RowGroup group : groups) {
            if (group.legs == 1 && group.only == market) {
                for (int row = 0; row < group.rows; row++) {
                    if (Long.signum(group.size[0][row]) == sign) {
                        holders.row(group, row, 0);
                    }
                }
            }
            for (int leg = 0; group.legs > 1 && leg < group.legs; leg++) {
                long[] sizes = group.size[leg];
                for (int row : group.rowsOf(leg, market, markets)) {
                    if (Long.signum(sizes[row]) == sign) {
                        holders.row(group, row, leg);
                    }
                }
            }
        }
    }

    /** The position of an account that holds one in the market. */
    Position position(long key, int market) {
        long at = place(key);
        RowGroup group = groups.get((int) (at >>> 32));
        int row = (int) at;
        int leg = 0;
        while (group.instrument(leg, row) != market) {
            leg++;
        }
        return new Position(market, group.size[leg][row], group.cost[leg][row]);
    }

    /** Whether a row is in breach at prices that the weights are valid at; the linear form answers for most. */
    boolean breached(RowGroup group, int row, long[] prices, long[] marks, long[] assetPrices) {
        if (group.fits(prices) && group.surelySafe(row, prices)) {
            return false;
        }
        RowMargin margin = new RowMargin();
        margin(group, row, marks, assetPrices, margin);
        return margin.breached();
    }

    /** What the breach test needs, from a row. */
    private static final class RowMargin {
        long equityHaircut;
        long maintenance;

        boolean breached() {
            return LiquidationPredicate.isLiquidatable(equityHaircut, maintenance);
        }
    }

    /** Tests a row as {@link Valuation} tests its account, without making one. */
    private void margin(RowGroup group, int row, long[] marks, long[] assetPrices, RowMargin into) {
        long equity = group.balance[row];
        long maintenance = 0;
        for (int leg = 0; leg < group.legs; leg++) {
            int instrument = group.instrument(leg, row);
            long size = group.size[leg][row];
            if (instrument >= markets) {
                int asset = instrument - markets;
                long value = Math.multiplyExact(size, assetPrices[asset]);
                equity = Math.addExact(
                        equity, Valuation.afterHaircut(rules.haircuts().get(asset), value));
            } else {
                long value = Math.multiplyExact(size, marks[instrument]);
                equity = Math.addExact(equity, value);
                maintenance = Math.addExact(maintenance, tiers[instrument].maintenance(Math.absExact(value)));
            }
        }
        into.equityHaircut = equity;
        into.maintenance = maintenance;
    }

    /** Maintenance margin of an account over all its positions. */
    long maintenance(long key, long[] marks) {
        long at = place(key);
        RowGroup group = groups.get((int) (at >>> 32));
        int row = (int) at;
        long maintenance = 0;
        for (int leg = 0; leg < group.legs; leg++) {
            int instrument = group.instrument(leg, row);
            if (instrument < markets) {
                maintenance = Math.addExact(
                        maintenance,
                        tiers[instrument].maintenance(
                                Math.absExact(Math.multiplyExact(group.size[leg][row], marks[instrument]))));
            }
        }
        return maintenance;
    }

    /** What ranking an account needs, from its row. */
    static final class RowValue {
        long equity;
        long notional;
        long cash;
        boolean holdsLongs;
        boolean holdsShorts;
    }

    /** Values an account. */
    RowValue value(long key, long[] marks, long[] assetPrices) {
        long at = place(key);
        RowValue value = new RowValue();
        value(groups.get((int) (at >>> 32)), (int) at, marks, assetPrices, value);
        return value;
    }

    /** Values a row as {@link Valuation} values its account, without margins. */
    void value(RowGroup group, int row, long[] marks, long[] assetPrices, RowValue into) {
        long equity = group.balance[row];
        long cash = equity;
        long notional = 0;
        into.holdsLongs = false;
        into.holdsShorts = false;
        for (int leg = 0; leg < group.legs; leg++) {
            long size = group.size[leg][row];
            int instrument = group.instrument(leg, row);
            if (size == 0) {
                continue;
            }
            if (instrument >= markets) {
                equity = Math.addExact(equity, Math.multiplyExact(size, assetPrices[instrument - markets]));
                continue;
            }
            long value = Math.multiplyExact(size, marks[instrument]);
            equity = Math.addExact(equity, value);
            notional = Math.addExact(notional, Math.abs(value));
            cash = Math.addExact(cash, group.cost[leg][row]);
            into.holdsLongs |= size > 0;
            into.holdsShorts |= size < 0;
        }
        into.equity = equity;
        into.notional = notional;
        into.cash = cash;
    }

    /** The sums, counted from the columns when a row has changed since. */
    TableTotals totals() {
        TableTotals counted = totals;
        if (counted == null) {
            counted = count();
            totals = counted;
        }
        return counted;
    }

    private TableTotals count() {
        GroupTotals sum = new GroupTotals(markets, rules.assets());
        for (RowGroup group : groups) {
            sum.add(group.totals(markets, rules.assets()));
        }
        return sum.of(rows);
    }

    /**
     * Two sums of a mix of every account's fingerprint: the same for any partitioning once the partitions' sums are added.
     */
    public long[] fingerprints() {
        long[] known = fingerprints;
        if (known == null) {
            known = countFingerprints();
            fingerprints = known;
        }
        return known.clone();
    }

    private long[] countFingerprints() {
        long[] sums = new long[2];
        for (RowGroup group : groups) {
            for (int row = 0; row < group.rows; row++) {
                long fingerprint = fingerprint(group, row);
                sums[0] += RandomStream.mix(fingerprint);
                sums[1] += RandomStream.mix(fingerprint ^ SECOND_HASH);
            }
        }
        return sums;
    }

    /** Of the row's account, without making it. */
    private long fingerprint(RowGroup group, int row) {
        long cash = group.balance[row];
        for (int leg = 0; leg < group.legs; leg++) {
            cash = Math.addExact(cash, group.cost[leg][row]);
        }
        long hash = Fingerprint.start(group.key[row], cash);
        int leg = 0;
        for (; leg < group.legs && group.instrument(leg, row) < markets; leg++) {
            long size = group.size[leg][row];
            if (size != 0) {
                hash = Fingerprint.position(hash, group.instrument(leg, row), size, group.cost[leg][row]);
            }
        }
        for (int instrument = markets; instrument < markets + rules.assets(); instrument++) {
            boolean held = leg < group.legs && group.instrument(leg, row) == instrument;
            hash = Fingerprint.collateral(hash, held ? group.size[leg++][row] : 0);
        }
        int slot = group.touched[row];
        return Fingerprint.end(hash, coolDownUntil(group, row), slot >= 0 && writtenOff[slot]);
    }

    /** Sum of full equity over rows with a position, at the prices. */
    long activeEquity(long[] marks, long[] assetPrices) {
        long sum = 0;
        RowValue value = new RowValue();
        for (RowGroup group : groups) {
            for (int row = 0; row < group.rows; row++) {
                if (hasPosition(group, row)) {
                    value(group, row, marks, assetPrices, value);
                    sum = Math.addExact(sum, value.equity);
                }
            }
        }
        return sum;
    }

    /** The rules the table was made with. */
    MarginRules rules() {
        return rules;
    }

    /** Rows in the table. */
    public long rows() {
        return rows;
    }
}
