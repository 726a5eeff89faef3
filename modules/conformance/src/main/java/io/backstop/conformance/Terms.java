package io.backstop.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.account.MarginTiers;
import io.backstop.model.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Prices and maintenance rates of the markets of a vector: one for all, or one for each under the market's name. */
final class Terms {
    private static final String[] PRICE_FIELDS = {
        "oracle_price", "oracle", "oracle_prices", "prices", "mark_price", "mark", "match_price", "price"
    };
    private static final String[] RATE_FIELDS = {
        "maintenance_margin_rate",
        "maintenance_margin_rates",
        "maintenance_rate",
        "margin_rate",
        "margin_rates",
        "mmr",
        "maintenance"
    };

    private final Inputs inputs;
    private final Map<String, Rational> prices = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Rational> rates = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    Terms(Inputs inputs) {
        this.inputs = inputs;
        for (Inputs position : inputs.list("positions")) {
            String market = position.textOrNull("market", "symbol", "sym");
            if (market != null) {
                remember(prices, market, position.numberOrNull(PRICE_FIELDS));
                remember(rates, market, position.numberOrNull(RATE_FIELDS));
            }
        }
    }

    private static void remember(Map<String, Rational> values, String market, @Nullable Rational value) {
        if (value != null) {
            values.put(market, value);
        }
    }

    /** The price of a market. */
    Rational price(String market) {
        return find(market, prices, PRICE_FIELDS);
    }

    /** The prices of several markets. */
    List<Rational> prices(Iterable<String> markets) {
        List<Rational> found = new ArrayList<>();
        markets.forEach(market -> found.add(price(market)));
        return found;
    }

    /** The maintenance tiers of a market: one rate. */
    MarginTiers tiers(String market) {
        return MarginTiers.derive(List.of(0L), List.of(Inputs.toRatio(find(market, rates, RATE_FIELDS))));
    }

    private Rational find(String market, Map<String, Rational> own, String[] fields) {
        Rational value = own.get(market);
        if (value != null) {
            return value;
        }
        for (String field : fields) {
            JsonNode byMarket = inputs.child(field).ignoringCase(market);
            Rational found = Numbers.parse(byMarket);
            if (found != null) {
                return found;
            }
        }
        Rational suffixed =
                inputs.numberOrNull(fields[0] + "_" + market, fields[0] + "_" + market.toLowerCase(Locale.ROOT));
        return suffixed != null ? suffixed : inputs.number(fields);
    }
}
