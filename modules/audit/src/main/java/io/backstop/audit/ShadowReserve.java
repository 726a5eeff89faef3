package io.backstop.audit;

import io.backstop.scenario.debt.ReserveSpec;
import io.backstop.scenario.debt.ReserveSpec.RateSpec;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A reserve in fractions of units, with interest by the definition of its rate: between two changes, debts grow by {@code e^(r t)} to
 * the third order and supply by its part of that.
 *
 * <p>{@link #slack} bounds what the rounding of the real one may have come to.
 */
final class ShadowReserve {
    private static final MathContext DIGITS = MathContext.DECIMAL64;
    private static final BigDecimal YEAR_MILLIS = BigDecimal.valueOf(31_536_000_000L);
    /** A scaled unit is a few units at most: what one change may be off by. */
    private static final BigDecimal OF_A_CHANGE = BigDecimal.valueOf(8);

    private static final BigDecimal OF_AN_INDEX = new BigDecimal("1e-13");
    /** Drift's rates are in whole millionths, steep as they are. */
    private static final BigDecimal OF_SEGMENTS = new BigDecimal("1e-4");

    private final ReserveSpec spec;
    private final BigDecimal kept;
    long cash;
    BigDecimal debt;
    BigDecimal supply;
    BigDecimal treasury;
    BigDecimal deficit = BigDecimal.ZERO;
    BigDecimal slack = BigDecimal.TWO;
    private long accruedAt;

    /** At time zero. */
    ShadowReserve(ReserveSpec spec, boolean keepsAll, long cash, long debt, long supply) {
        this.spec = spec;
        this.kept = keepsAll ? BigDecimal.ONE : ratio(spec.reserveFactor());
        this.cash = cash;
        this.debt = BigDecimal.valueOf(debt);
        this.supply = BigDecimal.valueOf(supply);
        this.treasury = BigDecimal.valueOf(cash).add(this.debt).subtract(this.supply);
    }

    private ShadowReserve(ShadowReserve from) {
        this.spec = from.spec;
        this.kept = from.kept;
        this.cash = from.cash;
        this.debt = from.debt;
        this.supply = from.supply;
        this.treasury = from.treasury;
        this.deficit = from.deficit;
        this.slack = from.slack;
        this.accruedAt = from.accruedAt;
    }

    ShadowReserve copy() {
        return new ShadowReserve(this);
    }

    private static BigDecimal ratio(io.backstop.model.Ratio ratio) {
        return BigDecimal.valueOf(ratio.numerator()).divide(BigDecimal.valueOf(ratio.denominator()), DIGITS);
    }

    private static BigDecimal divided(BigDecimal amount, BigDecimal by) {
        return by.signum() == 0 ? BigDecimal.ZERO : amount.divide(by, DIGITS);
    }

    // changes

    void cash(long units) {
        cash = Math.addExact(cash, units);
    }

    void debt(long units) {
        debt = debt.add(BigDecimal.valueOf(units));
        slack = slack.add(OF_A_CHANGE);
    }

    void supply(long units) {
        supply = supply.add(BigDecimal.valueOf(units));
        slack = slack.add(OF_A_CHANGE);
    }

    void treasury(long units) {
        treasury = treasury.add(BigDecimal.valueOf(units));
    }

    void deficit(long units) {
        deficit = deficit.add(BigDecimal.valueOf(units));
    }

    /** Suppliers lose units; what exceeds the deficit is the treasury's. */
    void writtenDown(long units) {
        supply(-units);
        treasury = treasury.add(BigDecimal.valueOf(units)).subtract(deficit);
        deficit = BigDecimal.ZERO;
    }

    // interest

    void accrue(long now) {
        BigDecimal years = BigDecimal.valueOf(now - accruedAt).divide(YEAR_MILLIS, DIGITS);
        accruedAt = now;
        if (years.signum() == 0) {
            return;
        }
        BigDecimal owned = debt.max(BigDecimal.ZERO);
        BigDecimal all = owned.add(BigDecimal.valueOf(cash));
        BigDecimal rate = rate(divided(owned, all));
        BigDecimal x = rate.multiply(years, DIGITS);
        BigDecimal higher = x.multiply(x, DIGITS)
                .multiply(new BigDecimal("0.5"))
                .add(x.pow(3, DIGITS).divide(BigDecimal.valueOf(6), DIGITS));
        BigDecimal interest = owned.multiply(x.add(higher), DIGITS);
        BigDecimal part = divided(owned, all.add(deficit)).multiply(BigDecimal.ONE.subtract(kept), DIGITS);
        BigDecimal supplied = supply.multiply(x, DIGITS).multiply(part, DIGITS).min(interest);
        widen(owned, all, years);
        debt = debt.add(interest);
        supply = supply.add(supplied);
        treasury = treasury.add(interest).subtract(supplied);
    }

    private void widen(BigDecimal owned, BigDecimal all, BigDecimal years) {
        BigDecimal utilisation = divided(slack, all).min(BigDecimal.ONE).multiply(steepest(), DIGITS);
        BigDecimal ofRate = spec.rate() instanceof RateSpec.Segmented ? OF_SEGMENTS.add(utilisation) : utilisation;
        slack = slack.add(BigDecimal.TWO)
                .add(owned.add(supply).multiply(OF_AN_INDEX, DIGITS))
                .add(owned.add(supply).multiply(ofRate, DIGITS).multiply(years, DIGITS));
    }

    /** By how much the rate of a year rises at most with utilisation. */
    private BigDecimal steepest() {
        return switch (spec.rate()) {
            case RateSpec.Fixed fixed -> BigDecimal.ZERO;
            case RateSpec.Kinked k -> {
                BigDecimal optimum = ratio(k.optimal());
                BigDecimal below = divided(ratio(k.slope1()), optimum);
                BigDecimal above = divided(ratio(k.slope2()), BigDecimal.ONE.subtract(optimum));
                yield below.max(above);
            }
            case RateSpec.Segmented s ->
                // The last segment: a quarter of what is between the two rates, in half a percent.
                ratio(s.maxRate()).max(ratio(s.optimalRate())).multiply(BigDecimal.valueOf(50));
        };
    }

    private BigDecimal rate(BigDecimal utilisation) {
        return switch (spec.rate()) {
            case RateSpec.Fixed fixed -> ratio(fixed.rate());
            case RateSpec.Kinked k -> {
                BigDecimal optimum = ratio(k.optimal());
                BigDecimal below = utilisation.min(optimum).divide(optimum, DIGITS);
                BigDecimal above =
                        divided(utilisation.subtract(optimum).max(BigDecimal.ZERO), BigDecimal.ONE.subtract(optimum));
                yield ratio(k.base())
                        .add(ratio(k.slope1()).multiply(below, DIGITS))
                        .add(ratio(k.slope2()).multiply(above, DIGITS));
            }
            case RateSpec.Segmented s -> segmented(s, utilisation);
        };
    }

    /** Drift: linear to the optimum; above it six segments share what is between the optimal and the highest rate. */
    private static BigDecimal segmented(RateSpec.Segmented s, BigDecimal utilisation) {
        String[] ends = {"0.85", "0.9", "0.95", "0.99", "0.995", "1"};
        String[] shares = {"0.05", "0.1", "0.15", "0.2", "0.25", "0.25"};
        BigDecimal from = ratio(s.optimal());
        BigDecimal rate = ratio(s.optimalRate()).multiply(utilisation.min(from).divide(from, DIGITS), DIGITS);
        BigDecimal extra = ratio(s.maxRate()).subtract(ratio(s.optimalRate()));
        for (int i = 0; i < ends.length; i++) {
            BigDecimal to = new BigDecimal(ends[i]);
            BigDecimal inside = utilisation.min(to).subtract(from).max(BigDecimal.ZERO);
            BigDecimal share = extra.multiply(new BigDecimal(shares[i]), DIGITS);
            rate = rate.add(share.multiply(inside.divide(to.subtract(from), DIGITS), DIGITS));
            from = to;
        }
        return rate.max(ratio(s.minRate()));
    }
}
