package io.backstop.scenario.loader;

import io.backstop.scenario.debt.OracleSpec;
import io.backstop.scenario.debt.ReserveSpec;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Resolves how a price is seen. */
final class OracleResolver {
    private static final Map<String, OracleSpec.Source> SOURCES =
            new TreeMap<>(Map.of("market", OracleSpec.Source.MARKET, "nav", OracleSpec.Source.NAV));
    private static final int PRICE_AND_UNIT_DECIMALS = 6;

    private final AssetUnits assets;
    private final List<String> tokens;

    /** For assets of which some are tokens. */
    OracleResolver(AssetUnits assets, List<String> tokens) {
        this.assets = assets;
        this.tokens = tokens;
    }

    OracleSpec resolve(Optional<Field> oracle, int asset) {
        return oracle.map(field -> oracle(field, asset)).orElse(OracleSpec.MARKET);
    }

    private OracleSpec oracle(Field oracle, int asset) {
        if (asset == ReserveSpec.USD) {
            throw oracle.error(oracle.path() + " prices USD, which is always 1 USD; expected no oracle");
        }
        OracleSpec.Source source =
                oracle.find("source").map(field -> field.choice(SOURCES)).orElse(OracleSpec.Source.MARKET);
        if (source == OracleSpec.Source.NAV && !tokens.contains(assets.name(asset))) {
            throw oracle.get("source")
                    .error("nav oracle without a price: " + assets.name(asset)
                            + " is no token; expected it in tokens, or source: market"
                            + Nearest.hint(assets.name(asset), tokens));
        }
        boolean isLive =
                Arrays.asList("lag", "frozenFrom", "hardCoded").stream().noneMatch(oracle::has);
        return isLive ? new OracleSpec(source, OracleSpec.Kind.LIVE, 0) : delayed(oracle, source, asset);
    }

    private OracleSpec delayed(Field oracle, OracleSpec.Source source, int asset) {
        return switch (oracle.exactlyOne("lag", "frozenFrom", "hardCoded")) {
            case "lag" ->
                new OracleSpec(source, OracleSpec.Kind.LAGGED, oracle.get("lag").positiveDuration());
            case "frozenFrom" ->
                new OracleSpec(
                        source, OracleSpec.Kind.FROZEN, oracle.get("frozenFrom").duration());
            default -> new OracleSpec(source, OracleSpec.Kind.HARD_CODED, price(oracle.get("hardCoded"), asset));
        };
    }

    /** The price on the asset's grid, rounded half-even as prices are. */
    private long price(Field price, int asset) {
        price.positiveMoney();
        int decimals = PRICE_AND_UNIT_DECIMALS - assets.assets().get(asset).unitDecimals();
        long units = Quantity.dollars(price.text())
                .movePointRight(decimals)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
        return price.require(units, grid -> grid > 0, "a price above 0 at " + decimals + " decimals");
    }
}
