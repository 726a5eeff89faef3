package io.backstop.benchmarks;

import io.backstop.contagion.Clearing;
import io.backstop.contagion.ClearingResult;
import io.backstop.contagion.ClearingRule;
import io.backstop.contagion.Debt;
import io.backstop.contagion.FloatingSweep;
import io.backstop.contagion.NetworkGenerator;
import io.backstop.contagion.ObligationNetwork;
import io.backstop.model.RandomStream;
import io.backstop.model.Ratio;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The exact clearing against the plain iteration in {@code double} over the same arrays, in one thread of one JVM, alternating.
 * Prints milliseconds and the ratio, medians and spread of the rounds: for Eisenberg and Noe and for half of everything lost in
 * default, with few parties in default and with many.
 *
 * <p>Arguments: parties (default 100,000) and debts of each (default 5).
 */
public final class ClearingBenchmark {
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 31;
    private static final long DEBT = 1_000_000_000L;

    /** The sweep stops when no payment moves by more than a micro-dollar, and so is off by more where money leaks slowly. */
    private static final double TOLERANCE = 1;

    private ClearingBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] args) {
        int parties = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        double degree = args.length > 1 ? Double.parseDouble(args[1]) : 5;
        List<String> names = IntStream.range(0, parties).mapToObj(i -> "p" + i).toList();
        List<Debt> debts =
                new NetworkGenerator.ErdosRenyi(degree).debts(1, names, new NetworkGenerator.Amounts(DEBT, 1.0));
        ObligationNetwork network = ObligationNetwork.of(parties, debts);
        System.out.println("parties " + parties + ", debts " + debts.size());
        System.out.println(
                "rule            buffer  in default  clearing ms            sweep ms               ratio (median, 10 %, 90 %)");
        for (double buffer : new double[] {0.2, 0}) {
            measure("eisenberg-noe", network, buffer, ClearingRule.EISENBERG_NOE);
            measure("rogers-veraart", network, buffer, new ClearingRule(Ratio.of(1, 2), Ratio.of(1, 2)));
        }
    }

    private static void measure(String name, ObligationNetwork network, double buffer, ClearingRule rule) {
        long[] outside = outside(network, buffer);
        double[] exact = new double[ROUNDS];
        double[] sweep = new double[ROUNDS];
        double[] ratio = new double[ROUNDS];
        int inDefault = 0;
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long start = System.nanoTime();
            ClearingResult result = Clearing.clear(network, outside, rule);
            long middle = System.nanoTime();
            double[] payments =
                    FloatingSweep.of(network, outside, rule, TOLERANCE).payments();
            long end = System.nanoTime();
            if (round >= 0) {
                exact[round] = (middle - start) / 1e6;
                sweep[round] = (end - middle) / 1e6;
                ratio[round] = exact[round] / sweep[round];
            }
            inDefault = count(result.inDefault());
            if (payments.length != network.parties()) {
                throw new IllegalStateException("the sweep lost parties");
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-15s %-7s %-11d %-22s %-22s %s%n",
                name,
                buffer,
                inDefault,
                Spread.of(exact),
                Spread.of(sweep),
                Spread.of(ratio));
    }

    /** What a party lacks if all pay it, and a buffer: a part of its debts, spread by 15 % around the mean. */
    private static long[] outside(ObligationNetwork network, double mean) {
        long[] outside = new long[network.parties()];
        long[] claims = new long[network.parties()];
        for (int k = 0; k < network.debts(); k++) {
            Debt debt = network.debt(k);
            claims[debt.creditor()] += debt.amount();
        }
        RandomStream stream = RandomStream.of(1, "outside", 0, "assets");
        for (int i = 0; i < outside.length; i++) {
            long owed = network.obligations(i);
            double buffer = owed * (mean + 0.15 * stream.nextGaussian());
            outside[i] = Math.max(0, owed - claims[i] + (long) buffer);
        }
        return outside;
    }

    private static int count(boolean[] flags) {
        int count = 0;
        for (boolean flag : flags) {
            count += flag ? 1 : 0;
        }
        return count;
    }
}
