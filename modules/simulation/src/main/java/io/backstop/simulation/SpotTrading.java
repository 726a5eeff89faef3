package io.backstop.simulation;

import io.backstop.kernel.Answer;
import io.backstop.kernel.Workflow.ChildRead;
import io.backstop.lending.pass.Execution;
import io.backstop.lending.pass.LendingPlan;
import io.backstop.lending.pass.SpotOrders;
import io.backstop.market.MarketAnswer;
import io.backstop.market.MarketQuery;
import io.backstop.model.LargestRemainder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What lending protocols trade together in the assets' spot markets in one step: one execution of each asset and side, shared in
 * proportion to the orders (economics N3).
 *
 * @param orders of each protocol
 * @param asked assets of which there are orders
 */
record SpotTrading(List<SpotOrders> orders, List<Integer> asked) {
    static SpotTrading of(List<LendingPlan> plans, int assets) {
        List<SpotOrders> orders = plans.stream().map(LendingPlan::orders).toList();
        List<Integer> asked = new ArrayList<>();
        for (int asset = 0; asset < assets; asset++) {
            if (sum(column(orders, SpotOrders::sell, asset)) > 0 || sum(column(orders, SpotOrders::buy, asset)) > 0) {
                asked.add(asset);
            }
        }
        return new SpotTrading(orders, asked);
    }

    /** Asks the markets for quotes. */
    List<ChildRead> reads(Venue venue, long tick) {
        return asked.stream()
                .map(asset -> new ChildRead(
                        venue.market(venue.markets() + asset),
                        new MarketQuery.Quote(
                                tick,
                                sum(column(orders, SpotOrders::sell, asset)),
                                sum(column(orders, SpotOrders::buy, asset)))))
                .toList();
    }

    /** Each protocol's part of the quotes, one for each asset of the scenario. */
    List<List<Execution>> shares(List<Answer> answers, int assets) {
        List<List<Execution>> shares = new ArrayList<>();
        orders.forEach(order -> shares.add(new ArrayList<>()));
        for (int asset = 0; asset < assets; asset++) {
            int at = asked.indexOf(asset);
            MarketAnswer.Quoted quote =
                    at < 0 ? new MarketAnswer.Quoted(0, 0, 0, 0) : (MarketAnswer.Quoted) answers.get(at);
            long[] sold = LargestRemainder.split(quote.sellSize(), column(orders, SpotOrders::sell, asset));
            long[] received = LargestRemainder.split(quote.sellValue(), sold);
            long[] bought = LargestRemainder.split(quote.buySize(), column(orders, SpotOrders::buy, asset));
            long[] paid = LargestRemainder.split(quote.buyValue(), bought);
            for (int protocol = 0; protocol < shares.size(); protocol++) {
                shares.get(protocol)
                        .add(new Execution(
                                asset, sold[protocol], received[protocol], bought[protocol], paid[protocol]));
            }
        }
        return shares;
    }

    private static long[] column(List<SpotOrders> orders, Function<SpotOrders, long[]> side, int asset) {
        return orders.stream().mapToLong(order -> side.apply(order)[asset]).toArray();
    }

    private static long sum(long[] values) {
        return Arrays.stream(values).reduce(0, Math::addExact);
    }
}
