package io.backstop.conformance;

import io.backstop.market.FundingRate;
import io.backstop.model.Rational;
import io.backstop.scenario.FundingSpec;
import java.util.List;

/** Funding. */
final class MarketMechanisms {
    private static final long HOUR_MILLIS = 3_600_000L;

    private MarketMechanisms() {}

    /** {@code funding-with-clamp}, paid hourly. */
    static Outcome funding(CheckValue vector) {
        Inputs inputs = vector.inputs();
        FundingSpec spec = new FundingSpec(
                HOUR_MILLIS,
                inputs.rateOr(Rational.of(1, 10_000), "interest_8h", "interest"),
                inputs.rateOr(Rational.of(5, 10_000), "clamp_8h", "clamp"),
                inputs.rateOr(Rational.of(4, 100), "cap", "cap_hourly"));
        Rational oracle = inputs.number("oracle", "oracle_price", "index");
        Rational size = inputs.numberOr(Rational.ONE, "position_btc", "position", "size");
        Rational price = price(inputs, oracle);
        Scale scale = Scale.of(List.of(size), List.of(oracle, price));
        long index = scale.price(oracle);
        Rational premium = FundingRate.premium(scale.price(price), index);
        Rational eightHours = FundingRate.eightHourRate(premium, spec.interest(), spec.clamp());
        long hourly = FundingRate.intervalRate(spec, scale.price(price), index);
        long payment = FundingRate.payment(scale.size(size), index, hourly);
        return new Outcome()
                .put("premium", premium)
                .put("clamp", FundingRate.correction(premium, spec.interest(), spec.clamp()))
                .put("rate_8h", eightHours)
                .put("rate_hourly", Rational.of(hourly, FundingRate.RATE_SCALE))
                .put("hourly_rate", Rational.of(hourly, FundingRate.RATE_SCALE))
                .put("hourly_payment_usd", scale.dollars(payment))
                .put("hourly_payment", scale.dollars(payment));
    }

    /** The impact bid where it is above the oracle price, the impact ask where that is below, otherwise the oracle price. */
    private static Rational price(Inputs inputs, Rational oracle) {
        Rational mark = inputs.numberOrNull("mark", "impact_price");
        Rational premium = inputs.numberOrNull("premium");
        if (premium != null) {
            return oracle.times(Rational.ONE.plus(premium));
        }
        if (mark != null) {
            return mark;
        }
        Rational bid = inputs.numberOr(oracle, "impact_bid");
        Rational ask = inputs.numberOr(oracle, "impact_ask");
        return bid.max(oracle).plus(ask.min(oracle)).minus(oracle);
    }
}
