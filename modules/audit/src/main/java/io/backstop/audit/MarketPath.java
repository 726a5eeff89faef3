package io.backstop.audit;

import io.backstop.account.Position;
import io.backstop.market.MarketAnswer;
import io.backstop.market.MarketEvent;
import io.backstop.scenario.DepthSpec;
import io.backstop.scenario.ImpactSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.LongUnaryOperator;

/**
 * A market by its own events, and every quiet tick between them computed again: {@code D(t) = D(t-1) * 2^(-dt/h) + K(t-1)}, {@code
 * mark = index * exp(-D)}, {@code K = kappa * dt * f / G} of sales less that of purchases (economics N1 to N3).
 */
final class MarketPath {
    private static final double SECOND = 1000;

    final Purse outside = Purse.of(0, 1);
    private final LongUnaryOperator index;
    private final long tickMillis;
    private final DepthSpec depth;
    private final ImpactSpec impact;
    private final double kept;
    private long tick;
    private double before;
    private double displacement;
    private double pressure;
    private long sold;
    private long bought;

    MarketPath(LongUnaryOperator index, long tickMillis, DepthSpec depth, ImpactSpec impact) {
        this.index = index;
        this.tickMillis = tickMillis;
        this.depth = depth;
        this.impact = impact;
        this.kept = impact.halfLifeMillis() == Long.MAX_VALUE
                ? 1
                : StrictMath.pow(2, -((double) tickMillis / impact.halfLifeMillis()));
    }

    /** Moves on by an event. */
    void post(MarketEvent event) {
        switch (event) {
            case MarketEvent.Opened opened -> outside.trade(0, opened.outsideSize(), opened.cost());
            case MarketEvent.Charged charged -> outside.cash = Math.subtractExact(outside.cash, charged.amount());
            case MarketEvent.Executed executed -> execute(executed);
        }
    }

    private void execute(MarketEvent.Executed executed) {
        to(executed.tick());
        long mark = mark(tick, displacement);
        long sales = Math.multiplyExact(executed.sellSize(), mark);
        long purchases = Math.multiplyExact(executed.buySize(), mark);
        pressure +=
                push(sales, budget(depth.sellPerSecond(), tick)) - push(purchases, budget(depth.buyPerSecond(), tick));
        sold = Math.addExact(sold, sales);
        bought = Math.addExact(bought, purchases);
        if (executed.sellSize() != 0) {
            outside.trade(0, executed.sellSize(), executed.sellValue());
        }
        if (executed.buySize() != 0) {
            outside.trade(0, -executed.buySize(), -executed.buyValue());
        }
    }

    private double push(long flow, long budget) {
        return flow == 0 || budget == Long.MAX_VALUE
                ? 0
                : impact.permanentPerSecond() * (tickMillis / SECOND) * ((double) flow / budget);
    }

    /** Prices, depth and the outside account in a tick not before the last one asked for. */
    MarketAnswer.At at(long now) {
        to(now);
        return new MarketAnswer.At(
                index.applyAsLong(now),
                mark(now, displacement),
                mark(Math.max(0, now - 1), before),
                budget(depth.sellPerSecond(), now),
                budget(depth.buyPerSecond(), now),
                sold,
                bought,
                new Position(0, outside.holdings[0].size, outside.holdings[0].cost),
                outside.cash);
    }

    private void to(long now) {
        for (; tick < now; tick++) {
            before = displacement;
            displacement = displacement * kept + pressure;
            pressure = 0;
            sold = 0;
            bought = 0;
        }
    }

    private long mark(long at, double displaced) {
        long price = index.applyAsLong(at);
        return displaced == 0 ? price : Math.max(1, rounded(price * StrictMath.exp(-displaced)));
    }

    private long budget(long perSecond, long at) {
        return perSecond == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : rounded(perSecond * share(Math.multiplyExact(at, tickMillis)) * (tickMillis / SECOND));
    }

    /** Linear between the points of the profile, constant after the last. */
    private double share(long millis) {
        long[] at = depth.profileAtMillis();
        double[] share = depth.profileShare();
        for (int next = 1; next < at.length; next++) {
            if (millis < at[next]) {
                double part = (double) (millis - at[next - 1]) / (at[next] - at[next - 1]);
                return share[next - 1] + (share[next] - share[next - 1]) * part;
            }
        }
        return share[at.length - 1];
    }

    private static long rounded(double value) {
        return new BigDecimal(value).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }
}
