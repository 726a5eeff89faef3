package io.backstop.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.contagion.FireSale;
import io.backstop.contagion.LeverageTarget;
import io.backstop.contagion.PriceCurve;
import io.backstop.model.Rational;
import io.backstop.model.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Price impact of forced sales, fire sales, and leverage. */
final class FireSaleMechanisms {
    private static final int ROUNDS_AT_MOST = 10_000;

    private FireSaleMechanisms() {}

    /** {@code price-impact}: curves through one calibrated point. */
    static Outcome priceImpact(CheckValue vector) {
        Inputs inputs = vector.inputs();
        Inputs calibration = inputs.child("calibration");
        double fraction = toDouble(calibration.number("fraction"));
        double drop = toDouble(calibration.number("drop"));
        Rational price = inputs.numberOr(Rational.ONE, "price", "initialPrice");
        return new Outcome()
                .put("exponentialBeta", of(PriceCurve.EXPONENTIAL.calibrate(fraction, drop)))
                .put("linearKappa", of(PriceCurve.LINEAR.calibrate(fraction, drop)))
                .put("linear", factors(PriceCurve.LINEAR, inputs, price))
                .put("exponential", factors(PriceCurve.EXPONENTIAL, inputs, price))
                .put("squareRoot", factors(PriceCurve.SQUARE_ROOT, inputs, price));
    }

    private static List<Rational> factors(PriceCurve curve, Inputs inputs, Rational price) {
        Inputs calibration = inputs.child("calibration");
        double strength =
                curve.calibrate(toDouble(calibration.number("fraction")), toDouble(calibration.number("drop")));
        return inputs.numbers("fractions").stream()
                .map(x -> of(curve.factor(strength, toDouble(x))).times(price))
                .toList();
    }

    /** {@code fire-sale}: one asset, thresholds of leverage. */
    static Outcome fireSale(CheckValue vector) {
        Inputs inputs = vector.inputs();
        List<Rational> cash = inputs.numbers("cash");
        List<Rational> units = inputs.numbers("units");
        List<Rational> debt = inputs.numbers("debt");
        List<FireSale.Bank> banks = new ArrayList<>();
        for (int i = 0; i < cash.size(); i++) {
            banks.add(new FireSale.Bank(toDouble(cash.get(i)), toDouble(units.get(i)), toDouble(debt.get(i)), false));
        }
        Rational price = inputs.numberOr(Rational.ONE, "initialPrice", "price");
        Rational shock = inputs.numberOr(Rational.ZERO, "shock");
        FireSale sale = FireSale.of(
                banks,
                toDouble(price.times(Rational.ONE.minus(shock))),
                new FireSale.Thresholds(
                        toDouble(inputs.number("minRatio")),
                        toDouble(inputs.number("bufferRatio")),
                        toDouble(inputs.number("targetRatio"))),
                new FireSale.Depth(
                        toDouble(inputs.number("marketCapUnits")),
                        PriceCurve.EXPONENTIAL,
                        toDouble(inputs.number("beta"))),
                ROUNDS_AT_MOST);
        return new Outcome()
                .put(
                        "rounds",
                        sale.rounds().stream().map(FireSaleMechanisms::round).toList())
                .put("finalPrice", of(sale.price()))
                .put(
                        "defaulted",
                        sale.banks().stream().map(FireSale.Bank::inDefault).toList())
                .put(
                        "equity",
                        values(sale.banks().stream()
                                .map(bank -> bank.equity(sale.price()))
                                .toList()))
                .put(
                        "units",
                        values(sale.banks().stream().map(FireSale.Bank::units).toList()))
                .put(
                        "cash",
                        values(sale.banks().stream().map(FireSale.Bank::cash).toList()))
                .put(
                        "debt",
                        values(sale.banks().stream().map(FireSale.Bank::debt).toList()));
    }

    private static Outcome round(FireSale.Round round) {
        return new Outcome()
                .put("round", round.number())
                .put("sold", values(round.sold()))
                .put("price", of(round.price()));
    }

    /** {@code leverage}: equity over assets, plain and risk-weighted, and the sale that restores a target. */
    static Outcome leverage(CheckValue vector) {
        Inputs inputs = vector.inputs();
        Rational assets = inputs.numberOr(Rational.ZERO, "cash")
                .plus(inputs.numberOr(Rational.ZERO, "otherAssets"))
                .plus(inputs.numbers("tradables").stream().reduce(Rational.ZERO, Rational::plus));
        Rational weighted = riskWeighted(inputs);
        Rational before = inputs.number("deposits", "debt");
        Rational after = inputs.numberOr(before, "depositsAfterShock");
        Outcome outcome = new Outcome()
                .put("leverage", LeverageTarget.ratio(assets, before))
                .put("leverageAfterShock", LeverageTarget.ratio(assets, after));
        if (weighted.signum() > 0) {
            outcome.put("rwaRatio", assets.minus(before).dividedBy(weighted))
                    .put("rwaRatioAfterShock", assets.minus(after).dividedBy(weighted));
        }
        Rational target = inputs.numberOrNull("leverageTarget", "target");
        if (target != null) {
            Rational sold = LeverageTarget.sale(assets, after, target);
            outcome.put("assetsSold", sold)
                    .put("leverageAfterAct", LeverageTarget.ratio(assets.minus(sold), after.minus(sold)));
        }
        return outcome;
    }

    private static Rational riskWeighted(Inputs inputs) {
        Inputs weights = inputs.child("riskWeights");
        Rational sum =
                inputs.numberOr(Rational.ZERO, "otherAssets").times(weights.numberOr(Rational.ZERO, "otherAssets"));
        sum = sum.plus(inputs.numberOr(Rational.ZERO, "cash").times(weights.numberOr(Rational.ZERO, "cash")));
        for (Map.Entry<String, JsonNode> asset :
                inputs.child("tradables").node().properties()) {
            Rational amount = Numbers.parse(asset.getValue());
            if (amount != null) {
                sum = sum.plus(amount.times(weights.numberOr(Rational.ZERO, asset.getKey())));
            }
        }
        return sum;
    }

    private static List<Rational> values(List<Double> values) {
        return values.stream().map(FireSaleMechanisms::of).toList();
    }

    private static Rational of(double value) {
        return Rational.of(new BigDecimal(value));
    }

    private static double toDouble(Rational value) {
        return value.toDecimal(25, Rounding.HALF_EVEN).doubleValue();
    }
}
