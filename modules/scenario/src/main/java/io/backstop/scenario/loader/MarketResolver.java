package io.backstop.scenario.loader;

import io.backstop.model.Ratio;
import io.backstop.model.Rounding;
import io.backstop.scenario.AssetSpec;
import io.backstop.scenario.DepthSpec;
import io.backstop.scenario.FundingSpec;
import io.backstop.scenario.ImpactSpec;
import io.backstop.scenario.MarginTier;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.PriceSpec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Resolves markets and collateral assets. */
final class MarketResolver {
    private static final int DECIMALS = 6;
    private static final List<String> BUDGETS = List.of("perSecond", "share", "sellPerSecond", "buyPerSecond");
    private static final Map<String, ImpactSpec.Model> MODELS = new TreeMap<>(Map.of(
            "linear", ImpactSpec.Model.LINEAR,
            "exponential", ImpactSpec.Model.EXPONENTIAL,
            "squareRoot", ImpactSpec.Model.SQUARE_ROOT));

    private final Optional<Field> defaults;
    private final @Nullable Path directory;
    private final Optional<Instant> start;
    private final long tickMillis;

    MarketResolver(Optional<Field> defaults, @Nullable Path directory, Optional<Instant> start, long tickMillis) {
        this.defaults = defaults;
        this.directory = directory;
        this.start = start;
        this.tickMillis = tickMillis;
    }

    MarketSpec market(Field market) {
        Field price = market.get("price");
        BigDecimal opening = opening(price);
        int sizeDecimals = market.integer("sizeDecimals", decimalsOfUnit(opening));
        return new MarketSpec(
                market.get("name").text(),
                sizeDecimals,
                price(price, opening, DECIMALS - sizeDecimals),
                depth(Layered.of(market, "depth", defaults)),
                impact(Layered.of(market, "impact", defaults)),
                tiers(market),
                funding(Layered.of(market, "funding", defaults)));
    }

    AssetSpec asset(Field asset) {
        Field price = asset.get("price");
        BigDecimal opening = opening(price);
        int unitDecimals = asset.integer("unitDecimals", decimalsOfUnit(opening));
        return new AssetSpec(
                asset.get("name").text(),
                unitDecimals,
                price(price, opening, DECIMALS - unitDecimals),
                depth(Layered.of(asset, "depth", Optional.empty())),
                impact(Layered.of(asset, "impact", defaults)),
                asset.find("haircut").map(Field::share).orElse(Ratio.ZERO));
    }

    /** The decimals for which a unit is worth 1 to 10 dollars, as far as 0 to 6 reaches. */
    private static int decimalsOfUnit(BigDecimal price) {
        int exponent = price.precision() - price.scale() - 1;
        return Math.max(0, Math.min(DECIMALS, exponent));
    }

    private BigDecimal opening(Field price) {
        if (price.has("csv")) {
            price.exactlyOne("start", "csv");
            return csv(price).dollars().getFirst();
        }
        Field start = price.get("start");
        start.positiveMoney();
        return Quantity.dollars(start.text());
    }

    private PriceSeries csv(Field price) {
        return PriceCsv.read(price.get("csv"), directory, start);
    }

    private PriceSpec price(Field price, BigDecimal opening, int decimals) {
        long first = grid(price, opening, BigInteger.ONE, BigInteger.ONE, decimals);
        boolean alone = price.keys().equals(List.of("start"));
        return switch (alone ? "start" : price.exactlyOne("path", "drop", "csv", "gbm", "jumpDiffusion")) {
            case "start" -> new PriceSpec.Path(new long[] {0}, new long[] {first}, PriceSpec.Interpolation.LOG_LINEAR);
            case "path" -> path(price.get("path").items(), opening, decimals);
            case "drop" -> drop(price.get("drop"), opening, decimals);
            case "csv" -> csvPath(price, decimals);
            case "gbm" -> {
                Field gbm = price.get("gbm");
                yield new PriceSpec.GeometricBrownianMotion(first, real(gbm, "drift"), volatility(gbm));
            }
            default -> {
                Field jump = price.get("jumpDiffusion");
                yield new PriceSpec.JumpDiffusion(
                        first,
                        real(jump, "drift"),
                        volatility(jump),
                        jump.get("jumpsPerHour").number(),
                        real(jump, "jumpMean"),
                        jump.find("jumpDeviation")
                                .map(Field::nonNegativeRatio)
                                .orElse(Ratio.ZERO)
                                .toDouble());
            }
        };
    }

    private static double real(Field model, String key) {
        return model.find(key).map(Field::ratio).orElse(Ratio.ZERO).toDouble();
    }

    private static double volatility(Field model) {
        return model.get("volatility").nonNegativeRatio().toDouble();
    }

    private static PriceSpec path(List<Field> points, BigDecimal opening, int decimals) {
        long[] times = Timeline.times(points);
        long[] prices = new long[times.length];
        for (int i = 0; i < times.length; i++) {
            Field point = points.get(i);
            if (point.exactlyOne("change", "price").equals("price")) {
                Field price = point.get("price");
                price.positiveMoney();
                prices[i] = grid(price, Quantity.dollars(price.text()), BigInteger.ONE, BigInteger.ONE, decimals);
            } else {
                prices[i] = changed(point.get("change"), Ratio.ONE, 1, opening, decimals);
            }
        }
        if (prices[0] != grid(points.getFirst(), opening, BigInteger.ONE, BigInteger.ONE, decimals)) {
            throw points.getFirst().error(points.getFirst().path() + " differs from start; expected change: 0%");
        }
        return new PriceSpec.Path(times, prices, PriceSpec.Interpolation.LOG_LINEAR);
    }

    private PriceSpec drop(Field drop, BigDecimal opening, int decimals) {
        List<Field> shape = defaults.map(field -> field.items("pathShape")).orElse(List.of());
        if (shape.isEmpty()) {
            throw drop.error(
                    drop.path() + " needs marketDefaults.pathShape; expected points such as {at: 0s, share: 0}");
        }
        long[] times = Timeline.times(shape);
        long[] prices = new long[times.length];
        for (int i = 0; i < times.length; i++) {
            Field share = shape.get(i).get("share");
            Ratio of = i == 0 ? share.require(share.ratio(), Ratio.ZERO::equals, "0 at 0s") : share.ratio();
            prices[i] = changed(drop, of, -1, opening, decimals);
        }
        return new PriceSpec.Path(times, prices, PriceSpec.Interpolation.LOG_LINEAR);
    }

    private PriceSpec csvPath(Field price, int decimals) {
        PriceSeries series = csv(price);
        long[] prices = series.dollars().stream()
                .mapToLong(dollars -> grid(price.get("csv"), dollars, BigInteger.ONE, BigInteger.ONE, decimals))
                .toArray();
        boolean step = price.get("csv").text("interpolation", "logLinear").equals("step");
        return new PriceSpec.Path(
                series.atMillis(), prices, step ? PriceSpec.Interpolation.STEP : PriceSpec.Interpolation.LOG_LINEAR);
    }

    /** {@code opening * (1 + sign * change * share)} on the grid. */
    private static long changed(Field change, Ratio share, int sign, BigDecimal opening, int decimals) {
        Ratio ratio = change.ratio();
        BigInteger denominator =
                BigInteger.valueOf(ratio.denominator()).multiply(BigInteger.valueOf(share.denominator()));
        BigInteger step = BigInteger.valueOf(ratio.numerator()).multiply(BigInteger.valueOf(share.numerator()));
        return grid(change, opening, denominator.add(step.multiply(BigInteger.valueOf(sign))), denominator, decimals);
    }

    /** {@code dollars * numerator / denominator} in units of the price grid, rounded half-even. */
    private static long grid(Field at, BigDecimal dollars, BigInteger numerator, BigInteger denominator, int decimals) {
        BigDecimal units = dollars.movePointRight(decimals)
                .multiply(new BigDecimal(numerator))
                .divide(new BigDecimal(denominator), 0, RoundingMode.HALF_EVEN);
        if (units.signum() <= 0) {
            throw at.error(at.path() + " gives a price of " + units + " at " + decimals
                    + " decimals; expected a price above 0 (a fall below 100%, fewer sizeDecimals)");
        }
        if (units.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw at.error(at.path() + " gives a price that does not fit; expected a lower one");
        }
        return units.longValueExact();
    }

    private DepthSpec depth(Layered depth) {
        List<Field> profile = depth.find("profile").map(Field::items).orElse(List.of());
        long[] times = profile.isEmpty() ? new long[] {0} : Timeline.times(profile);
        double[] shares = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            shares[i] = profile.isEmpty()
                    ? 1
                    : profile.get(i).get("share").nonNegativeRatio().toDouble();
        }
        Field budget = depth.own()
                .filter(MarketResolver::hasBudget)
                .or(() -> depth.defaults().filter(MarketResolver::hasBudget))
                .orElseThrow(() -> depth.at()
                        .error("missing depth of " + depth.at().path()
                                + "; expected depth: {perSecond: 10M USD} here or in marketDefaults"));
        return switch (budget.exactlyOne("perSecond", "share", "sellPerSecond")) {
            case "sellPerSecond" ->
                new DepthSpec(
                        budget.get("sellPerSecond").nonNegativeMoney(),
                        budget.get("buyPerSecond").nonNegativeMoney(),
                        times,
                        shares);
            case "share" -> {
                long part = shareOfShared(budget.get("share"));
                yield new DepthSpec(part, part, times, shares);
            }
            default -> {
                long perSecond = budget.get("perSecond").nonNegativeMoney();
                yield new DepthSpec(perSecond, perSecond, times, shares);
            }
        };
    }

    private static boolean hasBudget(Field depth) {
        return BUDGETS.stream().anyMatch(depth::has);
    }

    private long shareOfShared(Field share) {
        long whole = defaults.flatMap(field -> field.find("depth"))
                .flatMap(field -> field.find("perSecond"))
                .orElseThrow(() ->
                        share.error(share.path() + " needs marketDefaults.depth.perSecond; expected it or perSecond"))
                .nonNegativeMoney();
        return share.nonNegativeRatio().times(whole, Rounding.HALF_EVEN);
    }

    private static ImpactSpec impact(Layered impact) {
        return new ImpactSpec(
                impact.find("model").map(field -> field.choice(MODELS)).orElse(ImpactSpec.Model.LINEAR),
                impact.find("executionCost")
                        .map(Field::rate)
                        .orElse(Ratio.of(2, 100))
                        .toDouble(),
                impact.find("permanentPerSecond")
                        .map(Field::nonNegativeRatio)
                        .orElse(Ratio.of(4, 1000))
                        .toDouble(),
                impact.find("halfLife")
                        .map(field -> field.text().equals("never") ? Long.MAX_VALUE : field.positiveDuration())
                        .orElse(60_000L));
    }

    private @Nullable FundingSpec funding(Layered funding) {
        if (!funding.isPresent()) {
            return null;
        }
        long interval = funding.find("interval")
                .map(field -> field.require(
                        field.positiveDuration(), millis -> millis % tickMillis == 0, "a multiple of the tick"))
                .orElse(3_600_000L);
        return new FundingSpec(
                interval,
                funding.find("interest").map(Field::ratio).orElse(Ratio.of(1, 10_000)),
                funding.find("clamp").map(Field::nonNegativeRatio).orElse(Ratio.of(5, 10_000)),
                funding.find("cap").map(Field::nonNegativeRatio).orElse(Ratio.of(4, 100)));
    }

    private List<MarginTier> tiers(Field market) {
        Field margin = market.find("margin")
                .or(() -> defaults.flatMap(field -> field.find("margin")))
                .orElseThrow(() -> market.error("missing margin of " + market.path()
                        + "; expected margin: {maxLeverage: 40} here or in marketDefaults"));
        if (margin.exactlyOne("maxLeverage", "tiers").equals("maxLeverage")) {
            Ratio leverage = leverage(margin.get("maxLeverage"));
            return List.of(new MarginTier(0, halfOfInverse(leverage), Ratio.ZERO, leverage));
        }
        List<MarginTier> tiers = new ArrayList<>();
        for (Field each : margin.get("tiers").items()) {
            tiers.add(tier(each, tiers.isEmpty() ? null : tiers.getLast()));
        }
        return List.copyOf(tiers);
    }

    private static MarginTier tier(Field tier, @Nullable MarginTier before) {
        long floor = tier.get("from").money();
        Optional<Ratio> given = tier.find("maxLeverage").map(MarketResolver::leverage);
        Ratio rate = tier.find("rate")
                .map(field -> field.require(
                        field.ratio(),
                        ratio -> ratio.compareTo(Ratio.ZERO) > 0 && ratio.compareTo(Ratio.ONE) < 0,
                        "above 0 and below 100%"))
                .or(() -> given.map(MarketResolver::halfOfInverse))
                .orElseThrow(() -> tier.error(tier.path() + " has neither rate nor maxLeverage; expected one or both"));
        Ratio leverage = given.orElse(halfOfInverse(rate));
        if (exceeds(rate, leverage)) {
            throw tier.error(
                    tier.path() + " has a maintenance rate above 1/maxLeverage; expected it below the initial margin");
        }
        if (before == null) {
            if (floor != 0) {
                throw tier.get("from")
                        .error("the first tier begins at '" + tier.get("from").text() + "'; expected 0 USD");
            }
            return new MarginTier(0, rate, Ratio.ZERO, leverage);
        }
        if (floor <= before.floor()) {
            throw tier.get("from")
                    .error("margin tiers overlap: " + tier.path() + " begins at '"
                            + tier.get("from").text() + "', not after the tier before; expected ascending from");
        }
        if (rate.compareTo(before.rate()) <= 0 || leverage.compareTo(before.maxLeverage()) > 0) {
            throw tier.error(tier.path() + " asks for less margin than the tier before; expected ascending rates");
        }
        return new MarginTier(floor, rate, deduction(tier, floor, rate, before), leverage);
    }

    /** {@code before.deduction + floor * (rate - before.rate)}, exact. */
    private static Ratio deduction(Field tier, long floor, Ratio rate, MarginTier before) {
        BigInteger common = BigInteger.valueOf(rate.denominator())
                .multiply(BigInteger.valueOf(before.rate().denominator()))
                .multiply(BigInteger.valueOf(before.deduction().denominator()));
        BigInteger numerator = part(rate, common)
                .subtract(part(before.rate(), common))
                .multiply(BigInteger.valueOf(floor))
                .add(part(before.deduction(), common));
        BigInteger divisor = numerator.gcd(common);
        try {
            return new Ratio(
                    numerator.divide(divisor).longValueExact(),
                    common.divide(divisor).longValueExact());
        } catch (ArithmeticException e) {
            throw tier.error("the deduction of " + tier.path() + " does not fit; expected rounder rates")
                    .causedBy(e);
        }
    }

    private static BigInteger part(Ratio ratio, BigInteger common) {
        return common.divide(BigInteger.valueOf(ratio.denominator())).multiply(BigInteger.valueOf(ratio.numerator()));
    }

    private static boolean exceeds(Ratio rate, Ratio leverage) {
        return rate.compareTo(inverse(leverage)) > 0;
    }

    private static Ratio inverse(Ratio ratio) {
        long over = ratio.denominator();
        return Ratio.of(over, ratio.numerator());
    }

    private static Ratio halfOfInverse(Ratio ratio) {
        return Ratio.of(ratio.denominator(), Math.multiplyExact(2, ratio.numerator()));
    }

    private static Ratio leverage(Field field) {
        try {
            Ratio ratio = Ratio.of(field.node().decimalValue());
            return field.require(ratio, value -> value.compareTo(Ratio.of(10_000, 1)) <= 0, "at most 10000");
        } catch (ArithmeticException e) {
            throw field.error(field.path() + " has too many digits; expected a number such as 40")
                    .causedBy(e);
        }
    }
}
