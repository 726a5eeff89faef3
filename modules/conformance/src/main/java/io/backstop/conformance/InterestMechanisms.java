package io.backstop.conformance;

import io.backstop.lending.rate.Index;
import io.backstop.lending.rate.KinkedCurve;
import io.backstop.lending.rate.RateCurve;
import io.backstop.lending.rate.SegmentedCurve;
import io.backstop.lending.rate.SegmentedCurve.Segment;
import io.backstop.model.Rational;
import io.backstop.model.Rounding;
import java.util.ArrayList;
import java.util.List;

/** Rate curves and the growth of indices. */
final class InterestMechanisms {
    private static final Rational PPM = Rational.of(1_000_000);
    private static final Rational SCALE = Rational.of(Index.SCALE);
    private static final Rational MILLIS = Rational.of(1_000);

    private InterestMechanisms() {}

    /** {@code dynamic-borrow-interest-six-segment-curve}. */
    static Outcome segmentedCurve(CheckValue vector) {
        Inputs inputs = vector.inputs();
        List<Segment> segments = new ArrayList<>();
        for (Inputs segment : inputs.list("segments")) {
            List<Inputs> parts = segment.elements();
            segments.add(new Segment(integer(parts.get(0)), integer(parts.get(1))));
        }
        SegmentedCurve curve = new SegmentedCurve(
                ppm(inputs.number("optimal_utilisation", "optimal_utilization")),
                ppm(inputs.number("optimal_rate")),
                ppm(inputs.number("max_rate")),
                ppm(inputs.numberOr(Rational.ZERO, "min_rate")),
                segments.isEmpty() ? SegmentedCurve.DRIFT : segments);
        List<Rational> rates = new ArrayList<>();
        List<Rational> ratesPpm = new ArrayList<>();
        boolean isPpm = inputs.has("utilisation_ppm", "utilization_ppm");
        for (Rational value : inputs.numbers("utilisation_ppm", "utilization_ppm", "utilisation", "utilization")) {
            long rate = curve.borrowRatePpm(isPpm ? value.round(Rounding.HALF_EVEN) : ppm(value));
            ratesPpm.add(Rational.of(rate));
            rates.add(Rational.of(rate).dividedBy(PPM));
        }
        return new Outcome().put("rate_ppm", ratesPpm).put("rate", rates);
    }

    /** {@code aave-interest}: rates for utilisations, and the growth of both indices over a time if one is stated. */
    static Outcome aave(CheckValue vector) {
        Inputs inputs = vector.inputs();
        Outcome outcome = new Outcome();
        if (inputs.has("optimal", "optimalUtilisation")) {
            putRates(inputs, outcome);
        }
        if (inputs.has("seconds", "dt", "secondsElapsed") && inputs.has("rate", "borrowRate")) {
            putGrowth(inputs, outcome);
        }
        return outcome;
    }

    private static void putRates(Inputs inputs, Outcome outcome) {
        RateCurve curve = new KinkedCurve(
                fixed(inputs.numberOr(Rational.ZERO, "base")),
                fixed(inputs.number("slope1")),
                fixed(inputs.number("slope2")),
                fixed(inputs.number("optimal", "optimalUtilisation")));
        List<Rational> borrow = new ArrayList<>();
        List<Rational> supply = new ArrayList<>();
        List<Rational> utilisation = utilisation(inputs, "debt", false);
        List<Rational> ofSuppliers = utilisation(inputs, "debt", true);
        for (int i = 0; i < utilisation.size(); i++) {
            long rate = curve.borrowRate(fixed(utilisation.get(i)));
            long used = fixed(ofSuppliers.get(i));
            long earned =
                    RateCurve.supplyRate(rate, used, inputs.rateOr(Rational.ZERO, "reserveFactor", "reserve_factor"));
            borrow.add(value(rate));
            supply.add(value(earned));
        }
        boolean isList = inputs.child("utilisation").node().isArray();
        outcome.put("borrowRate", isList ? borrow : borrow.get(0))
                .put("supplyRate", isList ? supply : supply.get(0))
                .put("utilisation", isList ? utilisation : utilisation.get(0));
    }

    /** Stated, or debt over cash and debt; for suppliers with what is unbacked, too. */
    private static List<Rational> utilisation(Inputs inputs, String debtField, boolean isOfSuppliers) {
        if (isOfSuppliers && inputs.has("supplyUtilisation")) {
            return inputs.child("supplyUtilisation").node().isArray()
                    ? inputs.numbers("supplyUtilisation")
                    : List.of(inputs.number("supplyUtilisation"));
        }
        if (inputs.child("utilisation").node().isArray()) {
            return inputs.numbers("utilisation");
        }
        Rational stated = inputs.numberOrNull("utilisation");
        if (stated != null) {
            return List.of(stated);
        }
        Rational debt = inputs.number(debtField, "totalDebt");
        Rational all = debt.plus(inputs.number("cash", "availableLiquidity", "liquidity"));
        if (isOfSuppliers) {
            all = all.plus(inputs.numberOr(Rational.ZERO, "unbacked")).plus(inputs.numberOr(Rational.ZERO, "deficit"));
        }
        return List.of(all.signum() == 0 ? Rational.ZERO : debt.dividedBy(all));
    }

    private static void putGrowth(Inputs inputs, Outcome outcome) {
        long millis =
                inputs.number("seconds", "dt", "secondsElapsed").times(MILLIS).round(Rounding.HALF_EVEN);
        long rate = fixed(inputs.number("rate", "borrowRate"));
        long start = fixed(inputs.numberOr(Rational.ONE, "index", "indexBefore"));
        Rational compound = value(Index.compound(start, rate, millis));
        Rational linear = value(Index.linear(start, rate, millis));
        outcome.put("compounded", compound)
                .put("compound", compound)
                .put("borrowIndex", compound)
                .put("linear", linear)
                .put("supplyIndex", linear);
    }

    private static long integer(Inputs value) {
        Rational number = value.asNumber();
        if (number == null) {
            throw new MissingInput("number in segments");
        }
        return number.round(Rounding.HALF_EVEN);
    }

    private static long ppm(Rational value) {
        return value.times(PPM).round(Rounding.HALF_EVEN);
    }

    private static long fixed(Rational value) {
        return value.times(SCALE).round(Rounding.HALF_EVEN);
    }

    private static Rational value(long fixed) {
        return Rational.of(fixed).dividedBy(SCALE);
    }
}
