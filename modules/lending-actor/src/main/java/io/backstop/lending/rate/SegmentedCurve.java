package io.backstop.lending.rate;

import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;
import java.util.List;

/**
 * Drift v2's borrow curve ({@code calculate_borrow_rate}): linear from 0 to the optimal rate; above the optimum {@code max -
 * optimal} is handed out in shares, each linear over its segment; never below a minimum. Computed in parts per million, each
 * division truncated, as there.
 *
 * @param optimalUtilisationPpm 1 to 999,999
 * @param optimalRatePpm a year
 * @param maxRatePpm a year, at least the optimal rate
 * @param minRatePpm a year
 * @param segments above the optimum, ascending, the last to 1,000,000, with shares of 1,000 together
 */
public record SegmentedCurve(
        long optimalUtilisationPpm, long optimalRatePpm, long maxRatePpm, long minRatePpm, List<Segment> segments)
        implements RateCurve {
    private static final long PPM = 1_000_000L;
    private static final long SHARES = 1_000L;

    /** The six segments of Drift: the optimum, then 85, 90, 95, 99, 99.5 and 100 %. */
    public static final List<Segment> DRIFT = List.of(
            new Segment(850_000, 50),
            new Segment(900_000, 100),
            new Segment(950_000, 150),
            new Segment(990_000, 200),
            new Segment(995_000, 250),
            new Segment(1_000_000, 250));

    /**
     * One segment above the optimum.
     *
     * @param toPpm utilisation at its end
     * @param share of 1,000 of what lies between the optimal and the maximum rate
     */
    public record Segment(long toPpm, long share) {}

    /**
     * Checks ranges and order.
     *
     * @throws IllegalArgumentException if a rate is negative, the maximum below the optimal rate, or segments do not ascend from
     *     the optimum to 100 % with shares of 1,000
     */
    public SegmentedCurve {
        segments = List.copyOf(segments);
        if (optimalRatePpm < 0 || minRatePpm < 0 || maxRatePpm < optimalRatePpm) {
            throw new IllegalArgumentException("rates must ascend from 0: optimal " + optimalRatePpm + ", max "
                    + maxRatePpm + ", min " + minRatePpm);
        }
        if (optimalUtilisationPpm <= 0) {
            throw new IllegalArgumentException("optimal utilisation must be positive: " + optimalUtilisationPpm);
        }
        checkOrder(optimalUtilisationPpm, segments);
    }

    private static void checkOrder(long optimum, List<Segment> segments) {
        long from = optimum;
        long shares = 0;
        for (Segment segment : segments) {
            if (segment.toPpm() <= from) {
                throw new IllegalArgumentException("a segment ends at " + segment.toPpm() + " ppm, not above " + from);
            }
            from = segment.toPpm();
            shares += segment.share();
        }
        if (from != PPM || shares != SHARES) {
            throw new IllegalArgumentException("segments end at " + from + " ppm with " + shares + " shares of 1000");
        }
    }

    @Override
    public long borrowRate(long utilisation) {
        long ppm = RateCurve.checked(utilisation) / (Index.SCALE / PPM);
        return Math.multiplyExact(borrowRatePpm(ppm), Index.SCALE / PPM);
    }

    /**
     * The borrow rate in parts per million.
     *
     * @param utilisationPpm 0 to 1,000,000
     */
    public long borrowRatePpm(long utilisationPpm) {
        long rate =
                utilisationPpm <= optimalUtilisationPpm ? belowOptimum(utilisationPpm) : aboveOptimum(utilisationPpm);
        return Math.max(rate, minRatePpm);
    }

    private long belowOptimum(long utilisationPpm) {
        long slope = FixedPoint.multiplyDivide(optimalRatePpm, PPM, optimalUtilisationPpm, Rounding.FLOOR);
        return FixedPoint.multiplyDivide(utilisationPpm, slope, PPM, Rounding.FLOOR);
    }

    private long aboveOptimum(long utilisationPpm) {
        long extra = maxRatePpm - optimalRatePpm;
        long rate = optimalRatePpm;
        long from = optimalUtilisationPpm;
        for (Segment segment : segments) {
            long whole = FixedPoint.multiplyDivide(extra, segment.share(), SHARES, Rounding.FLOOR);
            if (utilisationPpm <= segment.toPpm()) {
                return rate
                        + FixedPoint.multiplyDivide(
                                whole, utilisationPpm - from, segment.toPpm() - from, Rounding.FLOOR);
            }
            rate += whole;
            from = segment.toPpm();
        }
        return rate;
    }
}
