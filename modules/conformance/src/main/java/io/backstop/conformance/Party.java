package io.backstop.conformance;

import io.backstop.account.BankruptcyValue;
import io.backstop.model.Rational;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An account of a vector: cash and signed sizes by market, in the vector's units.
 *
 * <p>A size stands in {@code positions}, or under the market's name, as in {@code "cash": "54999", "btc": "-1"}.
 */
final class Party {
    private static final String[] CASH = {"cash", "collateral", "usdc", "quote", "balance", "deposit", "equity"};
    private static final String PREFIX = "position_";
    private static final Set<String> NOT_MARKETS = Set.of(
            "id",
            "acct",
            "account",
            "equity",
            "entry",
            "price",
            "mark",
            "oracle_price",
            "maintenance_margin_rate",
            "initial_margin_rate",
            "mmr",
            "leverage",
            "side",
            "owner");

    private final String id;
    private final Terms terms;
    private final Scale scale;
    private final Map<String, Rational> sizes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private long cash;

    private Party(String id, long cash, Map<String, Rational> sizes, Terms terms, Scale scale) {
        this.id = id;
        this.terms = terms;
        this.scale = scale;
        this.cash = cash;
        this.sizes.putAll(sizes);
    }

    /** Reads an account. */
    static Party of(String id, Inputs inputs, Terms terms, Scale scale) {
        String own = inputs.textOrNull("id", "acct", "account");
        long cash = scale.money(inputs.numberOr(Rational.ZERO, CASH));
        return new Party(own == null ? id : own, cash, sizesIn(inputs), terms, scale);
    }

    /** Reads the account that a whole vector is about: {@code positions}, or {@code position_btc} and its like. */
    static Party ofVector(Inputs inputs, Scale scale) {
        Map<String, Rational> sizes = listed(inputs);
        inputs.node().properties().forEach(field -> {
            Rational value = Numbers.parse(field.getValue());
            if (value != null && field.getKey().startsWith(PREFIX)) {
                sizes.put(field.getKey().substring(PREFIX.length()), value);
            }
        });
        if (sizes.isEmpty()) {
            throw new MissingInput("positions");
        }
        return new Party("", scale.money(inputs.numberOr(Rational.ZERO, CASH)), sizes, new Terms(inputs), scale);
    }

    /** Signed sizes by market that an object states. */
    static Map<String, Rational> sizesIn(Inputs inputs) {
        Map<String, Rational> sizes = listed(inputs);
        inputs.node().properties().forEach(field -> {
            Rational value = Numbers.parse(field.getValue());
            String market = marketOf(field.getKey());
            if (value != null && market != null) {
                sizes.put(market, value);
            }
        });
        return sizes;
    }

    private static Map<String, Rational> listed(Inputs inputs) {
        Map<String, Rational> sizes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Inputs position : inputs.list("positions")) {
            String market = position.textOrNull("market", "symbol", "sym");
            Rational size = position.number("size", "amount", "qty", "base");
            sizes.put(market == null ? "BTC" : market, size.times(position.side(1)));
        }
        return sizes;
    }

    private static @Nullable String marketOf(String field) {
        String name = field.toLowerCase(Locale.ROOT);
        if (name.startsWith(PREFIX)) {
            return name.substring(PREFIX.length());
        }
        if (name.indexOf('_') >= 0 || NOT_MARKETS.contains(name)) {
            return null;
        }
        for (String cash : CASH) {
            if (cash.equals(name)) {
                return null;
            }
        }
        return name;
    }

    String id() {
        return id;
    }

    long cash() {
        return cash;
    }

    /** Signed size in a market. */
    Rational size(String market) {
        return sizes.getOrDefault(market, Rational.ZERO);
    }

    /** All markets with a position or once with one. */
    Set<String> markets() {
        return sizes.keySet();
    }

    /** The market of the first position. */
    String firstMarket() {
        return sizes.keySet().iterator().next();
    }

    /** Signed value of a size in a market. */
    long value(String market, Rational size) {
        return scale.money(size.times(terms.price(market)));
    }

    long equity() {
        long equity = cash;
        for (Map.Entry<String, Rational> leg : sizes.entrySet()) {
            equity = Math.addExact(equity, value(leg.getKey(), leg.getValue()));
        }
        return equity;
    }

    long notional() {
        long notional = 0;
        for (Map.Entry<String, Rational> leg : sizes.entrySet()) {
            notional = Math.addExact(notional, Math.abs(value(leg.getKey(), leg.getValue())));
        }
        return notional;
    }

    /** Maintenance margin of a size in a market. */
    long maintenance(String market, Rational size) {
        return terms.tiers(market).maintenance(Math.abs(value(market, size)));
    }

    long maintenance() {
        long maintenance = 0;
        for (Map.Entry<String, Rational> leg : sizes.entrySet()) {
            maintenance = Math.addExact(maintenance, maintenance(leg.getKey(), leg.getValue()));
        }
        return maintenance;
    }

    /** Bankruptcy value of trading a size in a market. */
    long bankruptcyValue(String market, Rational delta) {
        Rational before = size(market);
        long released = Math.abs(maintenance(market, before) - maintenance(market, before.plus(delta)));
        return BankruptcyValue.of(value(market, delta), equity(), released, maintenance());
    }

    /** Bankruptcy values of closing every leg, by market. */
    Map<String, Long> bankruptcyValues() {
        List<String> markets = List.copyOf(sizes.keySet());
        long[] notional = markets.stream().mapToLong(m -> value(m, size(m))).toArray();
        long[] maintenance =
                markets.stream().mapToLong(m -> maintenance(m, size(m))).toArray();
        long[] values = BankruptcyValue.ofLegs(notional, maintenance, equity());
        Map<String, Long> byMarket = new TreeMap<>();
        for (int leg = 0; leg < values.length; leg++) {
            byMarket.put(markets.get(leg), values[leg]);
        }
        return byMarket;
    }

    /** Posts a trade: a size bought and what it costs. */
    void trade(String market, Rational delta, long consideration) {
        sizes.merge(market, delta, Rational::plus);
        pay(consideration);
    }

    /** Takes an amount of cash out. */
    void pay(long amount) {
        cash = Math.subtractExact(cash, amount);
    }

    /** Cash and sizes after all that, under the names in which vectors state them. */
    Outcome outcome() {
        Outcome outcome = new Outcome()
                .putId("id", id)
                .put("cash", scale.dollars(cash))
                .put("cash_usd", scale.dollars(cash))
                .put("equity", scale.dollars(equity()));
        sizes.forEach((market, size) -> outcome.put(market.toLowerCase(Locale.ROOT), size)
                .put(market.toUpperCase(Locale.ROOT), size)
                .put("position_" + market.toLowerCase(Locale.ROOT), size)
                .put("position", size)
                .put("size", size));
        return outcome;
    }
}
