package io.backstop.lending.maker;

import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;

/** How the price of a Dutch auction falls (dss {@code abaci}). Prices are {@link FinePrice}s and rounded down. */
public sealed interface AuctionPrice {
    /** One, of a factor by which prices fall. */
    long CUT_SCALE = 1_000_000_000_000_000_000L;

    /**
     * The price some time after the start.
     *
     * @param top at the start
     * @param elapsedMillis 0 or more
     */
    long at(long top, long elapsedMillis);

    /**
     * {@code top * (1 - t / tau)}, 0 from tau on ({@code LinearDecrease}).
     *
     * @param tauMillis positive
     */
    record Linear(long tauMillis) implements AuctionPrice {
        /**
         * Checks the duration.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Linear {
            requirePositive(tauMillis);
        }

        @Override
        public long at(long top, long elapsedMillis) {
            return elapsedMillis >= tauMillis
                    ? 0
                    : FixedPoint.multiplyDivide(top, tauMillis - elapsedMillis, tauMillis, Rounding.FLOOR);
        }
    }

    /**
     * {@code top * cut^floor(t / step)} ({@code StairstepExponentialDecrease}).
     *
     * @param stepMillis positive
     * @param cut in {@link #CUT_SCALE}, 0 to 1
     */
    record Stairstep(long stepMillis, long cut) implements AuctionPrice {
        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if the step is not positive or the cut outside 0 to 1
         */
        public Stairstep {
            requirePositive(stepMillis);
            requireCut(cut);
        }

        @Override
        public long at(long top, long elapsedMillis) {
            return falling(top, cut, elapsedMillis / stepMillis);
        }
    }

    /**
     * {@code top * cut^t}, t in whole seconds ({@code ExponentialDecrease}).
     *
     * @param cut of one second, in {@link #CUT_SCALE}, 0 to 1
     */
    record Exponential(long cut) implements AuctionPrice {
        private static final long SECOND_MILLIS = 1_000L;

        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException if the cut is outside 0 to 1
         */
        public Exponential {
            requireCut(cut);
        }

        @Override
        public long at(long top, long elapsedMillis) {
            return falling(top, cut, elapsedMillis / SECOND_MILLIS);
        }
    }

    private static long falling(long top, long cut, long times) {
        return FixedPoint.multiplyDivide(top, power(cut, times), CUT_SCALE, Rounding.FLOOR);
    }

    /** By squaring; each product is rounded half-even ({@code rpow}). */
    private static long power(long factor, long times) {
        long power = CUT_SCALE;
        long square = factor;
        for (long left = times; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                power = FixedPoint.multiplyDivide(power, square, CUT_SCALE, Rounding.HALF_EVEN);
            }
            square = FixedPoint.multiplyDivide(square, square, CUT_SCALE, Rounding.HALF_EVEN);
        }
        return power;
    }

    private static void requirePositive(long millis) {
        if (millis <= 0) {
            throw new IllegalArgumentException("duration must be positive: " + millis + " ms");
        }
    }

    private static void requireCut(long cut) {
        if (cut < 0 || cut > CUT_SCALE) {
            throw new IllegalArgumentException("cut must be from 0 to 1: " + cut + "e-18");
        }
    }
}
