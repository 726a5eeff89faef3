package io.backstop.lending.agent;

import io.backstop.model.RandomStream;
import io.backstop.model.Ratio;
import java.util.List;

/**
 * A liquidator or auction keeper with its failures (Perez et al. 2021 and the reports on 12 March 2020: no capital, congestion,
 * crashed bots, bids of zero). A pure function of its own random stream, so no decision depends on another's.
 *
 * @param name of the party
 * @param delayMillis from an opportunity to the first moment at which it acts
 * @param outages times at which it does nothing
 * @param outageShare chance of doing nothing in a tick besides, 0 to 1
 * @param zeroBidShare chance of bidding zero where nobody competes, 0 to 1
 * @param leastProfit micro-dollars below which it does not act
 */
public record KeeperPolicy(
        String name, long delayMillis, List<Window> outages, Ratio outageShare, Ratio zeroBidShare, long leastProfit) {
    /**
     * A time from, inclusive, to, exclusive.
     *
     * @param fromMillis first moment
     * @param toMillis first moment after it
     */
    public record Window(long fromMillis, long toMillis) {
        boolean contains(long millis) {
            return fromMillis <= millis && millis < toMillis;
        }
    }

    /**
     * Something that a keeper can earn from.
     *
     * @param id of the position or auction
     * @param openedAt milliseconds
     * @param cost of all of it, micro-dollars
     * @param value of what the keeper gets for all of it, micro-dollars
     * @param takesZeroBids whether an only bid of zero would win
     */
    public record Opportunity(String id, long openedAt, long cost, long value, boolean takesZeroBids) {}

    /** What a keeper does. */
    public sealed interface Decision {
        /**
         * Spends money.
         *
         * @param amount micro-dollars, at most the capital
         */
        record Act(long amount) implements Decision {}

        /** Bids zero. */
        record BidZero() implements Decision {}

        /**
         * Does nothing.
         *
         * @param reason why
         */
        record Wait(Idle reason) implements Decision {}
    }

    /** Why a keeper does nothing. */
    public enum Idle {
        /** It has not noticed yet. */
        DELAY,
        /** It is down. */
        OUTAGE,
        /** It would not earn enough. */
        NO_PROFIT,
        /** It has no money. */
        NO_CAPITAL
    }

    /** Copies the list and checks the ranges. */
    public KeeperPolicy {
        outages = List.copyOf(outages);
        if (delayMillis < 0 || isNoShare(outageShare) || isNoShare(zeroBidShare)) {
            throw new IllegalArgumentException("keeper " + name + " out of range: delay " + delayMillis
                    + ", outage share " + outageShare + ", zero bid share " + zeroBidShare);
        }
    }

    /**
     * What the keeper does about an opportunity in a tick.
     *
     * @param seed of the run
     * @param now milliseconds
     * @param capital that it has left, micro-dollars
     */
    public Decision decide(long seed, long tick, long now, long capital, Opportunity opportunity) {
        if (now - opportunity.openedAt() < delayMillis) {
            return new Decision.Wait(Idle.DELAY);
        }
        if (isDown(seed, tick, now)) {
            return new Decision.Wait(Idle.OUTAGE);
        }
        if (opportunity.takesZeroBids() && hits(zeroBidShare, seed, tick, "zero bid " + opportunity.id())) {
            return new Decision.BidZero();
        }
        if (Math.subtractExact(opportunity.value(), opportunity.cost()) < leastProfit) {
            return new Decision.Wait(Idle.NO_PROFIT);
        }
        long amount = Math.min(capital, opportunity.cost());
        return amount <= 0 ? new Decision.Wait(Idle.NO_CAPITAL) : new Decision.Act(amount);
    }

    private boolean isDown(long seed, long tick, long now) {
        return outages.stream().anyMatch(window -> window.contains(now)) || hits(outageShare, seed, tick, "outage");
    }

    private boolean hits(Ratio share, long seed, long tick, String purpose) {
        return share.numerator() > 0
                && RandomStream.of(seed, name, tick, purpose).nextDouble() < share.toDouble();
    }

    private static boolean isNoShare(Ratio share) {
        return share.compareTo(Ratio.ZERO) < 0 || share.compareTo(Ratio.ONE) > 0;
    }
}
