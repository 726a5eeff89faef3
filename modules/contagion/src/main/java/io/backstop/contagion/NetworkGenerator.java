package io.backstop.contagion;

import io.backstop.model.FixedPoint;
import io.backstop.model.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws networks of debts. Each party draws its own debts from a stream keyed by (seed, its name), so that another party's name, or
 * how much it owes, changes none of them.
 */
public sealed interface NetworkGenerator {
    /**
     * The debts.
     *
     * @param names of the parties, in the order of their ordinals
     * @param amounts how large a debt is
     */
    List<Debt> debts(long seed, List<String> names, Amounts amounts);

    /**
     * Lognormal amounts, rounded half-even to micro-dollars, at least one.
     *
     * @param median micro-dollars, positive
     * @param logDeviation standard deviation of the logarithm, 0 or more; 0 for equal amounts
     */
    record Amounts(long median, double logDeviation) {
        long draw(RandomStream stream) {
            double factor = StrictMath.exp(logDeviation * stream.nextGaussian());
            return Math.max(1, logDeviation == 0 ? median : FixedPoint.round(median * factor));
        }
    }

    /**
     * Erdős and Rényi (1959), directed: each party owes each other one with the same probability.
     *
     * @param meanDegree expected debts of a party, 0 to parties - 1
     */
    record ErdosRenyi(double meanDegree) implements NetworkGenerator {
        @Override
        public List<Debt> debts(long seed, List<String> names, Amounts amounts) {
            List<Debt> debts = new ArrayList<>();
            int parties = names.size();
            for (int debtor = 0; debtor < parties && parties > 1; debtor++) {
                RandomStream stream = streamOf(seed, names.get(debtor));
                drawRow(debts, stream, debtor, new Range(0, parties), meanDegree / (parties - 1), amounts);
            }
            return debts;
        }
    }

    /**
     * Core and periphery (Craig and von Peter 2014): the first parties are the core; four probabilities of a debt, by where the debtor
     * and the creditor are.
     *
     * @param core number of parties in the core
     * @param coreToCore 0 to 1
     * @param coreToPeriphery 0 to 1
     * @param peripheryToCore 0 to 1
     * @param peripheryToPeriphery 0 to 1
     */
    record CorePeriphery(
            int core, double coreToCore, double coreToPeriphery, double peripheryToCore, double peripheryToPeriphery)
            implements NetworkGenerator {
        @Override
        public List<Debt> debts(long seed, List<String> names, Amounts amounts) {
            List<Debt> debts = new ArrayList<>();
            Range inner = new Range(0, core);
            Range outer = new Range(core, names.size());
            for (int debtor = 0; debtor < names.size(); debtor++) {
                RandomStream stream = streamOf(seed, names.get(debtor));
                boolean isCore = debtor < core;
                drawRow(debts, stream, debtor, inner, isCore ? coreToCore : peripheryToCore, amounts);
                drawRow(debts, stream, debtor, outer, isCore ? coreToPeriphery : peripheryToPeriphery, amounts);
            }
            return debts;
        }
    }

    /** Each party owes the next one, the last the first. */
    record Ring() implements NetworkGenerator {
        @Override
        public List<Debt> debts(long seed, List<String> names, Amounts amounts) {
            List<Debt> debts = new ArrayList<>();
            int parties = names.size();
            for (int debtor = 0; debtor < parties && parties > 1; debtor++) {
                long amount = amounts.draw(streamOf(seed, names.get(debtor)));
                debts.add(new Debt(debtor, (debtor + 1) % parties, amount));
            }
            return debts;
        }
    }

    /** Creditors from one ordinal to below another. */
    record Range(int from, int to) {}

    private static RandomStream streamOf(long seed, String name) {
        return RandomStream.of(seed, name, 0, "debts");
    }

    /** Jumps from one creditor to the next by geometric steps (Batagelj and Brandes 2005); who would owe itself owes nobody. */
    private static void drawRow(
            List<Debt> debts, RandomStream stream, int debtor, Range creditors, double probability, Amounts amounts) {
        if (!(probability > 0)) {
            return;
        }
        double perStep = StrictMath.log1p(-(probability < 1 ? probability : 1));
        double creditor = creditors.from() - 1.0;
        while (true) {
            creditor += 1 + StrictMath.floor(StrictMath.log1p(-stream.nextDouble()) / perStep);
            if (!(creditor < creditors.to())) {
                return;
            }
            long amount = amounts.draw(stream);
            if ((int) creditor != debtor) {
                debts.add(new Debt(debtor, (int) creditor, amount));
            }
        }
    }
}
