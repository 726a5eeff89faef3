package io.backstop.lending.engine;

import io.backstop.lending.account.LendingAccount;
import io.backstop.lending.account.LendingAccountCommand;
import io.backstop.lending.account.LendingChange;
import io.backstop.lending.pool.CollateralTerms;
import io.backstop.lending.rate.Index;
import io.backstop.model.FixedPoint;
import io.backstop.model.RandomStream;
import io.backstop.model.Ratio;
import io.backstop.model.Rounding;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.debt.LendingOpening;
import io.backstop.scenario.debt.LendingOpenings;
import io.backstop.scenario.debt.LendingPopulation.BandSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A partition's accounts as columns of primitives, one row each, in the order of their keys. Changed in place by its one owner, the
 * engine's {@code evolve}; a recovery starts from a new one.
 *
 * <p>A scan bounds each row's values in {@code double} first and asks the exact integers only where the bounds do not decide.
 */
public final class LendingTable {
    private static final long SECOND_HASH = 0x6A09E667F3BCC909L;

    /** Far above what the sums of a row lose in {@code double}, relative to the larger side. */
    private static final double ERROR = 1e-9;

    private final List<CollateralTerms> terms;
    private final List<@Nullable BandSpec> bands;
    private final long[] keys;
    private final int[] firstRow;
    private final int[] firstOrdinal;
    private final int step;
    private final long[][] supplied;
    private final long[][] owed;
    private final long[][] wallet;
    private final long[] cash;
    private final int[] events;
    private List<Settlement> lastSettled = List.of();

    /** What the last settled batch asks of an account. */
    record Settlement(long account, long knownEvents, LendingAccountCommand.Settle command) {}

    /** Whether a row is one of those asked for. */
    private interface RowTest {
        boolean holds(int row);
    }

    /**
     * The opening table of a partition.
     *
     * @param terms of each reserve's asset as collateral
     * @param bands of each population, null where borrowers never act
     */
    public LendingTable(
            List<CollateralTerms> terms,
            List<@Nullable BandSpec> bands,
            LendingOpenings openings,
            Partitioning partitioning,
            int partition) {
        this.terms = terms;
        this.bands = bands;
        this.step = partitioning.count();
        this.firstRow = new int[openings.populations() + 1];
        this.firstOrdinal = new int[openings.populations()];
        for (int population = 0; population < firstOrdinal.length; population++) {
            int first = partitioning.first(partition, population);
            int count = openings.count(population);
            firstOrdinal[population] = first;
            firstRow[population + 1] = firstRow[population] + (first >= count ? 0 : (count - first - 1) / step + 1);
        }
        int rows = firstRow[firstOrdinal.length];
        this.keys = new long[rows];
        this.supplied = new long[terms.size()][rows];
        this.owed = new long[terms.size()][rows];
        this.wallet = new long[terms.size()][rows];
        this.cash = new long[rows];
        this.events = new int[rows];
        load(openings);
    }

    private void load(LendingOpenings openings) {
        LendingOpening buffer = new LendingOpening(terms.size());
        for (int population = 0; population < firstOrdinal.length; population++) {
            int ordinal = firstOrdinal[population];
            for (int row = firstRow[population]; row < firstRow[population + 1]; row++) {
                openings.draw(population, ordinal, buffer);
                keys[row] = (long) population << 32 | ordinal;
                for (int reserve = 0; reserve < terms.size(); reserve++) {
                    supplied[reserve][row] = buffer.supplied[reserve];
                    owed[reserve][row] = buffer.owed[reserve];
                }
                cash[row] = buffer.cash;
                ordinal += step;
            }
        }
    }

    /** Rows in the table. */
    public int rows() {
        return keys.length;
    }

    /** The account of a key. */
    public LendingAccount account(long key) {
        return accountAt(row(key));
    }

    private int row(long key) {
        int population = (int) (key >>> 32);
        return firstRow[population] + ((int) key - firstOrdinal[population]) / step;
    }

    private LendingAccount accountAt(int row) {
        return new LendingAccount(keys[row], at(supplied, row), at(owed, row), at(wallet, row), cash[row]);
    }

    private static long[] at(long[][] columns, int row) {
        long[] amounts = new long[columns.length];
        for (int reserve = 0; reserve < amounts.length; reserve++) {
            amounts[reserve] = columns[reserve][row];
        }
        return amounts;
    }

    /**
     * Accounts with a health factor below 1, those without any claim among them.
     *
     * @throws ArithmeticException if a value outgrows 64 bits
     */
    public List<LendingAccount> unhealthy(LendingView view) {
        double[] weighted = sums(supplied, view.supplyIndexes(), view.prices(), true);
        double[] debts = sums(owed, view.borrowIndexes(), view.prices(), false);
        double slack = slack(view);
        return found(row -> debts[row] > 0
                && weighted[row] < debts[row] + slack + ERROR * debts[row]
                && isPriced(row, view)
                && value(row, view, true) < debt(row, view));
    }

    /** Accounts whose collateral over debt is below their band, or above it if they borrow more then. */
    public List<LendingAccount> outsideBand(LendingView view) {
        double[] values = sums(supplied, view.supplyIndexes(), view.prices(), false);
        double[] debts = sums(owed, view.borrowIndexes(), view.prices(), false);
        double slack = slack(view);
        List<LendingAccount> outside = new ArrayList<>();
        for (int population = 0; population < bands.size(); population++) {
            BandSpec band = bands.get(population);
            if (band != null) {
                double low = band.low().toDouble();
                double high = band.releverages() ? band.high().toDouble() : Double.POSITIVE_INFINITY;
                for (int row = firstRow[population]; row < firstRow[population + 1]; row++) {
                    double margin = (slack + ERROR * StrictMath.max(values[row], debts[row])) * (1 + low);
                    boolean isNear =
                            values[row] < low * debts[row] + margin || values[row] > high * debts[row] - margin;
                    if (debts[row] > 0 && isNear && isPriced(row, view) && isOutside(row, view, band)) {
                        outside.add(accountAt(row));
                    }
                }
            }
        }
        return outside;
    }

    private boolean isOutside(int row, LendingView view, BandSpec band) {
        long value = value(row, view, false);
        long debt = debt(row, view);
        return compare(value, debt, band.low()) < 0 || (band.releverages() && compare(value, debt, band.high()) > 0);
    }

    private static int compare(long value, long debt, Ratio ratio) {
        return FixedPoint.compareRatios(value, debt, ratio.numerator(), ratio.denominator());
    }

    /** Accounts that owe nothing and have a claim on one of the reserves. */
    public List<LendingAccount> suppliers(boolean[] at) {
        return found(row -> !holds(owed, row, null) && holds(supplied, row, at));
    }

    /** Accounts that owe something. */
    public List<LendingAccount> borrowers() {
        return found(row -> holds(owed, row, null));
    }

    private List<LendingAccount> found(RowTest test) {
        List<LendingAccount> found = new ArrayList<>();
        for (int row = 0; row < keys.length; row++) {
            if (test.holds(row)) {
                found.add(accountAt(row));
            }
        }
        return found;
    }

    private static boolean holds(long[][] columns, int row, boolean @Nullable [] at) {
        for (int reserve = 0; reserve < columns.length; reserve++) {
            if (columns[reserve][row] > 0 && (at == null || at[reserve])) {
                return true;
            }
        }
        return false;
    }

    /** The rows' values without roundings; unpriced reserves count nothing, {@link #isPriced} sorts their rows out. */
    private double[] sums(long[][] columns, long[] indexes, long[] prices, boolean byThreshold) {
        double[] sums = new double[keys.length];
        for (int reserve = 0; reserve < columns.length; reserve++) {
            double threshold = byThreshold ? terms.get(reserve).threshold().toDouble() : 1;
            // an unpriced debt must not hide its row from the exact test
            double factor = (double) indexes[reserve] / Index.SCALE * Math.max(0, prices[reserve]) * threshold;
            long[] column = columns[reserve];
            for (int row = 0; row < sums.length; row++) {
                sums[row] += column[row] * factor;
            }
        }
        return sums;
    }

    /** What roundings to whole units and micro-dollars can take from a row's values at most. */
    private static double slack(LendingView view) {
        double slack = 2;
        for (long price : view.prices()) {
            slack += 2.0 * Math.max(0, price) + 2;
        }
        return slack;
    }

    private boolean isPriced(int row, LendingView view) {
        for (int reserve = 0; reserve < terms.size(); reserve++) {
            boolean isTouched = supplied[reserve][row] > 0 || owed[reserve][row] > 0;
            if (isTouched && view.prices()[reserve] < 0) {
                return false;
            }
        }
        return true;
    }

    private long value(int row, LendingView view, boolean byThreshold) {
        long sum = 0;
        for (int reserve = 0; reserve < terms.size(); reserve++) {
            if (supplied[reserve][row] > 0) {
                long units = Index.supply(supplied[reserve][row], view.supplyIndexes()[reserve]);
                long value = Math.multiplyExact(units, view.prices()[reserve]);
                Ratio threshold = byThreshold ? terms.get(reserve).threshold() : Ratio.ONE;
                sum = Math.addExact(sum, threshold.times(value, Rounding.FLOOR));
            }
        }
        return sum;
    }

    private long debt(int row, LendingView view) {
        long sum = 0;
        for (int reserve = 0; reserve < terms.size(); reserve++) {
            if (owed[reserve][row] > 0) {
                long units = Index.debt(owed[reserve][row], view.borrowIndexes()[reserve]);
                sum = Math.addExact(sum, Math.multiplyExact(units, view.prices()[reserve]));
            }
        }
        return sum;
    }

    /** Settles a batch: each row as its account will. */
    void settle(List<LendingChange> changes) {
        List<Settlement> settled = new ArrayList<>(changes.size());
        for (LendingChange change : changes) {
            int row = row(change.account());
            LendingAccount after = accountAt(row).changed(change);
            write(row, after);
            settled.add(new Settlement(
                    change.account(), events[row]++, new LendingAccountCommand.Settle(change, after.fingerprint())));
        }
        lastSettled = settled;
    }

    private void write(int row, LendingAccount after) {
        for (int reserve = 0; reserve < terms.size(); reserve++) {
            supplied[reserve][row] = after.supplied()[reserve];
            owed[reserve][row] = after.owed()[reserve];
            wallet[reserve][row] = after.wallet()[reserve];
        }
        cash[row] = after.cash();
    }

    /** The batch settled last, as it asks the accounts. */
    List<Settlement> lastSettled() {
        return lastSettled;
    }

    /** The sums, counted from the columns. */
    public LendingTotals totals() {
        long borrowers = 0;
        for (int row = 0; row < keys.length; row++) {
            borrowers += holds(owed, row, null) ? 1 : 0;
        }
        return new LendingTotals(
                keys.length,
                borrowers,
                columnSums(supplied),
                columnSums(owed),
                columnSums(wallet),
                Arrays.stream(cash).reduce(0, Math::addExact));
    }

    private static long[] columnSums(long[][] columns) {
        long[] sums = new long[columns.length];
        for (int reserve = 0; reserve < sums.length; reserve++) {
            for (long amount : columns[reserve]) {
                sums[reserve] = Math.addExact(sums[reserve], amount);
            }
        }
        return sums;
    }

    /** Two sums of a mix of every account's fingerprint: the same for any partitioning once the partitions' sums are added. */
    public long[] fingerprints() {
        long[] sums = new long[2];
        for (int row = 0; row < keys.length; row++) {
            long fingerprint = accountAt(row).fingerprint();
            sums[0] += RandomStream.mix(fingerprint);
            sums[1] += RandomStream.mix(fingerprint ^ SECOND_HASH);
        }
        return sums;
    }
}
