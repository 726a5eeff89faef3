package io.backstop.scenario.loader;

import io.backstop.model.Money;
import io.backstop.model.Ratio;
import io.backstop.model.Rounding;
import io.backstop.scenario.AssetSpec;
import io.backstop.scenario.CashPopulation;
import io.backstop.scenario.Distribution;
import io.backstop.scenario.DrawnPopulation;
import io.backstop.scenario.DrawnPopulation.CollateralShare;
import io.backstop.scenario.DrawnPopulation.MarketWeight;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.OpenInterestScale;
import io.backstop.scenario.PopulationSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Resolves drawn populations: shares to numbers, caps to micro-dollars, open interest to scales. */
final class PopulationResolver {
    private static final List<String> POSITION_KEYS = List.of(
            "side",
            "longShare",
            "openInterest",
            "markets",
            "accountsPerMarket",
            "legs",
            "notional",
            "leverage",
            "entry",
            "collateral");
    static final long LARGEST = Money.ofDollars(100_000_000_000L);
    private static final double LARGEST_LEVERAGE = 1000;
    private static final BigDecimal SHARE_TOLERANCE = new BigDecimal("1e-12");

    private final long seed;
    private final List<MarketSpec> markets;
    private final List<AssetSpec> assets;

    PopulationResolver(long seed, List<MarketSpec> markets, List<AssetSpec> assets) {
        this.seed = seed;
        this.markets = markets;
        this.assets = assets;
    }

    PopulationSpec resolve(Field population) {
        return population.has("cash") ? cash(population) : drawn(population);
    }

    private static PopulationSpec cash(Field population) {
        for (String key : POSITION_KEYS) {
            population.find(key).ifPresent(field -> {
                throw field.error(population.path() + " has both cash and " + key
                        + "; expected cash alone, or side, markets, notional and leverage");
            });
        }
        Field cash = population.get("cash");
        long cap = cash.find("cap").map(Field::positiveMoney).orElse(LARGEST);
        Distribution dollars = distribution(cash, PopulationResolver::dollars);
        checkReachable(cash, dollars, cap / (double) Money.MICROS);
        return new CashPopulation(
                population.get("name").text(), population.get("count").integer(), dollars, cap);
    }

    private PopulationSpec drawn(Field population) {
        Field notional = need(population, "notional");
        Field leverage = need(population, "leverage");
        long openInterest =
                population.find("openInterest").map(Field::positiveMoney).orElse(0L);
        DrawnPopulation drawn = new DrawnPopulation(
                population.get("name").text(),
                population.get("count").integer(),
                longShare(need(population, "side"), population),
                openInterest,
                weights(population, notional, openInterest),
                legs(population.find("legs")),
                notional(notional, openInterest),
                notional.find("lognormal")
                        .map(field -> field.number("perLegLogDeviation", 0))
                        .orElse(0.0),
                leverage(leverage, need(population, "markets")),
                entry(population.find("entry")),
                collateral(population.find("collateral")));
        try {
            return OpenInterestScale.scale(drawn, seed, markets, assets);
        } catch (IllegalArgumentException e) {
            throw population
                    .get("openInterest")
                    .error("impossible population " + drawn.name() + ": " + e.getMessage()
                            + "; expected more accounts, a higher cap or less open interest")
                    .causedBy(e);
        }
    }

    private static Field need(Field population, String key) {
        return population
                .find(key)
                .orElseThrow(() -> population.error("missing key '" + key + "' in " + population.path()
                        + "; expected side, markets, notional and leverage, or cash alone"));
    }

    private static double longShare(Field side, Field population) {
        Optional<Field> share = population.find("longShare");
        if (!side.text().equals("mixed")) {
            share.ifPresent(field -> {
                throw field.error(
                        field.path() + " is for side: mixed; expected no longShare with side: " + side.text());
            });
            return side.text().equals("long") ? 1 : 0;
        }
        return share.map(Field::share).orElse(Ratio.of(1, 2)).toDouble();
    }

    private List<MarketWeight> weights(Field population, Field notional, long openInterest) {
        Field shares = need(population, "markets");
        checkSum(shares);
        String spread = population.text("accountsPerMarket", "sqrt");
        long cap = notional.find("cap").map(Field::positiveMoney).orElse(LARGEST);
        List<MarketWeight> weights = new ArrayList<>();
        for (String name : shares.keys()) {
            int market = marketNumber(shares.get(name), name);
            Ratio share = shares.get(name).positiveShare();
            weights.add(new MarketWeight(
                    market,
                    share.toDouble(),
                    switch (spread) {
                        case "equal" -> 1;
                        case "proportional" -> share.toDouble();
                        default -> StrictMath.sqrt(share.toDouble());
                    },
                    1,
                    legCap(notional, cap, share.times(openInterest, Rounding.HALF_EVEN))));
        }
        weights.sort((a, b) -> Integer.compare(a.market(), b.market()));
        return List.copyOf(weights);
    }

    private static long legCap(Field notional, long cap, long marketInterest) {
        Optional<Field> share = notional.find("capShareOfMarket");
        if (marketInterest == 0) {
            share.ifPresent(field -> {
                throw field.error(field.path() + " needs the population's openInterest; expected it, or cap in USD");
            });
            return cap;
        }
        return Math.min(
                cap, share.map(Field::positiveShare).orElse(Ratio.ONE).times(marketInterest, Rounding.HALF_EVEN));
    }

    private static DrawnPopulation.Legs legs(Optional<Field> legs) {
        return new DrawnPopulation.Legs(
                legs.flatMap(field -> field.find("continue"))
                        .map(Field::share)
                        .orElse(Ratio.ZERO)
                        .toDouble(),
                legs.map(field -> field.integer("max", 5)).orElse(5));
    }

    private static Distribution notional(Field notional, long openInterest) {
        Distribution dollars = distribution(notional, PopulationResolver::dollars);
        if (openInterest == 0) {
            checkReachable(
                    notional,
                    dollars,
                    notional.find("cap").map(Field::positiveMoney).orElse(LARGEST) / (double) Money.MICROS);
        }
        return dollars;
    }

    private DrawnPopulation.Leverage leverage(Field leverage, Field shares) {
        Distribution distribution = distribution(leverage, PopulationResolver::positive);
        double cap = leverage.number("cap", LARGEST_LEVERAGE);
        double capShareOfMax = leverage.find("capShareOfMax")
                .map(Field::positiveShare)
                .orElse(Ratio.ONE)
                .toDouble();
        checkReachable(leverage, distribution, cap);
        if (distribution instanceof Distribution.Fixed fixed) {
            for (String name : shares.keys()) {
                double most = capShareOfMax
                        * markets.get(marketNumber(shares.get(name), name))
                                .tiers()
                                .getFirst()
                                .maxLeverage()
                                .toDouble();
                if (fixed.value() > most) {
                    throw leverage.get("fixed")
                            .error(leverage.path() + ".fixed is " + fixed.value() + ", but " + name + " allows " + most
                                    + "; expected at most that");
                }
            }
        }
        return new DrawnPopulation.Leverage(
                distribution,
                cap,
                capShareOfMax,
                leverage.find("notionalReference")
                        .map(PopulationResolver::dollars)
                        .orElse(1000.0),
                leverage.number("notionalExponent", 0));
    }

    private static DrawnPopulation.Entry entry(Optional<Field> entry) {
        return new DrawnPopulation.Entry(
                entry.map(field -> field.number("logMean", 0)).orElse(0.0),
                entry.map(field -> field.number("logDeviation", 0)).orElse(0.0));
    }

    private List<CollateralShare> collateral(Optional<Field> collateral) {
        List<CollateralShare> shares = new ArrayList<>();
        collateral.ifPresent(field -> {
            checkSum(field);
            for (String name : field.keys()) {
                double share = field.get(name).share().toDouble();
                if (!name.equals("USD")) {
                    shares.add(new CollateralShare(assetNumber(field.get(name), name), share));
                }
            }
        });
        shares.sort((a, b) -> Integer.compare(a.asset(), b.asset()));
        return List.copyOf(shares);
    }

    private int marketNumber(Field at, String name) {
        return at.keyNumberIn(
                "market", name, markets.stream().map(MarketSpec::name).toList());
    }

    private int assetNumber(Field at, String name) {
        return at.keyNumberIn(
                "asset", name, assets.stream().map(AssetSpec::name).toList());
    }

    private static void checkSum(Field shares) {
        BigDecimal sum = BigDecimal.ZERO;
        for (String name : shares.keys()) {
            Ratio share = shares.get(name).share();
            sum = sum.add(BigDecimal.valueOf(share.numerator())
                    .divide(BigDecimal.valueOf(share.denominator()), MathContext.DECIMAL128));
        }
        if (sum.subtract(BigDecimal.ONE).abs().compareTo(SHARE_TOLERANCE) > 0) {
            throw shares.error(shares.path() + " add up to "
                    + sum.movePointRight(2)
                            .round(new MathContext(6))
                            .stripTrailingZeros()
                            .toPlainString()
                    + "%; expected 100%");
        }
    }

    static Distribution distribution(Field field, ToDoubleFunction<Field> reader) {
        return switch (field.exactlyOne("lognormal", "pareto", "fixed")) {
            case "lognormal" -> {
                Field lognormal = field.get("lognormal");
                yield new Distribution.Lognormal(
                        reader.applyAsDouble(lognormal.get("median")),
                        lognormal.get("logDeviation").number());
            }
            case "pareto" -> {
                Field pareto = field.get("pareto");
                yield new Distribution.Pareto(
                        reader.applyAsDouble(pareto.get("minimum")),
                        pareto.get("exponent").number());
            }
            default -> new Distribution.Fixed(reader.applyAsDouble(field.get("fixed")));
        };
    }

    static void checkReachable(Field at, Distribution distribution, double cap) {
        double least = switch (distribution) {
            case Distribution.Lognormal lognormal -> 0;
            case Distribution.Pareto pareto -> pareto.minimum();
            case Distribution.Fixed fixed -> fixed.value();
        };
        if (least > cap) {
            throw at.error("impossible population: the cap of " + at.path() + " is below its smallest value ("
                    + BigDecimal.valueOf(cap).stripTrailingZeros().toPlainString() + " < "
                    + BigDecimal.valueOf(least).stripTrailingZeros().toPlainString() + "); expected a higher cap");
        }
    }

    static double dollars(Field field) {
        return field.positiveMoney() / (double) Money.MICROS;
    }

    static double positive(Field field) {
        return field.require(field.number(), value -> value > 0, "above 0");
    }
}
