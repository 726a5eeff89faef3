package io.backstop.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.lending.Refusal;
import io.backstop.lending.Result;
import io.backstop.lending.liquidation.Liquidation;
import io.backstop.lending.liquidation.LiquidationRules;
import io.backstop.lending.liquidation.Position;
import io.backstop.lending.pool.Collateral;
import io.backstop.lending.pool.CollateralTerms;
import io.backstop.lending.pool.Health;
import io.backstop.model.Ratio;
import io.backstop.model.Rational;
import java.util.ArrayList;
import java.util.List;

/** Aave v3 liquidations. */
final class AaveMechanisms {
    private static final List<String> CONDITIONS =
            List.of("price", "debt", "collateralUnits", "debtToCover", "bonus", "protocolFee", "liquidationThreshold");

    private AaveMechanisms() {}

    /**
     * {@code aave-liquidation}: one position at several prices, or one. A case's price, debt and collateral are inputs wherever they
     * stand.
     */
    static Outcome liquidation(CheckValue vector) {
        Inputs inputs = vector.inputs();
        List<Inputs> cases = new ArrayList<>();
        inputs.list("cases").forEach(own -> cases.add(inputs.with(own)));
        if (cases.isEmpty()) {
            new Inputs(vector.expected()).list("cases").forEach(own -> cases.add(inputs.with(conditions(own))));
        }
        if (cases.isEmpty()) {
            return outcome(vector, inputs);
        }
        List<Outcome> outcomes = new ArrayList<>();
        Outcome all = new Outcome();
        for (Inputs own : cases) {
            Outcome outcome = outcome(vector, own);
            CONDITIONS.forEach(name -> echo(own, name, outcome));
            outcome.notes().stream().filter(note -> !all.notes().contains(note)).forEach(all::note);
            outcomes.add(outcome);
        }
        return all.put("cases", outcomes);
    }

    /** What a case states as its conditions, without its results. */
    private static Inputs conditions(Inputs own) {
        Inputs conditions = new Inputs(own.node().deepCopy());
        if (conditions.node() instanceof ObjectNode fields) {
            fields.retain(CONDITIONS);
        }
        return conditions;
    }

    private static void echo(Inputs own, String name, Outcome outcome) {
        Rational value = own.numberOrNull(name);
        if (value != null) {
            outcome.put(name, value);
        }
    }

    private static Outcome outcome(CheckValue vector, Inputs inputs) {
        Rational price = inputs.number("price");
        Rational units = inputs.number("collateralUnits", "collateral");
        Rational debt = inputs.number("debt");
        Rational small = inputs.numberOr(Rational.of(2_000), "smallPosition");
        Rational leftover = inputs.numberOr(small.dividedBy(Rational.of(2)), "minLeftover", "leftover", "minRemainder");
        ScaledAmounts scaled = ScaledAmounts.of(vector, List.of(units), List.of(price), List.of(debt, small, leftover));
        Scale scale = scaled.scale();
        Ratio threshold = inputs.rateOr(Rational.ONE, "liquidationThreshold");
        CollateralTerms terms = new CollateralTerms(
                Ratio.ZERO,
                threshold,
                inputs.rateOr(Rational.ZERO, "bonus"),
                inputs.rateOr(Rational.ZERO, "protocolFee"));
        LiquidationRules rules = new LiquidationRules(
                inputs.rateOr(Rational.of(1, 2), "defaultCloseFactor", "maxCloseFactor"),
                inputs.rateOr(Rational.of(95, 100), "closeFactorHf"),
                scale.money(small),
                scale.money(leftover));
        Collateral collateral = new Collateral(scale.size(units), scale.price(price), terms);
        long debtUnits = scale.money(debt);
        Position position = new Position(collateral, debtUnits, 1, Health.of(List.of(collateral), debtUnits));
        long offered = scale.money(inputs.numberOr(debt, "debtToCover"));
        return scaled.noted(outcome(scale, position, rules, offered));
    }

    private static Outcome outcome(Scale scale, Position position, LiquidationRules rules, long offered) {
        Liquidation nothing = new Liquidation(0, 0, 0, 0, false);
        Result<Liquidation> result = Liquidation.of(rules, position, offered);
        Liquidation done = result instanceof Result.Accepted<Liquidation>(Liquidation value) ? value : nothing;
        Rational factor = position.health().factor();
        Outcome outcome = new Outcome()
                .put("closeFactor", Rational.of(Liquidation.closeFactor(rules, position)))
                .put("repaid", scale.dollars(done.repaid()))
                .put("seizedUnits", scale.sizeOf(done.seized()))
                .put("seizedValue", value(scale, position, done.seized()))
                .put("liquidatorValue", value(scale, position, done.toLiquidator()))
                .put("protocolFeeValue", value(scale, position, done.fee()))
                .put("deficit", scale.dollars(done.deficit()))
                .put("debtLeft", scale.dollars(position.debtUnits() - done.repaid() - done.deficit()))
                .put("collateralLeft", scale.sizeOf(position.collateral().units() - done.seized()))
                .put("ok", result.isAccepted())
                .put("allowed", result.isAccepted())
                .put("reverts", !result.isAccepted())
                .put("mustNotLeaveDust", result.equals(new Result.Refused<Liquidation>(Refusal.DUST)));
        return factor == null ? outcome : outcome.put("healthFactor", factor);
    }

    private static Rational value(Scale scale, Position position, long units) {
        return scale.dollars(Math.multiplyExact(units, position.collateral().price()));
    }
}
