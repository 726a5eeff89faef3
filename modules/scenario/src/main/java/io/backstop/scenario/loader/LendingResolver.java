package io.backstop.scenario.loader;

import io.backstop.model.Ratio;
import io.backstop.scenario.debt.LendingPopulation;
import io.backstop.scenario.debt.LendingSpec;
import io.backstop.scenario.debt.LendingSpec.KeeperSpec;
import io.backstop.scenario.debt.LendingSpec.LiquidationSpec;
import io.backstop.scenario.debt.LendingSpec.OnDeficit;
import io.backstop.scenario.debt.LendingSpec.Preset;
import io.backstop.scenario.debt.LendingSpec.Redemption;
import io.backstop.scenario.debt.LendingSpec.RunSpec;
import io.backstop.scenario.debt.LendingSpec.SafetySpec;
import io.backstop.scenario.debt.MakerSpec;
import io.backstop.scenario.debt.ReserveSpec;
import io.backstop.scenario.debt.ReserveSpec.RateSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Resolves lending protocols: a preset and what differs from it. */
final class LendingResolver {
    private static final Map<String, Preset> PRESETS =
            new TreeMap<>(Map.of("aave-v3", Preset.AAVE_V3, "maker-2020", Preset.MAKER_2020));
    private static final Map<String, OnDeficit> ON_DEFICIT =
            new TreeMap<>(Map.of("keep", OnDeficit.KEEP, "writeDown", OnDeficit.WRITE_DOWN));
    static final Map<String, Redemption> REDEMPTIONS =
            new TreeMap<>(Map.of("firstCome", Redemption.FIRST_COME, "proRata", Redemption.PRO_RATA));

    private static final Ratio FIRST_SEGMENT = Ratio.of(85, 100);

    private final AssetUnits assets;
    private final OracleResolver oracles;

    LendingResolver(AssetUnits assets, OracleResolver oracles) {
        this.assets = assets;
        this.oracles = oracles;
    }

    LendingSpec resolve(Field protocol) {
        Preset preset = protocol.get("preset").choice(PRESETS);
        List<ReserveSpec> reserves = reserves(protocol, preset);
        BorrowerResolver borrowers = new BorrowerResolver(assets, reserves);
        ScenarioResolver.checkUnique(protocol.items("populations"));
        ScenarioResolver.checkUnique(protocol.items("keepers"));
        return new LendingSpec(
                protocol.get("name").text(),
                preset,
                reserves,
                liquidation(protocol.find("liquidation"), LendingPresets.LIQUIDATION),
                safety(protocol.find("safety"), LendingPresets.NO_SAFETY),
                protocol.find("onDeficit")
                        .map(field -> field.choice(ON_DEFICIT))
                        .orElse(OnDeficit.KEEP),
                protocol.find("redemption")
                        .map(field -> field.choice(REDEMPTIONS))
                        .orElse(Redemption.FIRST_COME),
                run(protocol.find("run")),
                maker(protocol, preset),
                keepers(protocol),
                protocol.items("populations").stream()
                        .map(borrowers::population)
                        .sorted(Comparator.comparing(LendingPopulation::name))
                        .toList());
    }

    private static @Nullable MakerSpec maker(Field protocol, Preset preset) {
        Optional<Field> own = protocol.find("maker");
        if (preset == Preset.MAKER_2020) {
            return MakerResolver.resolve(own, LendingPresets.MAKER);
        }
        own.ifPresent(field -> {
            throw field.error(field.path() + " is for preset: maker-2020; expected it without");
        });
        return null;
    }

    private List<ReserveSpec> reserves(Field protocol, Preset preset) {
        Map<Integer, Field> places = new TreeMap<>();
        List<ReserveSpec> reserves = new ArrayList<>();
        for (Field each : protocol.items("reserves")) {
            int asset = assets.number(each.get("asset"));
            Field first = places.putIfAbsent(asset, each);
            if (first != null) {
                throw each.get("asset")
                        .error("duplicate reserve '" + assets.name(asset) + "'; the first is at "
                                + first.sources().place(first.pointer()));
            }
            reserves.add(reserve(each, LendingPresets.reserve(preset, asset)));
        }
        if (preset == Preset.MAKER_2020 && !places.containsKey(ReserveSpec.USD)) {
            throw protocol.get("reserves")
                    .error(protocol.path() + " mints dollars, but has no reserve of them; expected {asset: USD} in"
                            + " reserves");
        }
        reserves.sort(Comparator.comparingInt(ReserveSpec::asset));
        return List.copyOf(reserves);
    }

    private ReserveSpec reserve(Field reserve, ReserveSpec base) {
        int asset = base.asset();
        Ratio threshold = threshold(reserve, base.threshold());
        return new ReserveSpec(
                asset,
                reserve.find("rate").map(field -> rate(field, base.rate())).orElse(base.rate()),
                share(reserve, "reserveFactor", base.reserveFactor()),
                reserve.find("supplyCap")
                        .map(field -> assets.unitsOrNone(field, asset))
                        .orElse(base.supplyCap()),
                reserve.find("borrowCap")
                        .map(field -> assets.unitsOrNone(field, asset))
                        .orElse(base.borrowCap()),
                loanToValue(reserve, threshold, base),
                threshold,
                reserve.find("liquidationBonus").map(Field::nonNegativeRatio).orElse(base.bonus()),
                share(reserve, "liquidationProtocolFee", base.protocolFee()),
                oracles.resolve(reserve.find("oracle"), asset),
                reserve.find("supplied")
                        .map(field -> assets.units(field, asset))
                        .orElse(base.supplied()));
    }

    private static Ratio threshold(Field reserve, Ratio base) {
        if (!reserve.has("liquidationRatio")) {
            return share(reserve, "liquidationThreshold", base);
        }
        reserve.exactlyOne("liquidationRatio", "liquidationThreshold");
        Field field = reserve.get("liquidationRatio");
        Ratio ratio = field.require(field.ratio(), LendingResolver::isOneOrMore, "100% or more");
        return Ratio.of(/* numerator= */ ratio.denominator(), /* denominator= */ ratio.numerator());
    }

    /** What is given, or the preset's, where the threshold leaves as much; what has no preset margin is lent to the threshold. */
    private static Ratio loanToValue(Field reserve, Ratio threshold, ReserveSpec base) {
        boolean isWhole = base.loanToValue().equals(base.threshold());
        Ratio preset = isWhole || base.loanToValue().compareTo(threshold) > 0 ? threshold : base.loanToValue();
        return reserve.find("loanToValue")
                .map(field -> field.require(
                        field.share(),
                        ratio -> ratio.compareTo(threshold) <= 0,
                        "at most the liquidation threshold, " + threshold))
                .orElse(preset);
    }

    private static RateSpec rate(Field rate, RateSpec base) {
        if (rate.has("fixed")) {
            checkAlone(rate, List.of("fixed"));
            return new RateSpec.Fixed(rate.get("fixed").nonNegativeRatio());
        }
        if (rate.has("optimalRate") || rate.has("maxRate") || rate.has("minRate")) {
            checkAlone(rate, List.of("optimal", "optimalRate", "maxRate", "minRate"));
            return segmented(rate);
        }
        RateSpec.Kinked kinked = base instanceof RateSpec.Kinked own ? own : null;
        return new RateSpec.Kinked(
                part(rate, "base", kinked == null ? null : kinked.base()),
                part(rate, "slope1", kinked == null ? null : kinked.slope1()),
                part(rate, "slope2", kinked == null ? null : kinked.slope2()),
                rate.has("optimal") || kinked == null ? optimal(rate.get("optimal")) : kinked.optimal());
    }

    private static Ratio part(Field rate, String key, @Nullable Ratio base) {
        return base == null || rate.has(key) ? rate.get(key).nonNegativeRatio() : base;
    }

    /** Drift's segments begin at the optimum and first end at 85 % of utilisation. */
    private static RateSpec segmented(Field rate) {
        Field optimal = rate.get("optimal");
        Field maxRate = rate.get("maxRate");
        Ratio middle = rate.get("optimalRate").nonNegativeRatio();
        return new RateSpec.Segmented(
                optimal.require(optimal(optimal), ratio -> ratio.compareTo(FIRST_SEGMENT) < 0, "below 85%"),
                middle,
                maxRate.require(maxRate.ratio(), ratio -> ratio.compareTo(middle) >= 0, "optimalRate or more"),
                rate.find("minRate").map(Field::nonNegativeRatio).orElse(Ratio.ZERO));
    }

    private static Ratio optimal(Field optimal) {
        return optimal.require(
                optimal.ratio(),
                ratio -> ratio.compareTo(Ratio.ZERO) > 0 && ratio.compareTo(Ratio.ONE) < 0,
                "above 0 and below 100%");
    }

    private static void checkAlone(Field rate, List<String> keys) {
        for (String key : rate.keys()) {
            if (!keys.contains(key)) {
                throw rate.get(key)
                        .error(rate.path() + " has " + keys.getFirst() + " and " + key + "; expected "
                                + String.join(", ", keys) + " alone");
            }
        }
    }

    private static LiquidationSpec liquidation(Optional<Field> over, LiquidationSpec base) {
        return over.map(field -> new LiquidationSpec(
                        field.find("closeFactor").map(Field::positiveShare).orElse(base.closeFactor()),
                        share(field, "fullBelow", base.fullBelow()),
                        money(field, "smallPosition", base.smallPosition()),
                        money(field, "leftover", base.leftover())))
                .orElse(base);
    }

    private static SafetySpec safety(Optional<Field> over, SafetySpec base) {
        return over.map(field ->
                        new SafetySpec(money(field, "offset", base.offset()), money(field, "staked", base.staked())))
                .orElse(base);
    }

    private static @Nullable RunSpec run(Optional<Field> run) {
        if (run.isEmpty()) {
            return null;
        }
        Field field = run.get();
        return new RunSpec(
                share(field, "utilisation", Ratio.ONE),
                field.flag("onDeficit", true),
                field.get("share").positiveShare());
    }

    private static List<KeeperSpec> keepers(Field protocol) {
        if (!protocol.has("keepers")) {
            return List.of(LendingPresets.KEEPER);
        }
        return protocol.items("keepers").stream()
                .map(field -> keeper(field, LendingPresets.KEEPER))
                .sorted(Comparator.comparing(KeeperSpec::name))
                .toList();
    }

    private static KeeperSpec keeper(Field keeper, KeeperSpec base) {
        return new KeeperSpec(
                keeper.get("name").text(),
                money(keeper, "capital", base.capital()),
                keeper.find("delay").map(Field::duration).orElse(base.delayMillis()),
                outages(keeper.items("outages")),
                share(keeper, "outageShare", base.outageShare()),
                share(keeper, "zeroBidShare", base.zeroBidShare()),
                money(keeper, "leastProfit", base.leastProfit()));
    }

    private static List<long[]> outages(List<Field> outages) {
        List<Field> ascending = outages.stream()
                .sorted(Comparator.comparingLong(outage -> outage.get("from").duration()))
                .toList();
        List<long[]> windows = new ArrayList<>();
        for (Field outage : ascending) {
            Field to = outage.get("to");
            long from = outage.get("from").duration();
            long until = to.require(to.duration(), millis -> millis > from, "a time after from");
            if (!windows.isEmpty() && from < windows.getLast()[1]) {
                throw outage.get("from")
                        .error("outages overlap: " + outage.path() + " begins at '"
                                + outage.get("from").text() + "', before another ends; expected them apart");
            }
            windows.add(new long[] {from, until});
        }
        return List.copyOf(windows);
    }

    private static Ratio share(Field field, String key, Ratio base) {
        return field.find(key).map(Field::share).orElse(base);
    }

    private static long money(Field field, String key, long base) {
        return field.find(key).map(Field::nonNegativeMoney).orElse(base);
    }

    static boolean isOneOrMore(Ratio ratio) {
        return ratio.compareTo(Ratio.ONE) >= 0;
    }
}
