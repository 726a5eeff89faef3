package io.backstop.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Median and tenth and ninetieth percentile of measurements. */
record Spread(double median, double low, double high) {
    static Spread of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Spread(at(sorted, 0.5), at(sorted, 0.1), at(sorted, 0.9));
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f-%.2f)", median, low, high);
    }
}
