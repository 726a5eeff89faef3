package io.backstop.market;

import io.backstop.model.FixedPoint;
import io.backstop.scenario.DepthSpec;

/** A market's depth as a budget for each tick: {@code G(t) = g * share(t) * dt} on each side (economics N2). */
public final class DepthProfile {
    private static final double MILLIS_PER_SECOND = 1000;

    private final DepthSpec spec;

    /** The profile of a specification. */
    public DepthProfile(DepthSpec spec) {
        this.spec = spec;
    }

    /**
     * Micro-dollars that the bids absorb of forced sales in the tick that begins at a time.
     *
     * @param atMillis since time zero
     * @param tickMillis length of the tick
     * @throws ArithmeticException on overflow
     */
    public long sellBudget(long atMillis, long tickMillis) {
        return budget(spec.sellPerSecond(), atMillis, tickMillis);
    }

    /**
     * Micro-dollars that the asks absorb of forced purchases in the tick that begins at a time.
     *
     * @param atMillis since time zero
     * @param tickMillis length of the tick
     * @throws ArithmeticException on overflow
     */
    public long buyBudget(long atMillis, long tickMillis) {
        return budget(spec.buyPerSecond(), atMillis, tickMillis);
    }

    /** The share of full depth at a time: linear between the points, constant after the last. */
    public double share(long atMillis) {
        long[] at = spec.profileAtMillis();
        double[] share = spec.profileShare();
        int last = at.length - 1;
        if (atMillis >= at[last]) {
            return share[last];
        }
        int next = 1;
        while (at[next] <= atMillis) {
            next++;
        }
        double part = (double) (atMillis - at[next - 1]) / (at[next] - at[next - 1]);
        return share[next - 1] + (share[next] - share[next - 1]) * part;
    }

    private long budget(long perSecond, long atMillis, long tickMillis) {
        return perSecond == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : FixedPoint.round(perSecond * share(atMillis) * (tickMillis / MILLIS_PER_SECOND));
    }
}
