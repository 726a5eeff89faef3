package io.backstop.contagion;

import io.backstop.model.Rational;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fictitious default algorithm (Eisenberg and Noe 2001, section 3.1; with costs Rogers and Veraart 2013, section 3) in exact
 * fractions: suppose everybody pays, put those in default who cannot, solve for them, again, until nobody joins. Cubic in the
 * number of defaults: for small networks, to hold the integer clearing against.
 *
 * <p>It knows debts of one rank, and before it debts of earlier ranks to the outside.
 *
 * @param payments what each party pays to the debts of the last rank
 * @param defaultSets parties in default after each round, ascending; the last one is final
 */
public record FictitiousDefault(List<Rational> payments, List<List<Integer>> defaultSets) {
    /**
     * Runs the algorithm.
     *
     * @throws IllegalArgumentException if the network has shares, guarantees, or debts of several ranks inside
     * @throws ArithmeticException if a cycle of parties in default has no unique clearing
     */
    public static FictitiousDefault of(ObligationNetwork network, long[] outside, ClearingRule rule) {
        return new Search(network, outside, rule).run();
    }

    private static final class Search {
        private final ObligationNetwork network;
        private final long[] outside;
        private final Rational alpha;
        private final Rational beta;
        private final long[] keeps;
        private final long[] shared;
        private final Rational[][] part;

        Search(ObligationNetwork network, long[] outside, ClearingRule rule) {
            this.network = network;
            this.outside = outside;
            alpha = Rational.of(rule.alpha());
            beta = Rational.of(rule.beta());
            keeps = new long[network.parties];
            shared = new long[network.parties];
            part = new Rational[network.parties][network.parties];
            if (network.holder.length + network.guarantor.length > 0) {
                throw new IllegalArgumentException("shares and guarantees are not known to fictitious default");
            }
            for (int i = 0; i < network.parties; i++) {
                read(i);
            }
        }

        private void read(int party) {
            Arrays.fill(part[party], Rational.ZERO);
            int to = network.debtFrom[party + 1];
            int from = network.debtFrom[party];
            int start = from;
            while (start < to && network.seniority[start] < network.seniority[to - 1]) {
                if (network.creditor[start] != ObligationNetwork.OUTSIDE) {
                    throw new IllegalArgumentException("debts of several ranks: party " + party);
                }
                keeps[party] += network.amount[start++];
            }
            shared[party] = network.obligations[party] - keeps[party];
            for (int k = start; k < to; k++) {
                int creditor = network.creditor[k];
                if (creditor != ObligationNetwork.OUTSIDE && shared[party] > 0) {
                    part[party][creditor] = part[party][creditor].plus(Rational.of(network.amount[k], shared[party]));
                }
            }
        }

        FictitiousDefault run() {
            Rational[] payments = new Rational[network.parties];
            Arrays.setAll(payments, i -> Rational.of(shared[i]));
            List<List<Integer>> sets = new ArrayList<>();
            List<Integer> inDefault = cannotPay(payments);
            while (!inDefault.isEmpty()
                    && (sets.isEmpty() || inDefault.size() > sets.getLast().size())) {
                sets.add(inDefault);
                Rational[] solved = solve(payments, inDefault, inDefault);
                if (solved == null) {
                    throw new ArithmeticException("no unique clearing of the parties in default: " + inDefault);
                }
                payments = solved;
                inDefault = cannotPay(payments);
            }
            return new FictitiousDefault(List.of(payments), sets);
        }

        private List<Integer> cannotPay(Rational[] payments) {
            List<Integer> parties = new ArrayList<>();
            for (int i = 0; i < network.parties; i++) {
                Rational resources = Rational.of(outside[i]).plus(received(i, payments));
                if (resources.compareTo(Rational.of(network.obligations[i])) < 0) {
                    parties.add(i);
                }
            }
            return parties;
        }

        private Rational received(int party, Rational[] payments) {
            Rational sum = Rational.ZERO;
            for (int j = 0; j < network.parties; j++) {
                if (part[j][party].signum() > 0) {
                    sum = sum.plus(payments[j].times(part[j][party]));
                }
            }
            return sum;
        }

        private Rational value(int party, Rational[] payments) {
            return beta.times(received(party, payments)).plus(ownValue(party));
        }

        private Rational ownValue(int party) {
            return alpha.times(Math.max(0, outside[party]))
                    .plus(Rational.of(Math.min(0, outside[party])))
                    .minus(Rational.of(keeps[party]));
        }

        /** Payments of the parties in default if only the active ones pay anything; null if a closed cycle leaves them open. */
        private Rational @Nullable [] solve(Rational[] payments, List<Integer> inDefault, List<Integer> active) {
            Rational[] tried = payments.clone();
            inDefault.forEach(i -> tried[i] = Rational.ZERO);
            Rational[] solution = eliminate(tried, active);
            if (solution == null) {
                return solveWithout(payments, inDefault, active);
            }
            for (int row = 0; row < solution.length; row++) {
                tried[active.get(row)] = solution[row];
            }
            List<Integer> positive =
                    inDefault.stream().filter(i -> value(i, tried).signum() > 0).toList();
            boolean isDone =
                    Arrays.stream(solution).noneMatch(value -> value.signum() < 0) && active.containsAll(positive);
            return isDone ? tried : solve(payments, inDefault, positive);
        }

        /** In a closed cycle that loses money somebody ends with nothing: whoever it is consistent with. */
        private Rational @Nullable [] solveWithout(Rational[] payments, List<Integer> inDefault, List<Integer> active) {
            for (Integer broke : active) {
                Rational[] without = payments.clone();
                without[broke] = Rational.ZERO;
                Rational[] solved = solve(without, except(inDefault, broke), except(active, broke));
                if (solved != null && value(broke, solved).signum() <= 0) {
                    return solved;
                }
            }
            return null;
        }

        private static List<Integer> except(List<Integer> parties, Integer party) {
            return parties.stream().filter(other -> !other.equals(party)).toList();
        }

        private Rational @Nullable [] eliminate(Rational[] fixed, List<Integer> active) {
            int size = active.size();
            Rational[][] rows = new Rational[size][size + 1];
            for (int row = 0; row < size; row++) {
                for (int column = 0; column < size; column++) {
                    Rational slope = beta.times(part[active.get(column)][active.get(row)]);
                    rows[row][column] = (row == column ? Rational.ONE : Rational.ZERO).minus(slope);
                }
                rows[row][size] = value(active.get(row), fixed);
            }
            for (int pivot = 0; pivot < size; pivot++) {
                int swap = pivot;
                while (swap < size && rows[swap][pivot].signum() == 0) {
                    swap++;
                }
                if (swap == size) {
                    return null;
                }
                Rational[] row = rows[swap];
                rows[swap] = rows[pivot];
                rows[pivot] = row;
                clear(rows, pivot);
            }
            Rational[] solution = new Rational[size];
            Arrays.setAll(solution, row -> rows[row][size].dividedBy(rows[row][row]));
            return solution;
        }

        private static void clear(Rational[][] rows, int pivot) {
            for (int row = 0; row < rows.length; row++) {
                if (row != pivot && rows[row][pivot].signum() != 0) {
                    Rational factor = rows[row][pivot].dividedBy(rows[pivot][pivot]);
                    for (int column = pivot; column <= rows.length; column++) {
                        rows[row][column] = rows[row][column].minus(factor.times(rows[pivot][column]));
                    }
                }
            }
        }
    }
}
