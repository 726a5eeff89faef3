package io.backstop.scenario;

import io.backstop.model.FixedPoint;
import io.backstop.model.Money;
import io.backstop.model.RandomStream;
import io.backstop.scenario.DrawnPopulation.CollateralShare;
import io.backstop.scenario.DrawnPopulation.Leverage;
import io.backstop.scenario.DrawnPopulation.MarketWeight;
import java.util.List;

/**
 * Draws accounts of a population. Each aspect of an account has its own stream, keyed by (seed, population and ordinal, aspect),
 * so that a scenario with another leverage or entry spread keeps every size.
 */
final class AccountDraw {
    private static final long SIDE = RandomStream.hash("opening.side");
    private static final long LEGS = RandomStream.hash("opening.legs");
    private static final long NOTIONAL = RandomStream.hash("opening.notional");
    private static final long ENTRY = RandomStream.hash("opening.entry");
    private static final long LEVERAGE = RandomStream.hash("opening.leverage");
    private static final long CASH = RandomStream.hash("opening.cash");

    private final long seed;
    private final List<MarketSpec> markets;
    private final List<AssetSpec> assets;

    AccountDraw(long seed, List<MarketSpec> markets, List<AssetSpec> assets) {
        this.seed = seed;
        this.markets = markets;
        this.assets = assets;
    }

    /** Receives the raw notional in dollars, before scale and cap, of one leg. */
    interface LegSink {
        /** A leg in the market at a place of the population's list. */
        void leg(int place, double notional);
    }

    /** The raw legs of an account, exactly as {@link #fill} draws them. */
    void rawLegs(DrawnPopulation population, long populationHash, int ordinal, int[] chosen, LegSink sink) {
        long account = accountHash(populationHash, ordinal);
        RandomStream legStream = stream(account, LEGS);
        RandomStream notionalStream = stream(account, NOTIONAL);
        double base = population.notional().draw(notionalStream);
        int legs = 0;
        do {
            int place = choose(population.markets(), legStream, chosen, legs);
            chosen[legs++] = population.markets().get(place).market();
            sink.leg(place, legNotional(population, base, notionalStream));
        } while (another(population, legs, legStream));
    }

    /** Fills the buffer with the account's opening state. */
    void fill(DrawnPopulation population, long populationHash, int ordinal, AccountOpening into) {
        long account = accountHash(populationHash, ordinal);
        long side = side(population, account);
        RandomStream legStream = stream(account, LEGS);
        RandomStream notionalStream = stream(account, NOTIONAL);
        RandomStream entryStream = stream(account, ENTRY);
        double base = population.notional().draw(notionalStream);
        int legs = 0;
        do {
            int place = choose(population.markets(), legStream, into.market, legs);
            MarketWeight weight = population.markets().get(place);
            long price = markets.get(weight.market()).price().start();
            double notional = legNotional(population, base, notionalStream);
            into.market[legs] = weight.market();
            into.size[legs] = side * FixedPoint.round(scaled(notional, weight) / price);
            into.openCost[legs] =
                    Math.multiplyExact(into.size[legs], entryPrice(population.entry(), price, entryStream));
            legs++;
        } while (another(population, legs, legStream));
        into.legs = sortAndDropEmpty(into, legs);
        fund(population, account, into);
    }

    /** Fills the buffer with the cash of an account without positions. */
    void fill(CashPopulation population, long populationHash, int ordinal, AccountOpening into) {
        double dollars = population.cash().draw(stream(accountHash(populationHash, ordinal), CASH));
        into.legs = 0;
        into.cash = FixedPoint.round(StrictMath.min(dollars * Money.MICROS, (double) population.cap()));
    }

    /** A leg's notional in micro-dollars: scaled, then capped. */
    static double scaled(double notional, MarketWeight weight) {
        return StrictMath.min(notional * Money.MICROS * weight.scale(), (double) weight.legCap());
    }

    private static long accountHash(long populationHash, int ordinal) {
        return RandomStream.mix(populationHash ^ RandomStream.mix(ordinal + 1L));
    }

    private RandomStream stream(long account, long purpose) {
        return RandomStream.of(seed, account, 0, purpose);
    }

    private long side(DrawnPopulation population, long account) {
        double longShare = population.longShare();
        if (longShare == 1 || longShare == 0) {
            return longShare == 1 ? 1 : -1;
        }
        return stream(account, SIDE).nextDouble() < longShare ? 1 : -1;
    }

    private static boolean another(DrawnPopulation population, int legs, RandomStream stream) {
        double more = population.legs().more();
        return more > 0
                && legs < population.legs().max()
                && legs < population.markets().size()
                && stream.nextDouble() < more;
    }

    private static double legNotional(DrawnPopulation population, double base, RandomStream stream) {
        double deviation = population.perLegLogDeviation();
        return deviation == 0 ? base : base * StrictMath.exp(deviation * stream.nextGaussian());
    }

    /** A place among the markets not chosen yet, by weight. */
    private static int choose(List<MarketWeight> weights, RandomStream stream, int[] chosen, int legs) {
        if (weights.size() == 1) {
            return 0;
        }
        double open = 0;
        for (MarketWeight weight : weights) {
            open += contains(chosen, legs, weight.market()) ? 0 : weight.weight();
        }
        double left = stream.nextDouble() * open;
        int place = -1;
        for (int i = 0; i < weights.size() && left >= 0; i++) {
            if (!contains(chosen, legs, weights.get(i).market())) {
                place = i;
                left -= weights.get(i).weight();
            }
        }
        return place;
    }

    private static boolean contains(int[] chosen, int legs, int market) {
        for (int i = 0; i < legs; i++) {
            if (chosen[i] == market) {
                return true;
            }
        }
        return false;
    }

    private static long entryPrice(DrawnPopulation.Entry entry, long price, RandomStream stream) {
        if (entry.logMean() == 0 && entry.logDeviation() == 0) {
            return price;
        }
        double ratio = StrictMath.exp(entry.logMean() + entry.logDeviation() * stream.nextGaussian());
        return StrictMath.max(1L, FixedPoint.round(price * ratio));
    }

    private static int sortAndDropEmpty(AccountOpening into, int legs) {
        int kept = 0;
        for (int i = 0; i < legs; i++) {
            int market = into.market[i];
            long size = into.size[i];
            long cost = into.openCost[i];
            if (size == 0) {
                continue;
            }
            int place = kept++;
            for (; place > 0 && into.market[place - 1] > market; place--) {
                into.market[place] = into.market[place - 1];
                into.size[place] = into.size[place - 1];
                into.openCost[place] = into.openCost[place - 1];
            }
            into.market[place] = market;
            into.size[place] = size;
            into.openCost[place] = cost;
        }
        return kept;
    }

    /**
     * Cash and collateral so that equity at the opening mark is notional over leverage: cash is equity less unrealised profit
     * less collateral, and may be negative where unrealised profit is the margin.
     */
    private void fund(DrawnPopulation population, long account, AccountOpening into) {
        long notional = 0;
        long profit = 0;
        double initialMargin = 0;
        for (int i = 0; i < into.legs; i++) {
            MarketSpec market = markets.get(into.market[i]);
            long value = Math.multiplyExact(into.size[i], market.price().start());
            long leg = Math.absExact(value);
            notional = Math.addExact(notional, leg);
            profit = Math.addExact(profit, value - into.openCost[i]);
            initialMargin += leg / maxLeverage(market.tiers(), leg);
        }
        if (into.legs == 0) {
            into.cash = 0;
            return;
        }
        double leverage = leverage(population.leverage(), notional, initialMargin, stream(account, LEVERAGE));
        long equity = FixedPoint.round(notional / leverage);
        long cash = equity - profit;
        for (CollateralShare part : population.collateral()) {
            long price = assets.get(part.asset()).price().start();
            long units = FixedPoint.round(equity * part.share() / price);
            into.collateral[part.asset()] = units;
            cash -= Math.multiplyExact(units, price);
        }
        into.cash = cash;
    }

    private static double leverage(Leverage leverage, long notional, double initialMargin, RandomStream stream) {
        double drawn = leverage.distribution().draw(stream);
        if (leverage.exponent() != 0) {
            double dollars = (double) notional / Money.MICROS;
            drawn *= StrictMath.pow(dollars / leverage.reference(), leverage.exponent());
        }
        double allowed = leverage.capShareOfMax() * notional / initialMargin;
        return StrictMath.min(drawn, StrictMath.min(leverage.cap(), allowed));
    }

    private static double maxLeverage(List<MarginTier> tiers, long notional) {
        int tier = tiers.size() - 1;
        while (tier > 0 && tiers.get(tier).floor() > notional) {
            tier--;
        }
        return tiers.get(tier).maxLeverage().toDouble();
    }
}
