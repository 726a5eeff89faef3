package io.backstop.benchmarks;

import io.backstop.account.MarginTiers;
import io.backstop.margin.MarginRules;
import io.backstop.margin.RiskTable;
import io.backstop.model.Ratio;
import io.backstop.scenario.Partitioning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The margin engine's scan alone against a plain loop in linear form over the same arrays, in one thread of one JVM,
 * alternating. Prints nanoseconds a row and the ratio, medians and spread of the rounds: once with prices that jump by a 64th
 * from scan to scan, so that every row is looked at, and once with prices that move by at most a 1000th, where blocks of rows
 * are left out.
 */
public final class MarkingBenchmark {
    private static final int MARKETS = 8;
    private static final long PRICE = 100_000;
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 101;

    private MarkingBenchmark() {}

    /** Runs for 437,723 and 5,000,000 rows, or for the row counts given. */
    public static void main(String[] args) {
        int[] sizes = args.length == 0
                ? new int[] {437_723, 5_000_000}
                : Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
        System.out.println("prices  rows       scan ns/row        loop ns/row        ratio (median, 10 %, 90 %)");
        for (int size : sizes) {
            measure(size, "jump", PRICE / 64);
            measure(size, "calm", PRICE / 1_000);
        }
    }

    private static void measure(int accounts, String prices, long move) {
        MarginTiers tiers = MarginTiers.derive(List.of(0L), List.of(Ratio.of(1, 80)));
        List<MarginTiers> all = new ArrayList<>();
        long[] marks = new long[MARKETS];
        for (int market = 0; market < MARKETS; market++) {
            all.add(tiers);
        }
        long[] opening = new long[MARKETS];
        Arrays.fill(opening, PRICE);
        RiskTable table = new RiskTable(
                new MarginRules(all, List.of(), Ratio.ZERO),
                new SinglePositionOpenings(accounts, MARKETS, PRICE),
                new Partitioning(1),
                0,
                opening);
        List<RiskTable.LinearForm> forms = table.linearForms();
        double[] scan = new double[ROUNDS];
        double[] loop = new double[ROUNDS];
        double[] ratio = new double[ROUNDS];
        long found = 0;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (int market = 0; market < MARKETS; market++) {
                marks[market] = PRICE - market - (round % 2 == 0 ? 0 : move);
            }
            long start = System.nanoTime();
            found += table.suspects(marks, new long[0]);
            long middle = System.nanoTime();
            found += plainLoop(forms, marks);
            long end = System.nanoTime();
            if (round >= 0) {
                scan[round] = (middle - start) / (double) accounts;
                loop[round] = (end - middle) / (double) accounts;
                ratio[round] = scan[round] / loop[round];
            }
        }
        if (found != 0) {
            throw new IllegalStateException("no account of this table is near a breach, but " + found + " were found");
        }
        System.out.printf(
                Locale.ROOT,
                "%-7s %-10d %-18s %-18s %s%n",
                prices,
                accounts,
                Spread.of(scan),
                Spread.of(loop),
                Spread.of(ratio));
    }

    private static long plainLoop(List<RiskTable.LinearForm> forms, long[] marks) {
        long found = 0;
        for (RiskTable.LinearForm form : forms) {
            if (form.legs() == 1) {
                found += plainLoop(form.test(), form.weight()[0], form.rows(), marks[form.only()]);
            }
        }
        return found;
    }

    private static long plainLoop(long[] test, long[] weight, int rows, long price) {
        long found = 0;
        for (int row = 0; row < rows; row++) {
            if (test[row] + weight[row] * price < 0) {
                found++;
            }
        }
        return found;
    }
}
