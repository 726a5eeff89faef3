package io.backstop.scenario.loader;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.model.Money;
import io.backstop.model.Ratio;
import io.backstop.scenario.AssetSpec;
import io.backstop.scenario.CashPopulation;
import io.backstop.scenario.Check;
import io.backstop.scenario.DepthSpec;
import io.backstop.scenario.Distribution;
import io.backstop.scenario.DrawnPopulation;
import io.backstop.scenario.FundingSpec;
import io.backstop.scenario.ImpactSpec;
import io.backstop.scenario.ListedPopulation;
import io.backstop.scenario.MarginTier;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.Observed;
import io.backstop.scenario.PopulationSpec;
import io.backstop.scenario.PriceSpec;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.VenueSpec;
import io.backstop.scenario.debt.DebtSpec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A resolved scenario as canonical YAML and back, exactly: equal scenarios give equal bytes, and what is read is equal to what
 * was written. CSV accounts and prices are inside, so the text alone is enough to run or resume.
 *
 * <p>Amounts are exact dollars ({@code none} for no limit), ratios exact fractions, other real numbers the shortest decimal of
 * their {@code double}.
 */
public final class ResolvedScenarioCodec {
    private static final String FORMAT = "backstop-resolved-1";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ResolvedScenarioCodec() {}

    /** The canonical text. */
    public static String write(ResolvedScenario scenario) {
        ObjectNode root = NODES.objectNode();
        root.put("format", FORMAT);
        root.put("name", scenario.name());
        root.put("title", scenario.title());
        root.put("description", scenario.description());
        root.put("seed", scenario.seed());
        root.put("start", scenario.start());
        root.put("tick", millis(scenario.tickMillis()));
        root.put("ticks", scenario.ticks());
        root.put("maxPasses", scenario.maxPasses());
        ArrayNode markets = root.putArray("markets");
        scenario.markets().forEach(market -> markets.add(market(market)));
        ArrayNode assets = root.putArray("assets");
        scenario.assets().forEach(asset -> assets.add(asset(asset)));
        root.set("venue", venue(scenario.venue()));
        ArrayNode populations = root.putArray("populations");
        scenario.populations().forEach(population -> populations.add(population(population, scenario)));
        ArrayNode observed = root.putArray("observed");
        scenario.observed().forEach(figure -> observed.add(observed(figure)));
        ArrayNode checks = root.putArray("checks");
        scenario.checks().forEach(check -> checks.add(check(check)));
        if (!scenario.debt().isEmpty()) {
            root.set("debt", new DebtCodec(new AssetUnits(scenario.assets())).write(scenario.debt()));
        }
        return CanonicalYaml.write(root);
    }

    /**
     * The scenario of a canonical text.
     *
     * @throws ScenarioException if the text is not one
     */
    public static ResolvedScenario read(String text) {
        try {
            return scenario(text);
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw new ScenarioException("resolved.yaml: damaged: " + e.getMessage(), e);
        }
    }

    private static ResolvedScenario scenario(String text) {
        // Only aliases, which no canonical text has, make more values than characters.
        Field root = Field.root(YamlReader.read("resolved.yaml", text, text.length() + 1));
        if (!root.text("format", "").equals(FORMAT)) {
            throw root.error("format is '" + root.text("format", "") + "'; expected " + FORMAT);
        }
        List<MarketSpec> markets = root.items("markets").stream()
                .map(ResolvedScenarioCodec::market)
                .toList();
        List<AssetSpec> assets =
                root.items("assets").stream().map(ResolvedScenarioCodec::asset).toList();
        return new ResolvedScenario(
                root.get("name").text(),
                root.get("title").text(),
                root.get("description").text(),
                root.get("seed").node().longValue(),
                root.get("tick").duration(),
                root.get("ticks").integer(),
                root.get("start").text(),
                root.get("maxPasses").integer(),
                markets,
                assets,
                venue(root.get("venue")),
                root.items("populations").stream()
                        .map(field -> population(field, markets, assets))
                        .toList(),
                root.items("observed").stream()
                        .map(ResolvedScenarioCodec::observed)
                        .toList(),
                root.items("checks").stream().map(ResolvedScenarioCodec::check).toList(),
                root.find("debt")
                        .map(new DebtCodec(new AssetUnits(assets))::read)
                        .orElse(DebtSpec.NONE));
    }

    /** SHA-256 of the text's UTF-8 bytes, in hexadecimal. */
    public static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static ObjectNode market(MarketSpec market) {
        ObjectNode node = NODES.objectNode();
        node.put("name", market.name());
        node.put("sizeDecimals", market.sizeDecimals());
        node.set("price", price(market.price(), market.priceDecimals()));
        node.set("depth", depth(market.depth()));
        node.set("impact", impact(market.impact()));
        ArrayNode tiers = node.putArray("tiers");
        for (MarginTier tier : market.tiers()) {
            ObjectNode each = tiers.addObject();
            each.put("from", money(tier.floor()));
            each.put("rate", ratio(tier.rate()));
            each.put("deductionMicros", ratio(tier.deduction()));
            each.put("maxLeverage", ratio(tier.maxLeverage()));
        }
        FundingSpec funding = market.funding();
        if (funding != null) {
            ObjectNode each = node.putObject("funding");
            each.put("interval", millis(funding.intervalMillis()));
            each.put("interest", ratio(funding.interest()));
            each.put("clamp", ratio(funding.clamp()));
            each.put("cap", ratio(funding.cap()));
        }
        return node;
    }

    private static MarketSpec market(Field market) {
        int sizeDecimals = market.get("sizeDecimals").integer();
        return new MarketSpec(
                market.get("name").text(),
                sizeDecimals,
                price(market.get("price"), 6 - sizeDecimals),
                depth(market.get("depth")),
                impact(market.get("impact")),
                market.items("tiers").stream()
                        .map(tier -> new MarginTier(
                                tier.get("from").money(),
                                tier.get("rate").ratio(),
                                tier.get("deductionMicros").ratio(),
                                tier.get("maxLeverage").ratio()))
                        .toList(),
                funding(market.find("funding")));
    }

    private static @Nullable FundingSpec funding(Optional<Field> funding) {
        if (funding.isEmpty()) {
            return null;
        }
        Field field = funding.get();
        return new FundingSpec(
                field.get("interval").duration(),
                field.get("interest").ratio(),
                field.get("clamp").ratio(),
                field.get("cap").ratio());
    }

    private static ObjectNode asset(AssetSpec asset) {
        ObjectNode node = NODES.objectNode();
        node.put("name", asset.name());
        node.put("unitDecimals", asset.unitDecimals());
        node.set("price", price(asset.price(), 6 - asset.unitDecimals()));
        node.set("depth", depth(asset.depth()));
        node.set("impact", impact(asset.impact()));
        node.put("haircut", ratio(asset.haircut()));
        return node;
    }

    private static AssetSpec asset(Field asset) {
        int unitDecimals = asset.get("unitDecimals").integer();
        return new AssetSpec(
                asset.get("name").text(),
                unitDecimals,
                price(asset.get("price"), 6 - unitDecimals),
                depth(asset.get("depth")),
                impact(asset.get("impact")),
                asset.get("haircut").ratio());
    }

    private static ObjectNode price(PriceSpec price, int decimals) {
        ObjectNode node = NODES.objectNode();
        switch (price) {
            case PriceSpec.Path path -> {
                node.put("kind", "path");
                node.put("interpolation", word(path.interpolation()));
                StringBuilder points = new StringBuilder();
                for (int i = 0; i < path.prices().length; i++) {
                    points.append(path.atMillis()[i])
                            .append("ms ")
                            .append(Money.decimal(path.prices()[i], decimals))
                            .append('\n');
                }
                node.put("points", points.toString());
            }
            case PriceSpec.GeometricBrownianMotion gbm -> {
                node.put("kind", "gbm");
                node.put("start", Money.decimal(gbm.start(), decimals) + " USD");
                node.put("drift", gbm.drift());
                node.put("volatility", gbm.volatility());
            }
            case PriceSpec.JumpDiffusion jump -> {
                node.put("kind", "jumpDiffusion");
                node.put("start", Money.decimal(jump.start(), decimals) + " USD");
                node.put("drift", jump.drift());
                node.put("volatility", jump.volatility());
                node.put("jumpsPerHour", jump.jumpsPerHour());
                node.put("jumpMean", jump.jumpMean());
                node.put("jumpDeviation", jump.jumpDeviation());
            }
        }
        return node;
    }

    private static PriceSpec price(Field price, int decimals) {
        return switch (price.get("kind").text()) {
            case "path" -> {
                List<String[]> points = rows(price.get("points"));
                yield new PriceSpec.Path(
                        points.stream()
                                .mapToLong(point -> Quantity.duration(point[0]))
                                .toArray(),
                        points.stream()
                                .mapToLong(point -> grid(point[1], decimals))
                                .toArray(),
                        constant(price.get("interpolation"), PriceSpec.Interpolation.values()));
            }
            case "gbm" ->
                new PriceSpec.GeometricBrownianMotion(
                        start(price, decimals),
                        price.get("drift").number(),
                        price.get("volatility").number());
            default ->
                new PriceSpec.JumpDiffusion(
                        start(price, decimals),
                        price.get("drift").number(),
                        price.get("volatility").number(),
                        price.get("jumpsPerHour").number(),
                        price.get("jumpMean").number(),
                        price.get("jumpDeviation").number());
        };
    }

    private static long start(Field price, int decimals) {
        return Quantity.dollars(price.get("start").text())
                .movePointRight(decimals)
                .longValueExact();
    }

    private static long grid(String dollars, int decimals) {
        return new BigDecimal(dollars).movePointRight(decimals).longValueExact();
    }

    private static ObjectNode depth(DepthSpec depth) {
        ObjectNode node = NODES.objectNode();
        node.put("sellPerSecond", money(depth.sellPerSecond()));
        node.put("buyPerSecond", money(depth.buyPerSecond()));
        StringBuilder profile = new StringBuilder();
        for (int i = 0; i < depth.profileAtMillis().length; i++) {
            profile.append(depth.profileAtMillis()[i])
                    .append("ms ")
                    .append(depth.profileShare()[i])
                    .append('\n');
        }
        node.put("profile", profile.toString());
        return node;
    }

    private static DepthSpec depth(Field depth) {
        List<String[]> profile = rows(depth.get("profile"));
        return new DepthSpec(
                depth.get("sellPerSecond").money(),
                depth.get("buyPerSecond").money(),
                profile.stream().mapToLong(point -> Quantity.duration(point[0])).toArray(),
                profile.stream()
                        .mapToDouble(point -> Double.parseDouble(point[1]))
                        .toArray());
    }

    private static ObjectNode impact(ImpactSpec impact) {
        ObjectNode node = NODES.objectNode();
        node.put("model", word(impact.model()));
        node.put("executionCost", impact.executionCost());
        node.put("permanentPerSecond", impact.permanentPerSecond());
        node.put("halfLife", impact.halfLifeMillis() == Long.MAX_VALUE ? "never" : millis(impact.halfLifeMillis()));
        return node;
    }

    private static ImpactSpec impact(Field impact) {
        Field halfLife = impact.get("halfLife");
        return new ImpactSpec(
                constant(impact.get("model"), ImpactSpec.Model.values()),
                impact.get("executionCost").number(),
                impact.get("permanentPerSecond").number(),
                halfLife.text().equals("never") ? Long.MAX_VALUE : halfLife.duration());
    }

    private static ObjectNode venue(VenueSpec venue) {
        ObjectNode node = NODES.objectNode();
        node.put("name", venue.name());
        node.put("preset", venue.preset());
        ObjectNode liquidation = node.putObject("liquidation");
        liquidation.put("style", word(venue.liquidation().style()));
        liquidation.put("threshold", money(venue.liquidation().threshold()));
        liquidation.put("fraction", ratio(venue.liquidation().fraction()));
        liquidation.put("coolDown", millis(venue.liquidation().coolDownMillis()));
        liquidation.put("minimumNotional", money(venue.liquidation().minimumNotional()));
        liquidation.put("maximumNotional", money(venue.liquidation().maximumNotional()));
        node.put("orderLimit", word(venue.orderLimit()));
        node.put("fee", ratio(venue.fee()));
        ObjectNode takeover = node.putObject("takeover");
        takeover.put("by", word(venue.takeover().by()));
        takeover.put("line", ratio(venue.takeover().line()));
        ObjectNode vault = node.putObject("vault");
        vault.put("equity", money(venue.vault().equity()));
        vault.put("parent", money(venue.vault().parent()));
        vault.put("unwindShare", ratio(venue.vault().unwindShare()));
        vault.put("deleverageShare", ratio(venue.vault().deleverageShare()));
        vault.put("lossThreshold", money(venue.vault().lossThreshold()));
        vault.put("inventoryCap", money(venue.vault().inventoryCap()));
        ObjectNode fund = node.putObject("fund");
        fund.put("balance", money(venue.fund().balance()));
        fund.put("capPerEvent", money(venue.fund().capPerEvent()));
        fund.put("capPerTick", money(venue.fund().capPerTick()));
        fund.put("inventoryLimit", money(venue.fund().inventoryLimit()));
        fund.put("unwindShare", ratio(venue.fund().unwindShare()));
        ObjectNode adl = node.putObject("adl");
        adl.put("trigger", word(venue.adl().trigger()));
        adl.put("ranking", word(venue.adl().ranking()));
        adl.put("allocation", word(venue.adl().allocation()));
        adl.put("price", word(venue.adl().price()));
        node.put("residual", word(venue.residual()));
        return node;
    }

    private static VenueSpec venue(Field venue) {
        Field liquidation = venue.get("liquidation");
        Field takeover = venue.get("takeover");
        Field vault = venue.get("vault");
        Field fund = venue.get("fund");
        Field adl = venue.get("adl");
        return new VenueSpec(
                venue.get("name").text(),
                venue.get("preset").text(),
                new VenueSpec.Liquidation(
                        constant(liquidation.get("style"), VenueSpec.Liquidation.Style.values()),
                        liquidation.get("threshold").money(),
                        liquidation.get("fraction").ratio(),
                        liquidation.get("coolDown").duration(),
                        liquidation.get("minimumNotional").money(),
                        liquidation.get("maximumNotional").moneyOrNone()),
                constant(venue.get("orderLimit"), VenueSpec.OrderLimit.values()),
                venue.get("fee").ratio(),
                new VenueSpec.Takeover(
                        constant(takeover.get("by"), VenueSpec.Takeover.By.values()),
                        takeover.get("line").ratio()),
                new VenueSpec.Vault(
                        vault.get("equity").money(),
                        vault.get("parent").money(),
                        vault.get("unwindShare").ratio(),
                        vault.get("deleverageShare").ratio(),
                        vault.get("lossThreshold").money(),
                        vault.get("inventoryCap").moneyOrNone()),
                new VenueSpec.Fund(
                        fund.get("balance").money(),
                        fund.get("capPerEvent").moneyOrNone(),
                        fund.get("capPerTick").moneyOrNone(),
                        fund.get("inventoryLimit").moneyOrNone(),
                        fund.get("unwindShare").ratio()),
                new VenueSpec.Adl(
                        constant(adl.get("trigger"), VenueSpec.Adl.Trigger.values()),
                        constant(adl.get("ranking"), VenueSpec.Adl.Ranking.values()),
                        constant(adl.get("allocation"), VenueSpec.Adl.Allocation.values()),
                        constant(adl.get("price"), VenueSpec.Adl.AdlPrice.values())),
                constant(venue.get("residual"), VenueSpec.Residual.values()));
    }

    private static ObjectNode population(PopulationSpec population, ResolvedScenario scenario) {
        return switch (population) {
            case DrawnPopulation drawn -> drawn(drawn, scenario);
            case CashPopulation cash -> cash(cash);
            case ListedPopulation listed -> listed(listed, scenario);
        };
    }

    private static PopulationSpec population(Field field, List<MarketSpec> markets, List<AssetSpec> assets) {
        return switch (field.get("kind").text()) {
            case "drawn" -> drawn(field, names(markets, assets));
            case "cash" ->
                new CashPopulation(
                        field.get("name").text(),
                        field.get("count").integer(),
                        distribution(field.get("cash")),
                        field.get("cap").money());
            default -> listed(field, names(markets, assets), markets.size(), assets.size());
        };
    }

    /** Names of markets and assets by number. */
    private record Names(List<String> markets, List<String> assets) {}

    private static Names names(List<MarketSpec> markets, List<AssetSpec> assets) {
        return new Names(
                markets.stream().map(MarketSpec::name).toList(),
                assets.stream().map(AssetSpec::name).toList());
    }

    private static ObjectNode drawn(DrawnPopulation drawn, ResolvedScenario scenario) {
        ObjectNode node = NODES.objectNode();
        node.put("kind", "drawn");
        node.put("name", drawn.name());
        node.put("count", drawn.count());
        node.put("longShare", drawn.longShare());
        node.put("openInterest", money(drawn.openInterest()));
        ArrayNode markets = node.putArray("markets");
        for (DrawnPopulation.MarketWeight weight : drawn.markets()) {
            ObjectNode each = markets.addObject();
            each.put("market", scenario.markets().get(weight.market()).name());
            each.put("share", weight.share());
            each.put("weight", weight.weight());
            each.put("scale", weight.scale());
            each.put("legCap", money(weight.legCap()));
        }
        ObjectNode legs = node.putObject("legs");
        legs.put("more", drawn.legs().more());
        legs.put("max", drawn.legs().max());
        node.set("notional", distribution(drawn.notional()));
        node.put("perLegLogDeviation", drawn.perLegLogDeviation());
        ObjectNode leverage = node.putObject("leverage");
        leverage.set("distribution", distribution(drawn.leverage().distribution()));
        leverage.put("cap", drawn.leverage().cap());
        leverage.put("capShareOfMax", drawn.leverage().capShareOfMax());
        leverage.put("reference", drawn.leverage().reference());
        leverage.put("exponent", drawn.leverage().exponent());
        ObjectNode entry = node.putObject("entry");
        entry.put("logMean", drawn.entry().logMean());
        entry.put("logDeviation", drawn.entry().logDeviation());
        ArrayNode collateral = node.putArray("collateral");
        for (DrawnPopulation.CollateralShare share : drawn.collateral()) {
            ObjectNode each = collateral.addObject();
            each.put("asset", scenario.assets().get(share.asset()).name());
            each.put("share", share.share());
        }
        return node;
    }

    private static DrawnPopulation drawn(Field drawn, Names names) {
        Field leverage = drawn.get("leverage");
        return new DrawnPopulation(
                drawn.get("name").text(),
                drawn.get("count").integer(),
                drawn.get("longShare").number(),
                drawn.get("openInterest").money(),
                drawn.items("markets").stream()
                        .map(weight -> new DrawnPopulation.MarketWeight(
                                number(weight.get("market"), names.markets()),
                                weight.get("share").number(),
                                weight.get("weight").number(),
                                weight.get("scale").number(),
                                weight.get("legCap").money()))
                        .toList(),
                new DrawnPopulation.Legs(
                        drawn.get("legs").get("more").number(),
                        drawn.get("legs").get("max").integer()),
                distribution(drawn.get("notional")),
                drawn.get("perLegLogDeviation").number(),
                new DrawnPopulation.Leverage(
                        distribution(leverage.get("distribution")),
                        leverage.get("cap").number(),
                        leverage.get("capShareOfMax").number(),
                        leverage.get("reference").number(),
                        leverage.get("exponent").number()),
                new DrawnPopulation.Entry(
                        drawn.get("entry").get("logMean").number(),
                        drawn.get("entry").get("logDeviation").number()),
                drawn.items("collateral").stream()
                        .map(share -> new DrawnPopulation.CollateralShare(
                                number(share.get("asset"), names.assets()),
                                share.get("share").number()))
                        .toList());
    }

    private static ObjectNode cash(CashPopulation cash) {
        ObjectNode node = NODES.objectNode();
        node.put("kind", "cash");
        node.put("name", cash.name());
        node.put("count", cash.count());
        node.set("cash", distribution(cash.cash()));
        node.put("cap", money(cash.cap()));
        return node;
    }

    /** A line for each account: its name, cash, legs as market:size:cost, collateral as asset=units. */
    private static ObjectNode listed(ListedPopulation listed, ResolvedScenario scenario) {
        StringBuilder rows = new StringBuilder();
        for (int account = 0; account < listed.count(); account++) {
            rows.append(listed.accounts().get(account)).append(' ').append(listed.cash()[account]);
            for (int leg = listed.legStart()[account]; leg < listed.legStart()[account + 1]; leg++) {
                rows.append(' ')
                        .append(scenario.markets().get(listed.market()[leg]).name())
                        .append(':')
                        .append(listed.size()[leg])
                        .append(':')
                        .append(listed.openCost()[leg]);
            }
            for (int asset = 0; asset < listed.collateral().length; asset++) {
                if (listed.collateral()[asset][account] != 0) {
                    rows.append(' ')
                            .append(scenario.assets().get(asset).name())
                            .append('=')
                            .append(listed.collateral()[asset][account]);
                }
            }
            rows.append('\n');
        }
        ObjectNode node = NODES.objectNode();
        node.put("kind", "listed");
        node.put("name", listed.name());
        node.put("rows", rows.toString());
        return node;
    }

    private static ListedPopulation listed(Field listed, Names names, int markets, int assets) {
        List<String[]> rows = rows(listed.get("rows"));
        int most = rows.stream().mapToInt(row -> Math.min(markets, row.length)).sum();
        long[] cash = new long[rows.size()];
        int[] legStart = new int[rows.size() + 1];
        int[] market = new int[most];
        long[] size = new long[most];
        long[] openCost = new long[most];
        long[][] collateral = new long[assets][rows.size()];
        List<String> accounts = new ArrayList<>();
        int legs = 0;
        for (int account = 0; account < rows.size(); account++) {
            String[] row = rows.get(account);
            accounts.add(row[0]);
            cash[account] = Long.parseLong(row[1]);
            for (int part = 2; part < row.length; part++) {
                String[] leg = row[part].split(":", -1);
                String[] holding = row[part].split("=", -1);
                if (leg.length == 3) {
                    market[legs] = names.markets().indexOf(leg[0]);
                    size[legs] = Long.parseLong(leg[1]);
                    openCost[legs] = Long.parseLong(leg[2]);
                    legs++;
                } else {
                    collateral[names.assets().indexOf(holding[0])][account] = Long.parseLong(holding[1]);
                }
            }
            legStart[account + 1] = legs;
        }
        return new ListedPopulation(
                listed.get("name").text(),
                List.copyOf(accounts),
                cash,
                legStart,
                Arrays.copyOf(market, legs),
                Arrays.copyOf(size, legs),
                Arrays.copyOf(openCost, legs),
                collateral);
    }

    static ObjectNode distribution(Distribution distribution) {
        ObjectNode node = NODES.objectNode();
        switch (distribution) {
            case Distribution.Lognormal lognormal -> {
                node.put("kind", "lognormal");
                node.put("median", lognormal.median());
                node.put("logDeviation", lognormal.logDeviation());
            }
            case Distribution.Pareto pareto -> {
                node.put("kind", "pareto");
                node.put("minimum", pareto.minimum());
                node.put("exponent", pareto.exponent());
            }
            case Distribution.Fixed fixed -> {
                node.put("kind", "fixed");
                node.put("value", fixed.value());
            }
        }
        return node;
    }

    static Distribution distribution(Field field) {
        return switch (field.get("kind").text()) {
            case "lognormal" ->
                new Distribution.Lognormal(
                        field.get("median").number(), field.get("logDeviation").number());
            case "pareto" ->
                new Distribution.Pareto(
                        field.get("minimum").number(), field.get("exponent").number());
            default -> new Distribution.Fixed(field.get("value").number());
        };
    }

    private static ObjectNode observed(Observed observed) {
        ObjectNode node = NODES.objectNode();
        node.put("measure", observed.measure());
        node.put("value", observed.value().toPlainString());
        node.put("source", observed.source());
        node.put("factor", observed.factor().toPlainString());
        node.put("fitted", observed.fitted());
        return node;
    }

    private static Observed observed(Field field) {
        return new Observed(
                field.get("measure").text(),
                decimal(field.get("value")),
                field.get("source").text(),
                decimal(field.get("factor")),
                field.flag("fitted", false));
    }

    private static ObjectNode check(Check check) {
        ObjectNode node = NODES.objectNode();
        node.put("measure", check.measure());
        node.put("relation", word(check.relation()));
        node.put("value", check.value().toPlainString());
        return node;
    }

    private static Check check(Field field) {
        return new Check(
                field.get("measure").text(),
                constant(field.get("relation"), Check.Relation.values()),
                decimal(field.get("value")));
    }

    private static BigDecimal decimal(Field field) {
        return ScenarioResolver.normal(new BigDecimal(field.text()));
    }

    static List<String[]> rows(Field field) {
        return field.text().lines().map(line -> line.split(" ", -1)).toList();
    }

    private static int number(Field field, List<String> names) {
        return field.require(names.indexOf(field.text()), index -> index >= 0, "a name above");
    }

    static String money(long micros) {
        return micros == Long.MAX_VALUE ? "none" : Money.format(micros) + " USD";
    }

    static String millis(long millis) {
        return millis + "ms";
    }

    static String ratio(Ratio ratio) {
        return ratio.numerator() + "/" + ratio.denominator();
    }

    /** A constant as scenario files write it: {@code PREVIOUS_MARK} is {@code previousMark}. */
    static String word(Enum<?> constant) {
        StringBuilder word = new StringBuilder();
        for (String part : constant.name().split("_", -1)) {
            String lower = part.toLowerCase(Locale.ROOT);
            word.append(word.isEmpty() ? lower : part.charAt(0) + lower.substring(1));
        }
        return word.toString();
    }

    static <E extends Enum<E>> E constant(Field field, E[] values) {
        return Arrays.stream(values)
                .filter(value -> word(value).equals(field.text()))
                .findFirst()
                .orElseThrow(() -> field.error("unknown word '" + field.text() + "'"));
    }
}
