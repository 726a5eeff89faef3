package io.backstop.account;

import io.backstop.model.FixedPoint;
import io.backstop.model.Ratio;
import io.backstop.model.Rational;
import io.backstop.model.Rounding;
import io.backstop.scenario.MarginTier;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A market's maintenance margin by notional: {@code ceil(notional * rate_k - deduction_k)} in the tier k of the notional
 * (Binance USD-M leverage and margin, Hyperliquid margin tiers).
 *
 * <p>Deductions make the requirement continuous: {@code deduction_0 = 0},
 * {@code deduction_k = deduction_(k-1) + floor_k * (rate_k - rate_(k-1))}. Rounded up: the requirement is never understated.
 */
public final class MarginTiers {
    private final long[] floors;
    private final Ratio[] rates;
    private final Ratio[] deductions;
    /** Of tier k, {@code notional * multiplier / divisor - subtrahend / divisor} is the requirement. */
    private final long[] multipliers;

    private final long[] subtrahends;
    private final long[] divisors;

    private MarginTiers(long[] floors, Ratio[] rates, Ratio[] deductions) {
        this.floors = floors;
        this.rates = rates;
        this.deductions = deductions;
        int count = floors.length;
        multipliers = new long[count];
        subtrahends = new long[count];
        divisors = new long[count];
        for (int k = 0; k < count; k++) {
            divisors[k] = commonDenominator(rates[k], deductions[k]);
            multipliers[k] = Math.multiplyExact(rates[k].numerator(), divisors[k] / rates[k].denominator());
            subtrahends[k] = Math.multiplyExact(deductions[k].numerator(), divisors[k] / deductions[k].denominator());
        }
    }

    /**
     * The tiers of a market as the scenario states them.
     *
     * @throws IllegalArgumentException if there is none, the first does not begin at 0, or floors do not ascend
     */
    public static MarginTiers of(List<MarginTier> tiers) {
        long[] floors = new long[tiers.size()];
        Ratio[] rates = new Ratio[tiers.size()];
        Ratio[] deductions = new Ratio[tiers.size()];
        for (int k = 0; k < floors.length; k++) {
            floors[k] = tiers.get(k).floor();
            rates[k] = tiers.get(k).rate();
            deductions[k] = tiers.get(k).deduction();
        }
        requireAscending(floors);
        return new MarginTiers(floors, rates, deductions);
    }

    /**
     * Tiers from floors and rates; the deductions follow by continuity.
     *
     * @param floors micro-dollars, ascending, the first 0
     * @param rates one for each floor
     * @throws IllegalArgumentException if the numbers differ, the first floor is not 0, or floors do not ascend
     */
    public static MarginTiers derive(List<Long> floors, List<Ratio> rates) {
        if (floors.size() != rates.size()) {
            throw new IllegalArgumentException(floors.size() + " floors but " + rates.size() + " rates");
        }
        long[] from = floors.stream().mapToLong(Long::longValue).toArray();
        requireAscending(from);
        List<Ratio> deductions = new ArrayList<>();
        Rational deduction = Rational.ZERO;
        for (int k = 0; k < from.length; k++) {
            if (k > 0) {
                Rational step = Rational.of(rates.get(k)).minus(Rational.of(rates.get(k - 1)));
                deduction = deduction.plus(step.times(from[k]));
            }
            deductions.add(new Ratio(
                    deduction.numerator().longValueExact(),
                    deduction.denominator().longValueExact()));
        }
        return new MarginTiers(from, rates.toArray(Ratio[]::new), deductions.toArray(Ratio[]::new));
    }

    /**
     * Hyperliquid's maintenance rate, half of the initial one at full leverage: {@code 1 / (2 * maxLeverage)}.
     *
     * @param maxLeverage positive
     */
    public static Ratio rateOfMaxLeverage(Ratio maxLeverage) {
        return Ratio.of(maxLeverage.denominator(), Math.multiplyExact(2, maxLeverage.numerator()));
    }

    /** Number of tiers. */
    public int count() {
        return floors.length;
    }

    /** The tier of a notional: the last whose floor it reaches. */
    public int tier(long notional) {
        int tier = floors.length - 1;
        while (tier > 0 && notional < floors[tier]) {
            tier--;
        }
        return tier;
    }

    /** Micro-dollars of notional where a tier begins. */
    public long floor(int tier) {
        return floors[tier];
    }

    /** A tier's maintenance rate. */
    public Ratio rate(int tier) {
        return rates[tier];
    }

    /** Micro-dollars that a tier deducts. */
    public Ratio deduction(int tier) {
        return deductions[tier];
    }

    /**
     * Maintenance margin of a notional, rounded up.
     *
     * @param notional micro-dollars, 0 or more
     * @return micro-dollars
     * @throws ArithmeticException on overflow
     */
    public long maintenance(long notional) {
        int k = tier(notional);
        long product = notional * multipliers[k];
        if (Math.multiplyHigh(notional, multipliers[k]) == product >> 63) {
            long difference = product - subtrahends[k];
            boolean overflow = ((product ^ subtrahends[k]) & (product ^ difference)) < 0;
            if (!overflow) {
                return FixedPoint.divide(difference, divisors[k], Rounding.CEILING);
            }
        }
        BigInteger exact = BigInteger.valueOf(notional)
                .multiply(BigInteger.valueOf(multipliers[k]))
                .subtract(BigInteger.valueOf(subtrahends[k]));
        return FixedPoint.divide(exact, BigInteger.valueOf(divisors[k]), Rounding.CEILING)
                .longValueExact();
    }

    private static long commonDenominator(Ratio a, Ratio b) {
        long divisor = BigInteger.valueOf(a.denominator())
                .gcd(BigInteger.valueOf(b.denominator()))
                .longValueExact();
        return Math.multiplyExact(a.denominator(), b.denominator() / divisor);
    }

    private static void requireAscending(long[] floors) {
        if (floors.length == 0 || floors[0] != 0) {
            throw new IllegalArgumentException("the first tier must begin at 0");
        }
        for (int k = 1; k < floors.length; k++) {
            if (floors[k] <= floors[k - 1]) {
                throw new IllegalArgumentException(
                        "tier " + k + " begins at " + floors[k] + ", not above the tier before");
            }
        }
    }
}
