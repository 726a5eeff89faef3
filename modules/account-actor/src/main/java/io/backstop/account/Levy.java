package io.backstop.account;

import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;
import java.util.List;

/**
 * A charge on every holder by one formula, each rounded separately, so that charging an account early or late changes nothing.
 * A charge above 0 is paid by the holder.
 */
public sealed interface Levy {
    /** Micro-dollars that an account with these positions pays; below 0 it receives. */
    long charge(long account, List<Position> positions);

    /**
     * Funding: a holder of {@code size} pays {@code size * price * numerator / denominator}, half-even.
     *
     * @param market number of the market
     * @param price on the market's grid
     * @param numerator of the interval's rate; above 0 longs pay
     * @param denominator positive
     */
    record Funding(int market, long price, long numerator, long denominator) implements Levy {
        @Override
        public long charge(long account, List<Position> positions) {
            for (Position position : positions) {
                if (position.market() == market) {
                    return charge(position.size());
                }
            }
            return 0;
        }

        /** What a holder of this size pays. */
        public long charge(long size) {
            return FixedPoint.multiplyDivide(
                    Math.multiplyExact(size, price), numerator, denominator, Rounding.HALF_EVEN);
        }
    }

    /**
     * A loss shared over unrealised profits at the marks by {@link LossSharing#LAST_PAYS_DUST}; the last payer is the last by name.
     *
     * @param loss micro-dollars to share, 0 to {@code profits}
     * @param profits micro-dollars of all holders' unrealised profits, positive
     * @param marks for each market, on its grid
     * @param lastPayer account that pays {@code dust} more, or -1
     * @param dust micro-dollars that the floors left
     */
    record SocialisedLoss(long loss, long profits, long[] marks, long lastPayer, long dust) implements Levy {
        @Override
        public long charge(long account, List<Position> positions) {
            return share(profit(positions, marks)) + (account == lastPayer ? dust : 0);
        }

        /** What a holder with this profit pays, before dust. */
        public long share(long profit) {
            return LossSharing.LAST_PAYS_DUST.charge(profit, loss, profits);
        }

        /** max(0, unrealised profit over all positions). */
        public static long profit(List<Position> positions, long[] marks) {
            long profit = 0;
            for (Position position : positions) {
                profit = Math.addExact(profit, position.unrealisedPnl(marks[position.market()]));
            }
            return Math.max(0, profit);
        }
    }
}
