package io.backstop.contagion;

/**
 * How far forced sales move a price once they are done: the price after a sale of a part x of the market, as a factor of the price
 * before. Not the average at which an order executes within a tick, which is another figure and the market's.
 */
public enum PriceCurve {
    /** {@code max(0, 1 - kappa x)}. */
    LINEAR {
        @Override
        public double calibrate(double fraction, double drop) {
            return drop / fraction;
        }

        @Override
        public double factor(double strength, double x) {
            double left = 1 - strength * x;
            return left > 0 ? left : 0;
        }
    },

    /** {@code exp(-beta x)}: two sales of a tenth move as one of a fifth (Cifuentes, Ferrucci and Shin 2005; ox-inet). */
    EXPONENTIAL {
        @Override
        public double calibrate(double fraction, double drop) {
            return -StrictMath.log1p(-drop) / fraction;
        }

        @Override
        public double factor(double strength, double x) {
            return StrictMath.exp(-strength * x);
        }
    },

    /** {@code max(0, 1 - y sqrt(x))}: sales of a round are added up before, since two small ones move more than one large. */
    SQUARE_ROOT {
        @Override
        public double calibrate(double fraction, double drop) {
            return drop / StrictMath.sqrt(fraction);
        }

        @Override
        public double factor(double strength, double x) {
            double left = 1 - strength * StrictMath.sqrt(x);
            return left > 0 ? left : 0;
        }
    };

    /**
     * The strength at which selling a fraction of the market moves the price down by a drop.
     *
     * @param fraction above 0
     * @param drop 0 to below 1
     */
    public abstract double calibrate(double fraction, double drop);

    /**
     * The price after a sale over the price before.
     *
     * @param strength as calibrated, 0 or more
     * @param x part of the market that is sold, 0 or more
     */
    public abstract double factor(double strength, double x);
}
