package io.backstop.market;

import io.backstop.model.FixedPoint;
import io.backstop.model.Ratio;
import io.backstop.model.Rational;
import io.backstop.model.Rounding;
import io.backstop.scenario.FundingSpec;

/**
 * Funding with clamp (Hyperliquid docs, Funding): {@code F_8h = P + clamp(I - P, -c, c)} on the index notional, the share
 * {@code interval / 8 h} of it paid each interval, at most the cap. Longs pay shorts when the rate is above 0.
 */
public final class FundingRate {
    /** The unit of {@link #intervalRate}: a rate of 1 is 10^12. */
    public static final long RATE_SCALE = 1_000_000_000_000L;

    private static final long EIGHT_HOURS_MILLIS = 8 * 3_600_000L;

    private FundingRate() {}

    /**
     * The premium of a price over the index: {@code (price - index) / index}.
     *
     * @param price mark, or an impact price, on the grid
     * @param index on the grid, positive
     */
    public static Rational premium(long price, long index) {
        return Rational.of(price - index, index);
    }

    /**
     * The rate of eight hours, exact: {@code P + clamp(I - P, -c, c)}.
     *
     * @param premium P
     * @param interest I
     * @param clamp c, 0 or more
     */
    public static Rational eightHourRate(Rational premium, Ratio interest, Ratio clamp) {
        return premium.plus(correction(premium, interest, clamp));
    }

    /** The clamped term {@code clamp(I - P, -c, c)}. */
    public static Rational correction(Rational premium, Ratio interest, Ratio clamp) {
        Rational bound = Rational.of(clamp);
        return Rational.of(interest).minus(premium).clamp(bound.negate(), bound);
    }

    /**
     * The rate of one interval in units of 10^-12, rounded half-even.
     *
     * @param spec the market's funding
     * @param mark on the grid
     * @param index on the grid, positive
     * @throws ArithmeticException on overflow
     */
    public static long intervalRate(FundingSpec spec, long mark, long index) {
        Rational rate = eightHourRate(premium(mark, index), spec.interest(), spec.clamp())
                .times(Rational.of(spec.intervalMillis(), EIGHT_HOURS_MILLIS));
        Rational cap = Rational.of(spec.cap());
        return rate.clamp(cap.negate(), cap).times(RATE_SCALE).round(Rounding.HALF_EVEN);
    }

    /**
     * What a position pays at an interval rate: {@code size * index * rate}, rounded half-even; below 0 if it receives.
     *
     * @param size signed size units
     * @param index on the grid
     * @param intervalRate in units of 10^-12
     * @return micro-dollars
     * @throws ArithmeticException on overflow
     */
    public static long payment(long size, long index, long intervalRate) {
        return FixedPoint.multiplyDivide(Math.multiplyExact(size, index), intervalRate, RATE_SCALE, Rounding.HALF_EVEN);
    }
}
