package io.backstop.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.lending.Result;
import io.backstop.lending.maker.AuctionPrice;
import io.backstop.lending.maker.AuctionTerms;
import io.backstop.lending.maker.Bark;
import io.backstop.lending.maker.Breaker;
import io.backstop.lending.maker.CollateralAuction;
import io.backstop.lending.maker.CollateralAuction.Take;
import io.backstop.lending.maker.CollateralType;
import io.backstop.lending.maker.FinePrice;
import io.backstop.lending.maker.Throttle;
import io.backstop.lending.maker.Vault;
import io.backstop.lending.rate.Index;
import io.backstop.model.Ratio;
import io.backstop.model.Rational;
import io.backstop.model.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code maker-clip}: falling prices, purchases, resets, the throttle and the breaker, whichever a vector has the inputs of. */
final class ClipMechanisms {
    private static final Rational MILLIS = Rational.of(1_000);
    private static final int PRICE_DECIMALS = 15;
    private static final int HIGHEST_LEVEL = 3;
    private static final String NEEDS_REDO = "NeedsRedoAt";
    private static final Rational MOST = Rational.of(Long.MAX_VALUE / 4);

    private static final List<String> CASE_CONDITIONS =
            List.of("ink", "art", "spot", "rate", "chop", "dust", "hole", "Hole", "dirt", "Dirt", "amt", "level");

    private ClipMechanisms() {}

    static Outcome clip(CheckValue vector) {
        List<Inputs> cases = cases(vector);
        if (cases.isEmpty()) {
            return one(vector);
        }
        List<Outcome> outcomes = new ArrayList<>();
        Outcome all = new Outcome();
        for (Inputs own : cases) {
            Outcome outcome = one(vector.with(vector.inputs().with(own)));
            own.node().properties().forEach(field -> outcome.put(field.getKey(), own.number(field.getKey())));
            outcome.notes().stream().filter(note -> !all.notes().contains(note)).forEach(all::note);
            outcomes.add(outcome);
        }
        return all.put("cases", outcomes);
    }

    /** Sets of conditions that a vector lists, with or without their results. */
    private static List<Inputs> cases(CheckValue vector) {
        List<Inputs> cases = new ArrayList<>();
        for (Inputs own : conditions(vector, "cases")) {
            ObjectNode fields = own.node().deepCopy();
            cases.add(new Inputs(fields.retain(CASE_CONDITIONS)));
        }
        return cases;
    }

    private static Outcome one(CheckValue vector) {
        Inputs inputs = vector.inputs();
        Outcome outcome = new Outcome();
        if (inputs.has("top") && inputs.has("t")) {
            putPrices(inputs, outcome);
        }
        if (inputs.has("tab", "lot") && inputs.has("price")) {
            putTakes(vector, outcome);
        }
        if (inputs.has("ink") && inputs.has("art")) {
            putBark(vector, outcome);
        }
        if (inputs.has("tip", "chip") && inputs.has("tab")) {
            putIncentive(vector, outcome);
        }
        putResets(vector, outcome);
        putNewTop(vector, outcome);
        putBreaker(inputs, outcome);
        putBreakerLevels(outcome);
        return outcome;
    }

    private static void putPrices(Inputs inputs, Outcome outcome) {
        AuctionPrice curve = curve(inputs);
        Rational top = inputs.number("top");
        int decimals = PRICE_DECIMALS;
        while (top.times(power(decimals)).compareTo(MOST) > 0) {
            decimals--;
        }
        long scaledTop = top.times(power(decimals)).round(Rounding.HALF_EVEN);
        boolean isList = inputs.child("t").node().isArray();
        List<Rational> prices = new ArrayList<>();
        for (Rational t : isList ? inputs.numbers("t") : List.of(inputs.number("t"))) {
            prices.add(Rational.of(curve.at(scaledTop, millis(t))).dividedBy(power(decimals)));
        }
        outcome.put("price", isList ? prices : prices.get(0));
    }

    private static AuctionPrice curve(Inputs inputs) {
        Rational cut = inputs.numberOrNull("cut");
        if (cut == null) {
            return new AuctionPrice.Linear(millis(inputs.number("tau")));
        }
        long factor = cut.times(Rational.of(AuctionPrice.CUT_SCALE)).round(Rounding.HALF_EVEN);
        Rational step = inputs.numberOrNull("step");
        return step == null ? new AuctionPrice.Exponential(factor) : new AuctionPrice.Stairstep(millis(step), factor);
    }

    private static void putTakes(CheckValue vector, Outcome outcome) {
        Inputs inputs = vector.inputs();
        Rational tab = inputs.number("tab");
        Rational lot = inputs.number("lot");
        Rational price = inputs.number("price");
        ScaledAmounts scaled = ScaledAmounts.of(vector, List.of(lot), List.of(price), List.of(tab, leastTab(inputs)));
        Scale scale = scaled.scale();
        long fine = FinePrice.of(scale.price(price));
        long least = scale.money(leastTab(inputs));
        CollateralAuction auction = new CollateralAuction(scale.money(tab), scale.size(lot), fine, 0);
        List<Outcome> takes = new ArrayList<>();
        for (Inputs own : conditions(vector, "takes")) {
            Rational amount = own.number("amt", "amount");
            Outcome take = taken(auction.takeAt(fine, scale.size(amount), least), scale);
            takes.add(take.put("amt", amount).put("amount", amount));
        }
        outcome.put("takes", takes);
        Rational amount = inputs.numberOrNull("amt", "amount");
        if (amount != null) {
            outcome.fields()
                    .putAll(taken(auction.takeAt(fine, scale.size(amount), least), scale)
                            .fields());
        }
        if (least > 1) {
            CollateralAuction small = new CollateralAuction(least, scale.size(lot), fine, 0);
            boolean isAccepted =
                    small.takeAt(fine, FinePrice.units(least / 2, fine), least).isAccepted();
            outcome.put("partialWhenTabNotAboveChost", isAccepted ? "accepted" : "rejected");
        }
        scaled.noted(outcome);
    }

    private static Outcome taken(Result<Take> result, Scale scale) {
        Outcome outcome = new Outcome().put("ok", result.isAccepted());
        if (result instanceof Result.Accepted<Take>(Take take)) {
            outcome.put("slice", scale.sizeOf(take.slice()))
                    .put("paid", scale.dollars(take.paid()))
                    .put("returnedToOwner", scale.sizeOf(take.returned()))
                    .put("closed", take.isClosed())
                    .put("tabLeft", scale.dollars(take.after().tab()))
                    .put("lotLeft", scale.sizeOf(take.after().lot()));
        }
        return outcome;
    }

    private static Rational leastTab(Inputs inputs) {
        Rational dust = inputs.numberOr(Rational.ZERO, "dust");
        return inputs.numberOr(dust.times(inputs.numberOr(Rational.ONE, "chop")), "chost");
    }

    private static void putIncentive(CheckValue vector, Outcome outcome) {
        Inputs inputs = vector.inputs();
        List<Rational> amounts = List.of(inputs.number("tab"), inputs.numberOr(Rational.ZERO, "tip"));
        ScaledAmounts scaled = ScaledAmounts.of(vector, List.of(), List.of(), amounts);
        long paid = terms(inputs, scaled.scale()).incentive(scaled.scale().money(inputs.number("tab")));
        scaled.noted(outcome)
                .put("incentive", scaled.scale().dollars(paid))
                .put("keeperReward", scaled.scale().dollars(paid))
                .put("keeperIncentive", scaled.scale().dollars(paid));
    }

    private static void putBark(CheckValue vector, Outcome outcome) {
        Inputs inputs = vector.inputs();
        Rational spot = spot(inputs);
        Rational ink = inputs.number("ink");
        Rational art = inputs.number("art");
        Rational hole = inputs.numberOr(Rational.ZERO, "hole");
        Rational globalHole = inputs.numberOr(Rational.ZERO, "Hole");
        ScaledAmounts scaled =
                ScaledAmounts.of(vector, List.of(ink), List.of(spot), List.of(art, hole, globalHole, leastTab(inputs)));
        Scale scale = scaled.scale();
        CollateralType type = new CollateralType(
                scale.money(art),
                inputs.numberOr(Rational.ONE, "rate")
                        .times(Rational.of(Index.SCALE))
                        .round(Rounding.HALF_EVEN),
                FinePrice.of(scale.price(spot)),
                Long.MAX_VALUE,
                scale.money(inputs.numberOr(Rational.ZERO, "dust")));
        Throttle throttle = new Throttle(
                limit(inputs, scale, "Hole"),
                scale.money(inputs.numberOr(Rational.ZERO, "Dirt")),
                limit(inputs, scale, "hole"),
                scale.money(inputs.numberOr(Rational.ZERO, "dirt")));
        Vault vault = new Vault(scale.size(ink), scale.money(art));
        Result<Bark> result = Bark.of(vault, type, terms(inputs, scale), throttle, Breaker.CLOSED);
        scaled.noted(outcome).put("ok", result.isAccepted());
        if (result instanceof Result.Accepted<Bark>(Bark bark)) {
            outcome.put("dink", scale.sizeOf(bark.deltaInk()))
                    .put("lot", scale.sizeOf(bark.deltaInk()))
                    .put("dart", scale.dollars(bark.deltaArt()))
                    .put("due", scale.dollars(bark.due()))
                    .put("tab", scale.dollars(bark.tab()))
                    .put("incentive", scale.dollars(bark.incentive()))
                    .put("inkLeft", scale.sizeOf(bark.vault().ink()))
                    .put("remainingInk", scale.sizeOf(bark.vault().ink()))
                    .put("remainingArt", scale.dollars(bark.vault().art()))
                    .put("artLeft", scale.dollars(bark.vault().art()))
                    .put("dirtAfter", scale.dollars(throttle.running(bark.tab()).dirt()));
        }
    }

    /** The price with margin; where a vector takes it for granted that the position is unsafe, the least there is. */
    private static Rational spot(Inputs inputs) {
        Rational price = inputs.numberOrNull("price", "oraclePrice");
        Rational ratio = inputs.numberOr(Rational.ONE, "mat", "liquidationRatio");
        return inputs.numberOr(price == null ? Rational.of(1, 1_000_000) : price.dividedBy(ratio), "spot");
    }

    private static long limit(Inputs inputs, Scale scale, String name) {
        Rational limit = inputs.numberOrNull(name);
        return limit == null ? Long.MAX_VALUE : scale.money(limit);
    }

    /** Fields such as {@code tailNeedsRedoAt3601}, of the terms in {@code caseTail}; without a name of the vector's own. */
    private static void putResets(CheckValue vector, Outcome outcome) {
        Inputs inputs = vector.inputs();
        for (Map.Entry<String, JsonNode> expected : vector.expected().properties()) {
            int at = expected.getKey().toLowerCase(Locale.ROOT).indexOf(NEEDS_REDO.toLowerCase(Locale.ROOT));
            if (at < 0) {
                continue;
            }
            Rational seconds = Numbers.parse(expected.getKey().substring(at + NEEDS_REDO.length()));
            Inputs own = inputs.child("case" + capital(expected.getKey().substring(0, at)));
            if (seconds != null) {
                Inputs all = own.node().isObject() ? inputs.with(own) : inputs;
                outcome.put(expected.getKey(), needsReset(all, seconds));
            }
        }
    }

    private static boolean needsReset(Inputs inputs, Rational seconds) {
        Scale scale = new Scale(0, 6);
        long top = FinePrice.of(scale.price(inputs.number("top")));
        return new CollateralAuction(1, 1, top, 0).needsReset(terms(inputs, scale), millis(seconds));
    }

    private static void putNewTop(CheckValue vector, Outcome outcome) {
        Rational price = vector.inputs().numberOrNull("newSpot", "feedPrice", "spotPrice");
        if (price == null) {
            return;
        }
        Scale scale = new Scale(0, 6);
        AuctionTerms terms = terms(vector.inputs(), scale);
        CollateralAuction auction = CollateralAuction.kick(
                        terms, Breaker.CLOSED, 1, 1, FinePrice.of(scale.price(price)), 0)
                .orThrow();
        Rational top = scale.dollars(auction.top()).dividedBy(Rational.of(FinePrice.SCALE));
        outcome.put("newTop", top).put("top", top);
    }

    private static void putBreaker(Inputs inputs, Outcome outcome) {
        if (!inputs.has("levels", "stopped")) {
            return;
        }
        boolean isList = inputs.child("levels", "stopped").node().isArray();
        List<Rational> levels =
                isList ? inputs.numbers("levels", "stopped") : List.of(inputs.number("levels", "stopped"));
        List<Boolean> kick = new ArrayList<>();
        List<Boolean> redo = new ArrayList<>();
        List<Boolean> take = new ArrayList<>();
        for (Rational level : levels) {
            Breaker breaker = Breaker.ofLevel((int) level.round(Rounding.HALF_EVEN));
            kick.add(breaker.allowsKick());
            redo.add(breaker.allowsReset());
            take.add(breaker.allowsTake());
        }
        outcome.put("kick", isList ? kick : kick.get(0))
                .put("redo", isList ? redo : redo.get(0))
                .put("take", isList ? take : take.get(0));
    }

    /** Fields such as {@code level2}. */
    private static void putBreakerLevels(Outcome outcome) {
        for (int level = 0; level <= HIGHEST_LEVEL; level++) {
            Breaker breaker = Breaker.ofLevel(level);
            outcome.put(
                    "level" + level,
                    new Outcome()
                            .put("kick", breaker.allowsKick())
                            .put("redo", breaker.allowsReset())
                            .put("take", breaker.allowsTake()));
        }
    }

    private static AuctionTerms terms(Inputs inputs, Scale scale) {
        return new AuctionTerms(
                inputs.has("tau", "cut") ? curve(inputs) : new AuctionPrice.Linear(Long.MAX_VALUE),
                inputs.rateOr(Rational.ONE, "buf"),
                seconds(inputs, "tail"),
                inputs.rateOr(Rational.ZERO, "cusp"),
                inputs.rateOr(Rational.ONE, "chop"),
                scale.money(inputs.numberOr(Rational.ZERO, "tip")),
                inputs.rateOr(Rational.ZERO, "chip"),
                scale.money(inputs.numberOr(Rational.ZERO, "dust")));
    }

    /** Elements that state conditions, among the inputs or, where a vector lists them with their results, there. */
    static List<Inputs> conditions(CheckValue vector, String field) {
        List<Inputs> own = vector.inputs().list(field);
        return own.isEmpty() ? new Inputs(vector.expected()).list(field) : own;
    }

    private static long seconds(Inputs inputs, String name) {
        Rational seconds = inputs.numberOrNull(name);
        return seconds == null ? Long.MAX_VALUE : millis(seconds);
    }

    static long millis(@Nullable Rational seconds) {
        return seconds == null ? 0 : seconds.times(MILLIS).round(Rounding.HALF_EVEN);
    }

    private static Rational power(int decimals) {
        return Rational.of(BigDecimal.ONE.movePointRight(decimals));
    }

    private static String capital(String name) {
        return name.isEmpty() ? name : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** The ratio of a factor such as {@code beg}. */
    static Ratio factor(Inputs inputs, Ratio otherwise, String name) {
        return inputs.rateOr(Rational.of(otherwise), name);
    }
}
