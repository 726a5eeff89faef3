package io.backstop.conformance;

import io.backstop.account.BankruptcyPrice;
import io.backstop.account.FillablePrice;
import io.backstop.account.LiquidationPredicate;
import io.backstop.account.LiquidationPrice;
import io.backstop.account.OpenInterestMargin;
import io.backstop.account.RiskOrder;
import io.backstop.model.Rational;
import io.backstop.model.Rounding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bankruptcy, fillable and liquidation prices, and the tests and orders of margin. */
final class MarginMechanisms {
    /** Micro-dollars as in the simulation; sizes of up to ten decimals. */
    static final Scale MICROS = new Scale(10, 6);

    private MarginMechanisms() {}

    /** {@code bankruptcy-price} and its kin: the value of closing a part of one leg, and of each leg. */
    static Outcome bankruptcyValue(CheckValue vector) {
        Inputs inputs = vector.inputs();
        Party party = Party.ofVector(inputs, MICROS);
        String market = marketOf(inputs, party);
        Rational delta = inputs.numberOr(party.size(market).negate(), "close_delta", "delta");
        long value = party.bankruptcyValue(market, delta);
        Outcome outcome = new Outcome().putMoney("bankruptcy_value", value);
        if (delta.signum() != 0) {
            Rational price = MICROS.dollars(value).dividedBy(delta.negate());
            outcome.put("bankruptcy_price", price).put("bankruptcy_price_usd", price);
        }
        return outcome.put("bankruptcy_values_usd", eachLeg(party))
                .putMoney("equity", party.equity())
                .putMoney("maintenance_margin", party.maintenance());
    }

    private static Outcome eachLeg(Party party) {
        Outcome legs = new Outcome();
        party.bankruptcyValues().forEach((market, value) -> legs.put(market, MICROS.dollars(value)));
        return legs;
    }

    /** The market that a vector is about: the named one, or that of the only position. */
    static String marketOf(Inputs inputs, Party party) {
        String named = inputs.textOrNull("close_market", "liquidate_market", "fill_market", "market");
        return named == null ? party.firstMarket() : named;
    }

    /** {@code fillable-price}. */
    static Outcome fillablePrice(CheckValue vector) {
        Inputs inputs = vector.inputs();
        Party party = Party.ofVector(inputs, MICROS);
        String market = marketOf(inputs, party);
        Rational size = party.size(market);
        Rational microsPerUnit = FillablePrice.of(
                MICROS.size(size),
                party.value(market, size),
                party.maintenance(market, size),
                party.equity(),
                party.maintenance(),
                inputs.rateOr(Rational.ONE, "bankruptcy_adjustment"),
                Inputs.toRatio(
                        inputs.number("spread_to_maintenance_ratio", "spread_to_maintenance_margin_ratio", "smmr")));
        Rational price =
                microsPerUnit.times(MICROS.size(Rational.ONE)).dividedBy(Rational.of(MICROS.money(Rational.ONE)));
        return new Outcome().put("fillable_price", price).put("fillable_price_usd", price);
    }

    /** {@code liquidation-predicate}. */
    static Outcome liquidationPredicate(CheckValue vector) {
        List<Boolean> answers = new ArrayList<>();
        for (Inputs item : vector.inputs().list("cases", "accounts")) {
            answers.add(isLiquidatable(item));
        }
        return answers.isEmpty()
                ? new Outcome().put("liquidatable", isLiquidatable(vector.inputs()))
                : new Outcome().put("liquidatable", answers);
    }

    private static boolean isLiquidatable(Inputs item) {
        return LiquidationPredicate.isLiquidatable(equityOf(item), maintenanceOf(item));
    }

    /** {@code liquidation-priority-order}: pairs, or accounts to be ordered from the riskiest down. */
    static Outcome riskOrder(CheckValue vector) {
        List<Rational> comparisons = new ArrayList<>();
        for (Inputs pair : vector.inputs().list("pairs", "cases")) {
            List<Inputs> two =
                    pair.node().isArray() ? pair.elements() : List.of(pair.child("first"), pair.child("second"));
            comparisons.add(Rational.of(compareRisk(two.get(0), two.get(1))));
        }
        List<Inputs> accounts = new ArrayList<>(vector.inputs().list("accounts"));
        accounts.sort((a, b) -> compareRisk(b, a));
        List<Object> order = new ArrayList<>();
        for (Inputs account : accounts) {
            String id = account.textOrNull("id", "acct", "account");
            order.add(id == null ? "" : Outcome.id(id));
        }
        return new Outcome().put("cmp", comparisons).put("order", order);
    }

    private static int compareRisk(Inputs a, Inputs b) {
        return Integer.signum(RiskOrder.compare(equityOf(a), maintenanceOf(a), equityOf(b), maintenanceOf(b)));
    }

    private static long equityOf(Inputs item) {
        return MICROS.money(item.node().isArray() ? element(item, 0) : item.number("equity", "tnc", "net_collateral"));
    }

    private static long maintenanceOf(Inputs item) {
        return MICROS.money(
                item.node().isArray()
                        ? element(item, 1)
                        : item.number("mmr", "mm", "maintenance_margin", "maintenance"));
    }

    private static Rational element(Inputs array, int position) {
        Rational value = Numbers.parse(array.node().get(position));
        if (value == null) {
            throw new MissingInput("[" + position + "]");
        }
        return value;
    }

    /** {@code open-interest-margin}. */
    static Outcome openInterestMargin(CheckValue vector) {
        Inputs inputs = vector.inputs();
        Rational million = Rational.of(1_000_000);
        long ppm = OpenInterestMargin.scaledPpm(
                inputs.number("base_imf", "imf").times(million).round(Rounding.FLOOR),
                inputs.number("oi_lower", "lower_cap", "open_interest_lower_cap")
                        .round(Rounding.HALF_EVEN),
                inputs.number("oi_upper", "upper_cap", "open_interest_upper_cap")
                        .round(Rounding.HALF_EVEN),
                inputs.number("open_interest", "oi").round(Rounding.HALF_EVEN));
        return new Outcome().put("imf_ppm", ppm).put("imf", Rational.of(ppm).dividedBy(million));
    }

    /** {@code liquidation-price} and {@code liquidation-price-tiered}: by the venue's formula, Binance's where none is named. */
    static Outcome liquidationPrice(CheckValue vector) {
        Inputs inputs = vector.inputs();
        String venue = inputs.textOrNull("venue", "exchange");
        Rational price = inputs.list("positions").isEmpty()
                ? isolated(venue == null ? "binance" : venue.toLowerCase(Locale.ROOT), inputs)
                : crossed(inputs);
        return new Outcome().put("liquidation_price", price);
    }

    private static Rational isolated(String venue, Inputs inputs) {
        int side = inputs.side(1);
        Rational size = inputs.number("amount", "qty", "size").abs();
        return switch (venue) {
            case "okx", "gate", "gateio", "gate.io" ->
                LiquidationPrice.okx(
                        margin(inputs),
                        side,
                        size,
                        inputs.number("entry", "entry_price", "open_rate"),
                        inputs.number("mmr", "maintenance_margin_rate"),
                        inputs.numberOr(Rational.ZERO, "taker_fee", "fee"));
            case "bybit" ->
                LiquidationPrice.bybit(
                        side,
                        inputs.number("entry", "entry_price", "open_rate"),
                        inputs.number("leverage"),
                        inputs.number("mmr", "maintenance_margin_rate"));
            case "hyperliquid" -> hyperliquid(inputs, side, size);
            default ->
                LiquidationPrice.binance(
                        margin(inputs),
                        inputs.numberOr(Rational.ZERO, "other_unrealised", "upnl_other"),
                        inputs.numberOr(Rational.ZERO, "other_maintenance", "mm_other"),
                        inputs.numberOr(Rational.ZERO, "maint_amount", "maintenance_amount", "cum"),
                        side,
                        size,
                        inputs.number("entry", "entry_price", "open_rate"),
                        inputs.number("mmr", "maintenance_margin_rate"));
        };
    }

    private static Rational hyperliquid(Inputs inputs, int side, Rational size) {
        Rational price = inputs.number("price", "mark", "entry", "entry_price", "open_rate");
        Rational two = Rational.of(2);
        Rational rate = inputs.numberOrNull("mmr", "maintenance_margin_rate", "l");
        if (rate == null) {
            rate = Rational.ONE.dividedBy(
                    inputs.number("max_leverage", "max_lev").times(two));
        }
        Rational available = inputs.numberOrNull("margin_available", "available");
        if (available == null) {
            available = margin(inputs).minus(price.times(size).times(rate));
        }
        return LiquidationPrice.hyperliquid(price, available, side, size, rate);
    }

    /** The wallet balance, or the margin that the leverage asks of the entry value. */
    private static Rational margin(Inputs inputs) {
        Rational wallet = inputs.numberOrNull("wallet", "wallet_balance", "margin", "collateral");
        return wallet != null
                ? wallet
                : inputs.number("amount", "qty", "size")
                        .abs()
                        .times(inputs.number("entry", "entry_price", "open_rate"))
                        .dividedBy(inputs.number("leverage"));
    }

    private static Rational crossed(Inputs inputs) {
        String target = inputs.textOrNull("target", "market");
        Rational unrealised = Rational.ZERO;
        Rational maintenance = Rational.ZERO;
        Inputs own = inputs.list("positions").get(0);
        for (Inputs leg : inputs.list("positions")) {
            if (target == null ? leg.equals(own) : target.equals(leg.textOrNull("sym", "symbol", "market"))) {
                own = leg;
            } else {
                Rational size = leg.number("amount", "qty", "size").abs();
                Rational mark = leg.number("mark", "mark_price");
                Rational profit = mark.minus(leg.number("entry", "entry_price"))
                        .times(size)
                        .times(sideOf(leg));
                unrealised = unrealised.plus(profit);
                maintenance = maintenance.plus(mark.times(size)
                        .times(leg.number("mmr", "maintenance_margin_rate"))
                        .minus(leg.numberOr(Rational.ZERO, "maint_amount", "maintenance_amount", "cum")));
            }
        }
        return LiquidationPrice.binance(
                inputs.number("wallet", "wallet_balance"),
                unrealised,
                maintenance,
                own.numberOr(Rational.ZERO, "maint_amount", "maintenance_amount", "cum"),
                sideOf(own),
                own.number("amount", "qty", "size").abs(),
                own.number("entry", "entry_price"),
                own.number("mmr", "maintenance_margin_rate"));
    }

    private static int sideOf(Inputs leg) {
        return leg.side(leg.number("amount", "qty", "size").signum() < 0 ? -1 : 1);
    }

    /** {@code inverse-contract-bankruptcy-price}: also on Bybit's tick of 0.5, away from the entry for nobody's loss. */
    static Outcome inverseContract(CheckValue vector) {
        Inputs inputs = vector.inputs();
        int side = inputs.side(1);
        Rational entry = inputs.number("entry", "entry_price");
        Rational leverage = inputs.number("leverage");
        Rational tick = inputs.numberOr(Rational.of(1, 2), "tick", "tick_size");
        Rational bankruptcy = BankruptcyPrice.inverse(entry, leverage, side);
        Outcome outcome = new Outcome()
                .put("bankruptcy", bankruptcy)
                .put("bankruptcy_price", bankruptcy)
                .put("rounded", toTick(bankruptcy, tick, side));
        Rational rate = inputs.numberOr(Rational.of(5, 1000), "mmr", "maintenance_margin_rate");
        Rational liquidation = BankruptcyPrice.inverseLiquidation(entry, leverage, side, rate);
        return outcome.put("liquidation", toTick(liquidation, tick, side))
                .put("liquidation_price", toTick(liquidation, tick, side));
    }

    private static Rational toTick(Rational price, Rational tick, int side) {
        return tick.times(price.dividedBy(tick).round(side > 0 ? Rounding.CEILING : Rounding.FLOOR));
    }

    /** {@code bankruptcy-and-liquidation-price-of-five-toy-positions}, or of any number of them. */
    static Outcome toyPositions(CheckValue vector) {
        Inputs inputs = vector.inputs();
        List<Rational> bankruptcy = new ArrayList<>();
        List<Rational> liquidation = new ArrayList<>();
        Outcome byId = new Outcome();
        for (Inputs position : inputs.list("positions")) {
            int side = position.side(1);
            Rational price = BankruptcyPrice.linear(
                    position.numberOr(inputs.numberOr(Rational.ONE, "p0", "price", "mark"), "p0", "price", "entry"),
                    position.number("c", "collateral", "margin"),
                    side,
                    position.number("q", "size", "qty").abs());
            bankruptcy.add(price);
            liquidation.add(LiquidationPrice.fromBankruptcyPrice(
                    price, side, Inputs.toRatio(inputs.number("mu", "mmr", "maintenance_margin_rate"))));
            String id = position.textOrNull("id");
            if (id != null) {
                byId.put(id, price);
            }
        }
        return new Outcome()
                .put("bankruptcy", bankruptcy)
                .put("liquidation", liquidation)
                .put("bankruptcy_by_id", byId);
    }
}
