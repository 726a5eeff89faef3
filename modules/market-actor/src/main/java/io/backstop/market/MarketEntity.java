package io.backstop.market;

import io.backstop.account.Position;
import io.backstop.kernel.Answer;
import io.backstop.kernel.Command;
import io.backstop.kernel.Entity;
import io.backstop.kernel.EntityId;
import io.backstop.kernel.Query;
import io.backstop.scenario.DepthSpec;
import io.backstop.scenario.ImpactSpec;
import java.util.List;

/**
 * A market as an entity: the index path, the mark that executions displace, and the depth of each tick. The mark is frozen
 * inside a tick; what a tick executes moves the next one. Collateral assets have a spot market of the same kind.
 */
public final class MarketEntity implements Entity<Market, MarketEvent> {
    private final int number;
    private final long[] path;
    private final long tickMillis;
    private final DepthProfile depth;
    private final ImpactModel impact;
    private final ImpactSpec impactSpec;
    private final double keptPerTick;

    /**
     * A market of a scenario.
     *
     * @param number of the market in the scenario
     * @param path index of each tick from 0
     */
    public MarketEntity(int number, long[] path, long tickMillis, DepthSpec depth, ImpactSpec impact) {
        this.number = number;
        this.path = path;
        this.tickMillis = tickMillis;
        this.depth = new DepthProfile(depth);
        this.impact = ImpactModel.of(impact);
        this.impactSpec = impact;
        this.keptPerTick = Displacement.kept(tickMillis, impact.halfLifeMillis());
    }

    @Override
    public Market opening(EntityId id) {
        return new Market(number, 0, 0, 0, 0, 0, 0, Position.flat(number), 0);
    }

    @Override
    public Answer answer(Market state, Query query) {
        return switch ((MarketQuery) query) {
            case MarketQuery.At at -> at(state, at.tick());
            case MarketQuery.Quote quote -> quote(forward(state, quote.tick()), quote);
        };
    }

    private MarketAnswer at(Market state, long tick) {
        Market now = forward(state, tick);
        long previous = index(Math.max(0, tick - 1));
        return new MarketAnswer.At(
                index(tick),
                mark(now),
                Displacement.mark(previous, now.previousDisplacement()),
                sellDepth(tick),
                buyDepth(tick),
                now.sellUsed(),
                now.buyUsed(),
                now.outside(),
                now.outsideCash());
    }

    private MarketAnswer quote(Market now, MarketQuery.Quote quote) {
        long mark = mark(now);
        long sellDepth = sellDepth(quote.tick());
        long buyDepth = buyDepth(quote.tick());
        long sell = Math.min(quote.sellSize(), (sellDepth - now.sellUsed()) / mark);
        long buy = Math.min(quote.buySize(), (buyDepth - now.buyUsed()) / mark);
        return new MarketAnswer.Quoted(
                sell,
                -impact.consideration(Math.negateExact(Math.multiplyExact(sell, mark)), now.sellUsed(), sellDepth),
                buy,
                impact.consideration(Math.multiplyExact(buy, mark), now.buyUsed(), buyDepth));
    }

    /** The market at a tick, from its last event on; a quiet tick only decays the displacement. */
    private Market forward(Market state, long tick) {
        if (tick == state.tick()) {
            return state;
        }
        double displacement = state.displacement();
        double previous = state.previousDisplacement();
        double pending = state.impact();
        for (long t = state.tick(); t < tick; t++) {
            previous = displacement;
            displacement = Displacement.next(displacement, pending, keptPerTick);
            pending = 0;
        }
        return new Market(number, tick, displacement, previous, 0, 0, 0, state.outside(), state.outsideCash());
    }

    private long index(long tick) {
        return path[(int) tick];
    }

    private long mark(Market now) {
        return Displacement.mark(index(now.tick()), now.displacement());
    }

    private long sellDepth(long tick) {
        return depth.sellBudget(tick * tickMillis, tickMillis);
    }

    private long buyDepth(long tick) {
        return depth.buyBudget(tick * tickMillis, tickMillis);
    }

    @Override
    public MarketEvent decide(Market state, Command command) {
        return switch ((MarketCommand) command) {
            case MarketCommand.Open open ->
                new MarketEvent.Opened(open.outsideSize(), Math.multiplyExact(open.outsideSize(), path[0]));
            case MarketCommand.Execute e ->
                new MarketEvent.Executed(e.tick(), e.pass(), e.sellSize(), e.sellValue(), e.buySize(), e.buyValue());
            case MarketCommand.Charge charge -> new MarketEvent.Charged(charge.amount());
        };
    }

    @Override
    public Market evolve(Market state, MarketEvent event) {
        return switch (event) {
            case MarketEvent.Opened opened ->
                withOutside(state, state.outside().trade(opened.outsideSize(), opened.cost()), state.outsideCash());
            case MarketEvent.Charged charged ->
                withOutside(state, state.outside(), Math.subtractExact(state.outsideCash(), charged.amount()));
            case MarketEvent.Executed executed -> executed(forward(state, executed.tick()), executed);
        };
    }

    private Market executed(Market now, MarketEvent.Executed executed) {
        long mark = mark(now);
        long sold = Math.multiplyExact(executed.sellSize(), mark);
        long bought = Math.multiplyExact(executed.buySize(), mark);
        double pressure = permanent(sold, sellDepth(now.tick())) - permanent(bought, buyDepth(now.tick()));
        Market afterSales = traded(now, executed.sellSize(), executed.sellValue());
        Market after = traded(afterSales, -executed.buySize(), -executed.buyValue());
        return new Market(
                number,
                now.tick(),
                now.displacement(),
                now.previousDisplacement(),
                now.impact() + pressure,
                Math.addExact(now.sellUsed(), sold),
                Math.addExact(now.buyUsed(), bought),
                after.outside(),
                after.outsideCash());
    }

    private double permanent(long flow, long budget) {
        return ImpactModel.permanent(flow, budget, impactSpec.permanentPerSecond(), tickMillis);
    }

    private static Market traded(Market state, long size, long consideration) {
        if (size == 0) {
            return state;
        }
        long realised = state.outside().realisedPnl(size, consideration);
        return withOutside(
                state, state.outside().trade(size, consideration), Math.addExact(state.outsideCash(), realised));
    }

    private static Market withOutside(Market state, Position outside, long cash) {
        return new Market(
                state.number(),
                state.tick(),
                state.displacement(),
                state.previousDisplacement(),
                state.impact(),
                state.sellUsed(),
                state.buyUsed(),
                outside,
                cash);
    }

    @Override
    public Answer reply(Market state, MarketEvent event, List<Answer> children) {
        return new MarketAnswer.Done();
    }
}
