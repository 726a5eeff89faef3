package io.backstop.conformance;

import io.backstop.account.LiquidationPredicate;
import io.backstop.adl.AdlEligibility;
import io.backstop.insurance.FundDelta;
import io.backstop.model.Ratio;
import io.backstop.model.Rational;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One liquidation step of dYdX from end to end: the order walks the book as far as the insurance fund can top up each fill to the
 * bankruptcy value, and only if nothing was filled is an insolvent account deleveraged against the others.
 */
final class LiquidationOrders {
    private static final Set<String> CONTAINERS = Set.of("oracle", "prices", "source", "book");

    private final Inputs inputs;
    private final Map<String, Party> parties = new LinkedHashMap<>();
    private final List<Offer> book = new ArrayList<>();
    private final Ratio feeCap;
    private final Scale scale;
    private long fund;
    private long fundDelta;
    private Rational filled = Rational.ZERO;

    private LiquidationOrders(Inputs inputs) {
        this.inputs = inputs;
        Terms terms = new Terms(inputs);
        Map<String, Inputs> accounts = accounts(inputs);
        scale = MarginMechanisms.MICROS;
        accounts.forEach((name, account) -> parties.put(name, Party.of(name, account, terms, scale)));
        feeCap = inputs.rateOr(Rational.of(5, 1000), "max_liquidation_fee", "liquidation_fee");
        fund = scale.money(inputs.numberOr(Rational.ZERO, "insurance_fund", "insurance_fund_balance", "fund"));
    }

    /** The accounts of a vector by name: objects with cash. */
    static Map<String, Inputs> accounts(Inputs inputs) {
        Map<String, Inputs> accounts = new LinkedHashMap<>();
        inputs.node().properties().forEach(field -> {
            Inputs child = new Inputs(field.getValue());
            if (field.getValue().isObject()
                    && !CONTAINERS.contains(field.getKey())
                    && child.has("cash", "collateral", "usdc")) {
                accounts.put(field.getKey(), child);
            }
        });
        for (Inputs account : inputs.list("accounts")) {
            String id = account.textOrNull("id");
            accounts.put(id == null ? "account" + accounts.size() : id, account);
        }
        return accounts;
    }

    /** An order on the book: the size is signed as the liquidated account would trade against it. */
    private record Offer(Party owner, Rational size, Rational price) {}

    /** All kinds of a liquidation order against a book. */
    static Outcome step(CheckValue vector) {
        return new LiquidationOrders(vector.inputs()).run(vector);
    }

    private Outcome run(CheckValue vector) {
        Party liquidated = liquidated();
        String market = liquidated.firstMarket();
        readBook(liquidated, market);
        for (Offer offer : book) {
            fill(liquidated, market, offer);
        }
        List<DeleveragingMechanisms.Fill> deleveraged = List.of();
        boolean isSkipped = filled.signum() != 0 || liquidated.size(market).signum() == 0;
        if (!isSkipped && AdlEligibility.isEstate(liquidated.equity())) {
            deleveraged = deleverage(vector, liquidated, market);
        }
        return outcome(vector, liquidated, market, deleveraged);
    }

    private List<DeleveragingMechanisms.Fill> deleverage(CheckValue vector, Party liquidated, String market) {
        List<Party> others = new ArrayList<>(parties.values());
        others.remove(liquidated);
        List<Rational> sizes = new ArrayList<>();
        parties.values().forEach(party -> sizes.add(party.size(market)));
        Scale fine = Scale.of(sizes, new Terms(inputs).prices(List.of(market)));
        Scale units = new Scale(fine.sizeDecimals(), 6);
        return DeleveragingMechanisms.closeAgainst(
                liquidated,
                others,
                market,
                liquidated.size(market).negate(),
                units,
                DeleveragingMechanisms.isAtOraclePrice(vector));
    }

    /** The first account that may be liquidated and has no order on the book; otherwise the first that may be. */
    private Party liquidated() {
        List<String> owners = new ArrayList<>();
        inputs.list("book", "orders").forEach(order -> owners.add(String.valueOf(order.textOrNull("owner"))));
        String named = inputs.textOrNull("liquidated");
        if (named != null && parties.containsKey(named)) {
            return parties.get(named);
        }
        return parties.entrySet().stream()
                .filter(entry ->
                        LiquidationPredicate.isLiquidatable(entry.getValue().equity(), maintenance(entry.getValue())))
                .min(Comparator.comparing(entry -> owners.contains(entry.getKey())))
                .map(Map.Entry::getValue)
                .orElseThrow(() -> new IllegalArgumentException("no account may be liquidated"));
    }

    /** Without a stated rate, a negative equity is what makes the account liquidatable. */
    private static long maintenance(Party party) {
        try {
            return party.maintenance();
        } catch (MissingInput e) {
            return party.notional() == 0 ? 0 : 1;
        }
    }

    private void readBook(Party liquidated, String market) {
        int side = -liquidated.size(market).signum();
        for (Inputs order : inputs.list("book", "orders")) {
            String owner = order.textOrNull("owner");
            Party maker = owner == null ? null : parties.get(owner);
            if (maker != null && order.side(1) == -side) {
                Rational size =
                        order.numberOr(Rational.ZERO, market, market.toLowerCase(Locale.ROOT), "size", "amount", "qty");
                book.add(new Offer(maker, size.times(side), order.number("price")));
            }
        }
        Rational matchPrice = inputs.numberOrNull("match_price");
        if (matchPrice != null && book.isEmpty()) {
            parties.values().stream()
                    .filter(party -> party.size(market).signum() == side)
                    .forEach(party -> book.add(new Offer(party, party.size(market), matchPrice)));
        }
        Comparator<Offer> cheapestFirst = Comparator.comparing(Offer::price);
        book.sort(side > 0 ? cheapestFirst : cheapestFirst.reversed());
    }

    private void fill(Party liquidated, String market, Offer offer) {
        Rational open = liquidated.size(market).negate();
        Rational size =
                open.signum() > 0 ? offer.size().min(open) : offer.size().max(open);
        if (size.signum() == 0) {
            return;
        }
        long cost = scale.money(size.times(offer.price()));
        long delta = FundDelta.of(-cost, bankruptcyValue(liquidated, market, size), feeCap);
        if (!FundMechanisms.isAllowed(fund, delta)) {
            return;
        }
        liquidated.trade(market, size, cost);
        liquidated.pay(delta);
        offer.owner().trade(market, size.negate(), -cost);
        fund += delta;
        fundDelta += delta;
        filled = filled.plus(size.abs());
    }

    /** Closing the whole of a single leg leaves the account at 0 whatever its maintenance rate, which the vector may then omit. */
    private static long bankruptcyValue(Party party, String market, Rational size) {
        boolean isWhole =
                party.markets().size() == 1 && party.size(market).plus(size).signum() == 0;
        return isWhole ? -party.cash() : party.bankruptcyValue(market, size);
    }

    private Outcome outcome(
            CheckValue vector, Party liquidated, String market, List<DeleveragingMechanisms.Fill> deleveraged) {
        Outcome outcome = new Outcome();
        parties.forEach(
                (name, party) -> outcome.put(name, party.outcome()).put(name + "_cash", scale.dollars(party.cash())));
        Rational before = inputs.numberOr(Rational.ZERO, "insurance_fund", "insurance_fund_balance", "fund");
        Rational delta = scale.dollars(fundDelta);
        return outcome.put("insurance_fund_delta", delta)
                .put("insurance_fund", before.plus(delta))
                .put("insurance_fund_after", before.plus(delta))
                .put("filled", filled)
                .put("remaining", liquidated.size(market).abs())
                .put("adl", vector.countOrTruth("adl", deleveraged.size()))
                .put(
                        "adl_fills",
                        deleveraged.stream().map(fill -> fill.outcome(market)).toList())
                .put("deleveraged", !deleveraged.isEmpty());
    }
}
