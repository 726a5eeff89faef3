package io.backstop.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.adl.AdlAllocation;
import io.backstop.adl.AdlCandidate;
import io.backstop.adl.AdlEligibility;
import io.backstop.adl.AdlMatching;
import io.backstop.adl.QueueAllocation;
import io.backstop.model.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** dYdX's deleveraging: one account's leg closed against others, at its bankruptcy price or, in final settlement, at the oracle price. */
final class DeleveragingMechanisms {
    private static final AdlAllocation QUEUE = new QueueAllocation();
    private static final List<String> SUFFIXES = List.of("", "_equity", "_tnc", "_equity_usd", "_equity_sign", "_sign");

    private DeleveragingMechanisms() {}

    /** All {@code adl-*} kinds of dYdX and {@code partial-deleveraging}. */
    static Outcome deleverage(CheckValue vector) {
        Inputs inputs = vector.inputs();
        Setting setting = Setting.of(inputs);
        setting.requireValidDelta();
        Rational openInterest = setting.openInterest();
        List<Fill> fills = closeAgainst(
                setting.liquidated(),
                setting.others(),
                setting.market(),
                setting.delta(),
                setting.scale(),
                isAtOraclePrice(vector));
        Rational filled = total(fills);
        Outcome outcome = new Outcome()
                .put("liquidated", setting.liquidated().outcome())
                .put(
                        "counterparties",
                        setting.others().stream().map(Party::outcome).toList())
                .put(
                        "fills",
                        fills.stream()
                                .map(fill -> fill.outcome(setting.market()))
                                .toList())
                .put("open_interest", openInterest.minus(filled))
                .put("open_interest_" + lower(setting.market()), openInterest.minus(filled))
                .put(
                        "fills_" + lower(setting.market()),
                        fills.stream().map(Fill::size).toList());
        Rational remaining = setting.delta().abs().minus(filled);
        outcome.put("remaining", remaining).put("remaining_" + lower(setting.market()), remaining);
        outcome.put("filled", filled).put("deleveraged", filled.signum() != 0).put("allowed", filled.signum() != 0);
        if (!setting.others().isEmpty()) {
            outcome.put("offsetting", setting.others().get(0).outcome());
        }
        if (!fills.isEmpty()) {
            outcome.put("fill_price", fills.get(0).price())
                    .put("bankruptcy_price", fills.get(0).price());
        }
        return outcome;
    }

    /** One closed pair: what the other account gave, without sign. */
    record Fill(String id, Rational size, Rational price) {
        Outcome outcome(String market) {
            return new Outcome()
                    .putId("id", id)
                    .put(lower(market), size)
                    .put(market.toUpperCase(Locale.ROOT), size)
                    .put("size", size)
                    .put("price", price);
        }
    }

    /** Closes a size of the liquidated account against the others, in their order, and posts both sides. */
    static List<Fill> closeAgainst(
            Party liquidated, List<Party> others, String market, Rational delta, Scale scale, boolean isAtOraclePrice) {
        List<Party> opposite = others.stream()
                .filter(other -> other.size(market).signum() == delta.signum())
                .toList();
        long size = scale.size(delta.negate());
        long value =
                isAtOraclePrice ? liquidated.value(market, delta.negate()) : liquidated.bankruptcyValue(market, delta);
        List<AdlCandidate> candidates = new ArrayList<>();
        for (int i = 0; i < opposite.size(); i++) {
            candidates.add(candidate(i, opposite.get(i), market, scale));
        }
        long[] capacity = candidates.stream().mapToLong(c -> Math.abs(c.size())).toArray();
        long[] allocation = QUEUE.allocate(Math.abs(size), capacity, capacity);
        List<Fill> fills = new ArrayList<>();
        for (AdlMatching.Match match :
                AdlMatching.match(List.of(new AdlMatching.Estate(0, size, value)), candidates, allocation)) {
            Party other = opposite.get(match.candidate());
            Rational taken = scale.sizeOf(match.size());
            other.trade(market, taken, match.consideration());
            liquidated.trade(market, taken.negate(), -match.consideration());
            fills.add(new Fill(
                    other.id(),
                    taken.abs(),
                    scale.dollars(match.consideration()).dividedBy(taken)));
        }
        return fills;
    }

    private static AdlCandidate candidate(int position, Party party, String market, Scale scale) {
        Rational size = party.size(market);
        long value = party.value(market, size);
        return new AdlCandidate(
                position,
                party.id(),
                0,
                scale.size(size),
                0,
                value / scale.size(size),
                party.equity(),
                party.maintenance(),
                party.maintenance(market, size),
                party.notional(),
                party.cash(),
                false);
    }

    static Rational total(List<Fill> fills) {
        Rational total = Rational.ZERO;
        for (Fill fill : fills) {
            total = total.plus(fill.size());
        }
        return total;
    }

    static boolean isAtOraclePrice(CheckValue vector) {
        return vector.kind().contains("oracle-price")
                || vector.kind().contains("final-settlement")
                || vector.inputs().flag(false, "final_settlement")
                || "oracle".equals(vector.inputs().textOrNull("at", "price_type"));
    }

    /** The accounts of a vector and the size to be closed. */
    record Setting(
            Party liquidated,
            List<Party> others,
            String market,
            Rational delta,
            Scale scale,
            @Nullable Rational stated) {
        static Setting of(Inputs inputs) {
            Inputs liquidated = inputs.child("liquidated", "liquidated_account", "deleveraged");
            List<Inputs> others = new ArrayList<>(inputs.list("counterparties", "offsetting_accounts"));
            if (inputs.child("offsetting", "counterparty").node().isObject()) {
                others.add(inputs.child("offsetting", "counterparty"));
            }
            List<Rational> sizes = new ArrayList<>(Party.sizesIn(liquidated).values());
            others.forEach(other -> sizes.addAll(Party.sizesIn(other).values()));
            String deltaField = deltaField(inputs);
            String market = deltaField.startsWith("delta_")
                    ? deltaField.substring("delta_".length())
                    : Party.sizesIn(liquidated).keySet().iterator().next();
            Rational size = Party.sizesIn(liquidated).getOrDefault(market, Rational.ZERO);
            Rational delta = inputs.numberOr(size.negate(), deltaField);
            sizes.add(delta);
            Terms terms = new Terms(inputs);
            Scale scale = Scale.of(sizes, terms.prices(List.of(market)));
            List<Party> parties = new ArrayList<>();
            for (Inputs other : others) {
                parties.add(Party.of("other" + parties.size(), other, terms, scale));
            }
            return new Setting(
                    Party.of("liquidated", liquidated, terms, scale),
                    parties,
                    market,
                    delta,
                    scale,
                    inputs.numberOrNull("open_interest", "open_interest_" + market));
        }

        private static String deltaField(Inputs inputs) {
            for (var field : inputs.node().properties()) {
                if (field.getKey().startsWith("delta_") && Numbers.parse(field.getValue()) != null) {
                    return field.getKey();
                }
            }
            return inputs.has("close_delta") ? "close_delta" : "delta";
        }

        /** The delta must close the liquidated account's position, and no more than all of it. */
        void requireValidDelta() {
            Rational after = liquidated.size(market).plus(delta);
            boolean flips = after.signum() != 0
                    && after.signum() != liquidated.size(market).signum();
            boolean grows = delta.signum() == liquidated.size(market).signum();
            if (flips || grows) {
                throw new IllegalArgumentException("delta " + delta + " does not close " + liquidated.size(market));
            }
        }

        /** What the vector states, otherwise the smaller side of the accounts at hand. */
        Rational openInterest() {
            if (stated != null) {
                return stated;
            }
            Rational bought = Rational.ZERO;
            Rational sold = Rational.ZERO;
            List<Party> all = new ArrayList<>(others);
            all.add(liquidated);
            for (Party party : all) {
                Rational size = party.size(market);
                bought = bought.plus(size.max(Rational.ZERO));
                sold = sold.minus(size.min(Rational.ZERO));
            }
            return bought.min(sold);
        }
    }

    /** {@code which-equity-sign-pairs-may-be-deleveraged}: pairs of accounts, of equities, or of their signs. */
    static Outcome pairs(CheckValue vector) {
        Inputs inputs = vector.inputs();
        List<Boolean> answers = new ArrayList<>();
        Outcome byName = new Outcome();
        for (Inputs pair : inputs.list("pairs", "cases", "combinations")) {
            boolean isAllowed = mayClose(inputs, pair);
            answers.add(isAllowed);
            String name = pair.textOrNull("id", "case", "name");
            if (name != null) {
                byName.put(name, isAllowed);
            }
        }
        List<JsonNode> liquidated = signs(inputs, "liquidated");
        List<JsonNode> offsetting = signs(inputs, "offsetting", "counterparty");
        if (!liquidated.isEmpty() && !offsetting.isEmpty()) {
            return table(vector, liquidated, offsetting);
        }
        if (answers.isEmpty()) {
            answers.add(mayClose(inputs, inputs));
        }
        Outcome outcome = byName.put("fails", negated(answers)).put("errors", negated(answers));
        vector.expected().properties().forEach(field -> {
            if (isListOfTruths(field.getValue())) {
                outcome.fields().putIfAbsent(field.getKey(), answers);
            } else if (field.getValue().isBoolean()) {
                outcome.fields().putIfAbsent(field.getKey(), answers.get(0));
            }
        });
        return outcome;
    }

    private static List<JsonNode> signs(Inputs inputs, String... stems) {
        List<JsonNode> signs = new ArrayList<>();
        for (String stem : stems) {
            for (String suffix : SUFFIXES) {
                inputs.list(stem + suffix).forEach(sign -> signs.add(sign.node()));
            }
        }
        return signs;
    }

    /** Every sign of the one side against every sign of the other, or pair by pair, as the vector expects it. */
    private static Outcome table(CheckValue vector, List<JsonNode> liquidated, List<JsonNode> offsetting) {
        List<List<Boolean>> rows = new ArrayList<>();
        List<Boolean> diagonal = new ArrayList<>();
        for (int i = 0; i < liquidated.size(); i++) {
            List<Boolean> row = new ArrayList<>();
            for (JsonNode other : offsetting) {
                row.add(mayClose(equity(liquidated.get(i)), equity(other)));
            }
            rows.add(row);
            if (i < row.size()) {
                diagonal.add(row.get(i));
            }
        }
        Outcome outcome = new Outcome();
        vector.expected()
                .properties()
                .forEach(field ->
                        outcome.put(field.getKey(), field.getValue().path(0).isArray() ? (Object) rows : diagonal));
        return outcome;
    }

    private static List<Boolean> negated(List<Boolean> answers) {
        return answers.stream().map(answer -> !answer).toList();
    }

    private static boolean isListOfTruths(JsonNode node) {
        return node.isArray() && !node.isEmpty() && node.get(0).isBoolean();
    }

    private static boolean mayClose(Inputs inputs, Inputs pair) {
        if (pair.child("liquidated").node().isObject()
                && pair.child("offsetting", "counterparty").node().isObject()) {
            return accountsMayClose(inputs, pair.child("liquidated"), pair.child("offsetting", "counterparty"));
        }
        JsonNode first = pair.node().isArray() ? pair.node().path(0) : field(pair, "liquidated");
        JsonNode second = pair.node().isArray() ? pair.node().path(1) : field(pair, "offsetting", "counterparty");
        return mayClose(equity(first), equity(second));
    }

    private static JsonNode field(Inputs pair, String... stems) {
        for (String stem : stems) {
            for (String suffix : SUFFIXES) {
                if (pair.has(stem + suffix)) {
                    return pair.node().get(stem + suffix);
                }
            }
        }
        throw new MissingInput(stems[0] + "_equity");
    }

    /** Closing whole accounts of equal size and opposite sides: the notionals cancel, so minus the equities is what values differ by. */
    private static boolean mayClose(long liquidatedEquity, long offsettingEquity) {
        return AdlEligibility.overlaps(Math.negateExact(liquidatedEquity), Math.negateExact(offsettingEquity));
    }

    private static boolean accountsMayClose(Inputs inputs, Inputs liquidated, Inputs offsetting) {
        List<Rational> sizes = new ArrayList<>(Party.sizesIn(liquidated).values());
        sizes.addAll(Party.sizesIn(offsetting).values());
        String market = Party.sizesIn(liquidated).keySet().iterator().next();
        Terms prices = new Terms(inputs);
        Scale scale = Scale.of(sizes, prices.prices(List.of(market)));
        Party one = Party.of("liquidated", liquidated, prices, scale);
        Party two = Party.of("offsetting", offsetting, prices, scale);
        Rational delta = one.size(market).negate();
        return AdlEligibility.overlaps(one.bankruptcyValue(market, delta), two.bankruptcyValue(market, delta.negate()));
    }

    /** An equity, or an example of its sign: well above 0, exactly 0, or one dollar short. */
    private static long equity(JsonNode node) {
        Rational number = Numbers.parse(node);
        if (number != null) {
            return MarginMechanisms.MICROS.money(number);
        }
        return switch (node.asText().toLowerCase(Locale.ROOT).replace(" ", "")) {
            case "positive", "+", ">0", "tnc>0", "well-collateralized", "well-collateralised" -> 1_000_000_000L;
            case "zero", "0", "=0", "==0", "tnc==0" -> 0;
            case "negative", "-", "<0", "tnc<0" -> -1_000_000L;
            default -> throw new IllegalArgumentException("no equity: " + node);
        };
    }

    private static String lower(String market) {
        return market.toLowerCase(Locale.ROOT);
    }
}
