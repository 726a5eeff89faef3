package io.backstop.conformance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.account.MarginTiers;
import io.backstop.model.Ratio;
import io.backstop.model.Rational;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code margin-tiers}: a table of notional and rate, given with the column names of its rows or as pairs of floor and maximal
 * leverage.
 */
final class TierMechanisms {
    private static final Scale MICROS = MarginMechanisms.MICROS;

    private TierMechanisms() {}

    /** Rates, derived deductions, and the maintenance margin of every notional that the vector names. */
    static Outcome tiers(CheckValue vector) {
        MarginTiers tiers = read(vector.inputs());
        List<Rational> rates = new ArrayList<>();
        List<Rational> deductions = new ArrayList<>();
        for (int k = 0; k < tiers.count(); k++) {
            rates.add(Rational.of(tiers.rate(k)));
            deductions.add(Rational.of(tiers.deduction(k)).dividedBy(Rational.of(MICROS.money(Rational.ONE))));
        }
        Outcome byNotional = new Outcome();
        vector.shapeOf("maintenance_margin").fieldNames().forEachRemaining(name -> {
            Rational notional = Numbers.parse(name);
            if (notional != null) {
                byNotional.put(name, maintenance(tiers, notional));
            }
        });
        Outcome outcome = new Outcome()
                .put("mmr", rates)
                .put("deduction", deductions)
                .put("deductions", deductions)
                .put("maintenance_amounts", deductions)
                .put("derived_maintenance_amounts", deductions)
                .put("maintenance_margin", byNotional);
        return addNotionals(outcome, vector.inputs(), tiers);
    }

    private static Outcome addNotionals(Outcome outcome, Inputs inputs, MarginTiers tiers) {
        List<Rational> margins = new ArrayList<>();
        for (Rational notional : inputs.numbers("notionals")) {
            margins.add(maintenance(tiers, notional));
        }
        Rational single = inputs.numberOrNull("notional");
        if (single != null) {
            outcome.put("maintenance_margin", maintenance(tiers, single))
                    .put("tier", tiers.tier(MICROS.money(single)) + 1L);
        } else if (!margins.isEmpty()) {
            outcome.put("maintenance_margin", margins);
        }
        return outcome;
    }

    private static Rational maintenance(MarginTiers tiers, Rational notional) {
        return MICROS.dollars(tiers.maintenance(MICROS.money(notional)));
    }

    private static MarginTiers read(Inputs inputs) {
        List<String> columns = new ArrayList<>();
        inputs.child("columns").node().forEach(column -> columns.add(column.asText()));
        List<Long> floors = new ArrayList<>();
        List<Ratio> rates = new ArrayList<>();
        Rational before = Rational.ZERO;
        for (Inputs row : inputs.list("rows", "tiers", "brackets")) {
            Inputs named = row.node().isArray() ? named(columns, row) : row;
            Rational floor = named.numberOr(before, "min_notional", "floor", "lower_bound", "from");
            floors.add(MICROS.money(floor));
            rates.add(rate(named));
            before = named.numberOr(before, "max_notional", "cap", "upper_bound", "to");
        }
        return MarginTiers.derive(floors, rates);
    }

    private static Inputs named(List<String> columns, Inputs row) {
        List<String> names = columns.isEmpty() ? pairNames(row) : columns;
        var object = new ObjectNode(JsonNodeFactory.instance);
        for (int i = 0; i < names.size() && i < row.node().size(); i++) {
            object.set(names.get(i), row.node().get(i));
        }
        return new Inputs(object);
    }

    /** A pair is a floor and a rate where the second number is below 1, otherwise a floor and a leverage. */
    private static List<String> pairNames(Inputs row) {
        Rational second = Numbers.parse(row.node().path(1));
        boolean isRate = second != null && second.compareTo(Rational.ONE) < 0;
        return List.of("min_notional", isRate ? "mmr" : "max_leverage");
    }

    /** The stated rate, otherwise half of what the maximal leverage asks at opening. */
    private static Ratio rate(Inputs row) {
        Rational rate = row.numberOrNull("mmr", "rate", "maintenance_margin_rate");
        return rate != null
                ? Inputs.toRatio(rate)
                : MarginTiers.rateOfMaxLeverage(Inputs.toRatio(row.number("max_leverage", "leverage")));
    }
}
