package io.backstop.conformance;

import io.backstop.model.Rational;
import io.backstop.model.Rounding;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Scales the amounts of a vector by powers of ten until the rounding of integer money falls below the vector's tolerance. The rounding
 * is measured: as the largest difference from the same computation in units a thousand times finer.
 */
final class FinerUnits {
    private static final int MICROS = 6;
    private static final int FINEST = 17;
    private static final int STEP = 3;
    private static final Rational IF_NOT_STATED = Rational.of(1, 10_000_000_000L);

    private FinerUnits() {}

    /**
     * Computes at the coarsest scale that is fine enough.
     *
     * @param inputDecimals decimals of the inputs, which no scale may cut
     * @param compute the outcome with amounts in units of 10^-decimals
     * @param amounts the names of the lists of amounts in the outcome that are compared
     * @throws ArithmeticException if amounts overflow before their rounding is below the tolerance
     */
    static Outcome compute(CheckValue vector, int inputDecimals, IntFunction<Outcome> compute, String... amounts) {
        Rational allowed = tolerance(vector).dividedBy(Rational.of(2));
        int decimals = Math.max(MICROS, inputDecimals);
        while (decimals <= FINEST) {
            Outcome coarse = compute.apply(decimals);
            Rational rounding = difference(coarse, at(compute, decimals + STEP), amounts);
            if (rounding.compareTo(allowed) <= 0) {
                return decimals == MICROS ? coarse : coarse.note(describe(decimals, rounding, vector));
            }
            decimals++;
        }
        throw new ArithmeticException("no scale up to 10^" + FINEST + " brings rounding below the tolerance");
    }

    private static Outcome at(IntFunction<Outcome> compute, int decimals) {
        try {
            return compute.apply(decimals);
        } catch (ArithmeticException e) {
            throw new ArithmeticException("amounts in units of 10^-" + decimals
                    + " overflow before rounding is below the tolerance: " + e.getMessage());
        }
    }

    private static Rational tolerance(CheckValue vector) {
        Rational tolerance = Numbers.parse(vector.tolerance());
        return tolerance == null || tolerance.signum() <= 0 ? IF_NOT_STATED : tolerance;
    }

    private static Rational difference(Outcome coarse, Outcome fine, String... names) {
        Rational largest = Rational.ZERO;
        for (String name : names) {
            List<?> left = (List<?>) coarse.fields().get(name);
            List<?> right = (List<?>) fine.fields().get(name);
            for (int i = 0; left != null && right != null && i < left.size(); i++) {
                Rational distance = ((Rational) left.get(i)).minus((Rational) right.get(i));
                largest = largest.max(distance.abs());
            }
        }
        return largest;
    }

    private static String describe(int decimals, Rational rounding, CheckValue vector) {
        return "amounts scaled by 10^" + (decimals - MICROS) + ", to units of 10^-" + decimals + "; rounding "
                + scientific(rounding) + " is below the tolerance " + scientific(tolerance(vector));
    }

    private static String scientific(Rational value) {
        BigDecimal decimal = value.toDecimal(FINEST + STEP, Rounding.CEILING);
        return decimal.signum() == 0 ? "0" : String.format(Locale.ROOT, "%.1e", decimal);
    }
}
