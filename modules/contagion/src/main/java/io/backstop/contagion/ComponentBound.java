package io.backstop.contagion;

import io.backstop.model.Rounding;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An upper bound of what the parties of one cycle have in the greatest fixed point, near to it however slowly money leaks out of
 * the cycle.
 *
 * <p>Each party passes on at most {@code max(0, afterCost(a) - offset)}, in fixed fractions: to the claims of the rank that its money
 * ends in, or to its shareholders; all else it pays is bounded by what it pays now. Call that map H, isotone, its slopes A. A candidate T
 * is solved in {@code double}; what is returned is proved in integers that round up: {@code A w < w} for some w &gt; 0, so that H
 * contracts, and {@code H(T) <= T}. If g is the fixed point, then g &le; H(g) and
 * {@code (g - T)+ <= (H(g) - H(T))+ <= A (g - T)+}, which a contraction allows only for g &le; T.
 */
final class ComponentBound {
    private static final int DENSE_UP_TO = 300;
    private static final int SWEEPS = 500;
    private static final int ATTEMPTS = 8;
    private static final double SMALLEST_PIVOT = 1e-14;
    private static final double LARGEST = 0x1p61;

    /** Steps of a sweep at which it ends, relative: the direction is proved whatever it is, the solution decides how near the bound is. */
    private static final double ROUGHLY = 0x1p-10;

    private static final double EXACTLY = 0x1p-48;

    private final int[] order;
    private final int start;
    private final int size;
    private final int[] local;

    private final long[] base;
    private final long[] outside;
    private final long[] offset;
    private final ClearingRule[] rule;

    private int edges;
    private int[] tail = new int[16];
    private int[] head = new int[16];
    private long[] numerator = new long[16];
    private long[] denominator = new long[16];

    private int[] incomingFrom = new int[0];
    private int[] incomingTail = new int[0];
    private double[] incomingSlope = new double[0];

    /**
     * A component without edges yet.
     *
     * @param order parties of all components
     * @param start first of this one
     * @param end behind its last
     * @param local scratch, one place for each party
     */
    ComponentBound(int[] order, int start, int end, int[] local) {
        this.order = order;
        this.start = start;
        this.size = end - start;
        this.local = local;
        base = new long[size];
        outside = new long[size];
        offset = new long[size];
        rule = new ClearingRule[size];
        for (int i = 0; i < size; i++) {
            local[order[start + i]] = i;
        }
    }

    /** Sets what a party has without the component's own flows, and what it keeps before it passes anything on. */
    void set(int party, long resources, long itsOutside, long keeps, ClearingRule itsRule) {
        int i = local[party];
        base[i] += resources;
        outside[i] = itsOutside;
        offset[i] = keeps;
        rule[i] = itsRule;
    }

    /** Adds a flow, of which the resources set hold an amount already, if it stays in the component. */
    void flow(int from, int to, long part, long whole, long now) {
        int i = local[to];
        if (i >= size || order[start + i] != to) {
            return;
        }
        if (edges == tail.length) {
            tail = Arrays.copyOf(tail, 2 * edges);
            head = Arrays.copyOf(head, 2 * edges);
            numerator = Arrays.copyOf(numerator, 2 * edges);
            denominator = Arrays.copyOf(denominator, 2 * edges);
        }
        tail[edges] = local[from];
        head[edges] = i;
        numerator[edges] = part;
        denominator[edges] = whole;
        edges++;
        base[i] -= now;
    }

    /** Resources that bound the true ones from above, in the component's order; null if none was proved. */
    long @Nullable [] solve() {
        groupByHead();
        boolean[] isActive = new boolean[size];
        Arrays.fill(isActive, true);
        double[] direction = linear(isActive, roundings(), ROUGHLY);
        if (direction == null || !contractsAlong(direction)) {
            return null;
        }
        double[] solution = resources();
        double margin = 1;
        for (int attempt = 0; solution != null && attempt < ATTEMPTS; attempt++) {
            long[] candidate = roundedUp(solution, direction, margin);
            if (candidate == null) {
                return null;
            }
            if (isAbove(candidate)) {
                return candidate;
            }
            margin *= 16;
        }
        return null;
    }

    private double flowSlope(int i) {
        return rule[i].beta().toDouble();
    }

    private double flowAtZero(int i) {
        double assets = rule[i].alpha().toDouble() * Math.max(0L, outside[i]) + Math.min(0L, outside[i]);
        return assets - flowSlope(i) * outside[i] - offset[i];
    }

    /** Fixed point of H in {@code double}: who passes something on is decided again from each solution (Howard 1960). */
    private double @Nullable [] resources() {
        boolean[] isActive = new boolean[size];
        Arrays.fill(isActive, true);
        double[] solution = null;
        boolean isChanged = true;
        for (int i = 0; isChanged && i < ATTEMPTS; i++) {
            solution = linear(isActive, constants(isActive), EXACTLY);
            isChanged = solution != null && chooseActive(isActive, solution);
        }
        return solution;
    }

    private double[] constants(boolean[] isActive) {
        double[] constant = new double[size];
        for (int i = 0; i < size; i++) {
            constant[i] = base[i];
        }
        for (int e = 0; e < edges; e++) {
            if (isActive[tail[e]]) {
                constant[head[e]] += flowAtZero(tail[e]) * numerator[e] / denominator[e];
            }
        }
        return constant;
    }

    private boolean chooseActive(boolean[] isActive, double[] solution) {
        boolean isChanged = false;
        for (int i = 0; i < size; i++) {
            boolean passesOn = flowAtZero(i) + flowSlope(i) * solution[i] > 0;
            isChanged |= passesOn != isActive[i];
            isActive[i] = passesOn;
        }
        return isChanged;
    }

    /** Solves x = A x + constant over the active parties. */
    private double @Nullable [] linear(boolean[] isActive, double[] constant, double tolerance) {
        return size <= DENSE_UP_TO ? eliminate(isActive, constant) : sweep(isActive, constant, tolerance);
    }

    private double slope(int e) {
        return flowSlope(tail[e]) * numerator[e] / denominator[e];
    }

    /** Gauss without pivoting, which is stable since no column of A sums to more than 1. */
    private double @Nullable [] eliminate(boolean[] isActive, double[] constant) {
        double[][] matrix = new double[size][size];
        double[] right = constant.clone();
        for (int i = 0; i < size; i++) {
            matrix[i][i] = 1;
        }
        for (int e = 0; e < edges; e++) {
            matrix[head[e]][tail[e]] -= isActive[tail[e]] ? slope(e) : 0;
        }
        for (int pivot = 0; pivot < size; pivot++) {
            if (!(matrix[pivot][pivot] > SMALLEST_PIVOT)) {
                return null;
            }
            for (int row = pivot + 1; row < size; row++) {
                double factor = matrix[row][pivot] / matrix[pivot][pivot];
                if (factor != 0) {
                    for (int column = pivot; column < size; column++) {
                        matrix[row][column] -= factor * matrix[pivot][column];
                    }
                    right[row] -= factor * right[pivot];
                }
            }
        }
        for (int row = size - 1; row >= 0; row--) {
            for (int column = row + 1; column < size; column++) {
                right[row] -= matrix[row][column] * right[column];
            }
            right[row] /= matrix[row][row];
        }
        return right;
    }

    /** Gauss and Seidel, in the order of the component. */
    private double @Nullable [] sweep(boolean[] isActive, double[] constant, double tolerance) {
        double[] x = constant.clone();
        for (int i = 0; i < SWEEPS; i++) {
            double largest = 0;
            double step = 0;
            for (int node = 0; node < size; node++) {
                double sum = constant[node];
                for (int j = incomingFrom[node]; j < incomingFrom[node + 1]; j++) {
                    sum += isActive[incomingTail[j]] ? incomingSlope[j] * x[incomingTail[j]] : 0;
                }
                step = larger(step, sum - x[node]);
                largest = larger(largest, sum);
                x[node] = sum;
            }
            if (step <= tolerance * largest) {
                return x;
            }
        }
        return null;
    }

    private void groupByHead() {
        int[] heads = Arrays.copyOf(head, edges);
        incomingFrom = Csr.from(heads, size);
        int[] incoming = Csr.order(heads, size);
        incomingTail = Csr.pick(tail, incoming);
        incomingSlope = new double[edges];
        for (int i = 0; i < edges; i++) {
            incomingSlope[i] = slope(incoming[i]);
        }
    }

    private static double larger(double a, double b) {
        double size = b < 0 ? -b : b;
        return size > a ? size : a;
    }

    /** What rounding up may add to a party's line of H: a unit by each flow, and one by each payer's rounded resources. */
    private double[] roundings() {
        double[] units = new double[size];
        for (int i = 0; i < size; i++) {
            units[i] = 1 + 2.0 * (incomingFrom[i + 1] - incomingFrom[i]);
        }
        return units;
    }

    private boolean contractsAlong(double[] direction) {
        long[] w = roundedUp(new double[size], direction, 4);
        if (w == null) {
            return false;
        }
        long[] sum = new long[size];
        for (int e = 0; e < edges; e++) {
            long flow = rule[tail[e]].beta().times(w[tail[e]], Rounding.CEILING);
            sum[head[e]] = Math.addExact(sum[head[e]], ProRata.shareRoundedUp(flow, numerator[e], denominator[e]));
        }
        for (int i = 0; i < size; i++) {
            if (w[i] <= 0 || sum[i] >= w[i]) {
                return false;
            }
        }
        return true;
    }

    private long @Nullable [] roundedUp(double[] values, double[] direction, double margin) {
        long[] rounded = new long[size];
        for (int i = 0; i < size; i++) {
            double value = values[i] + margin * direction[i];
            if (!(value > -LARGEST && value < LARGEST)) {
                return null;
            }
            rounded[i] = (long) StrictMath.ceil(value);
        }
        return rounded;
    }

    /** Whether H(T) is at most T, everything rounded up. */
    private boolean isAbove(long[] candidate) {
        long[] sum = base.clone();
        for (int e = 0; e < edges; e++) {
            int i = tail[e];
            long value = rule[i].afterCostRoundedUp(outside[i], Math.subtractExact(candidate[i], outside[i]));
            long flow = Math.max(0, Math.subtractExact(value, offset[i]));
            sum[head[e]] = Math.addExact(sum[head[e]], ProRata.shareRoundedUp(flow, numerator[e], denominator[e]));
        }
        for (int i = 0; i < size; i++) {
            if (sum[i] > candidate[i]) {
                return false;
            }
        }
        return true;
    }
}
