package io.backstop.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.adl.AdlCandidate;
import io.backstop.adl.AdlCost;
import io.backstop.adl.AdlRanking;
import io.backstop.adl.BinanceRanking;
import io.backstop.adl.BitmexRanking;
import io.backstop.adl.CappedProRata;
import io.backstop.adl.HyperliquidRanking;
import io.backstop.adl.PnlRanking;
import io.backstop.adl.QueueAllocation;
import io.backstop.adl.RiskAwareProRata;
import io.backstop.adl.WealthProRata;
import io.backstop.model.Rational;
import io.backstop.model.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rankings, allocations and costs of auto-deleveraging. */
final class AdlMechanisms {
    private static final Scale MICROS = MarginMechanisms.MICROS;
    private static final Scale FINE = new Scale(6, 12);

    private AdlMechanisms() {}

    /** {@code adl-sorting-index}: Hyperliquid's, or the one that the vector names. */
    static Outcome sortingIndex(CheckValue vector) {
        Inputs inputs = vector.inputs();
        String named = inputs.textOrNull("venue", "ranking", "formula");
        AdlRanking ranking = ranking(named == null ? "hyperliquid" : named.toLowerCase(Locale.ROOT));
        List<AdlCandidate> candidates = new ArrayList<>();
        Outcome scores = new Outcome();
        for (Inputs position : inputs.list("positions", "accounts")) {
            AdlCandidate candidate = candidate(position, candidates.size());
            candidates.add(candidate);
            scores.put(candidate.name(), scoreOf(ranking, candidate));
        }
        List<Object> order = new ArrayList<>();
        for (AdlCandidate candidate : ranking.rank(candidates)) {
            order.add(Outcome.id(candidate.name()));
        }
        return new Outcome().put("score", scores).put("scores", scores).put("order", order);
    }

    private static AdlRanking ranking(String name) {
        return switch (name) {
            case "binance" -> new BinanceRanking();
            case "bitmex" -> new BitmexRanking();
            case "pnl", "pnl_ratio", "flox" -> new PnlRanking();
            default -> new HyperliquidRanking();
        };
    }

    private static Rational scoreOf(AdlRanking ranking, AdlCandidate candidate) {
        return Rational.of(new BigDecimal(ranking.score(candidate).toDouble()));
    }

    /** A candidate of one size unit whose value and cost are the mark and the entry price. */
    private static AdlCandidate candidate(Inputs position, int ordinal) {
        String id = position.textOrNull("id", "acct", "account");
        int side = position.side(1);
        long mark =
                MICROS.money(position.number("mark", "mark_price", "mark_value").abs());
        long cost = MICROS.money(
                        position.number("entry", "entry_price", "entry_value").abs())
                * side;
        Rational equity = position.numberOrNull("account_value", "equity");
        Rational bankrupt = position.numberOrNull("bankrupt_value", "bankruptcy_price", "bankrupt");
        long backing = equity != null
                ? MICROS.money(equity)
                : bankrupt != null ? (mark - MICROS.money(bankrupt.abs())) * side : 0;
        long notional =
                MICROS.money(position.numberOr(MICROS.dollars(mark), "notional").abs());
        return new AdlCandidate(
                ordinal,
                id == null ? String.valueOf(ordinal) : id,
                0,
                side,
                cost,
                mark,
                backing,
                MICROS.money(position.numberOr(Rational.ONE, "maintenance", "maintenance_margin")),
                MICROS.money(position.numberOr(Rational.ONE, "maintenance", "maintenance_margin")),
                notional,
                MICROS.money(position.numberOr(Rational.ZERO, "wallet", "cash")),
                false);
    }

    /** {@code binance-leveragepnl-score}; with the margin ratio 1 the score is the profit in percent of the wallet. */
    static Outcome leveragePnl(CheckValue vector) {
        List<Inputs> accounts = vector.inputs().list("accounts", "positions", "cases");
        if (accounts.isEmpty()) {
            return leveragePnl(vector.inputs());
        }
        List<Rational> scores = new ArrayList<>();
        List<Rational> percents = new ArrayList<>();
        for (Inputs account : accounts) {
            Outcome one = leveragePnl(account);
            scores.add(one.number("leverage_pnl"));
            percents.add(one.number("pnl_percent"));
        }
        return new Outcome().put("leverage_pnl", scores).put("pnl_percent", percents);
    }

    private static Outcome leveragePnl(Inputs inputs) {
        long profit = MICROS.money(inputs.number("unrealised", "upnl", "unrealized", "pnl"));
        long wallet = MICROS.money(inputs.number("wallet", "wallet_balance"));
        long equity = wallet + profit;
        Rational ratio = inputs.numberOrNull("margin_ratio");
        long maintenance = ratio == null
                ? MICROS.money(inputs.number("maintenance_margin", "mm", "maintenance"))
                : ratio.times(equity).round(Rounding.HALF_EVEN);
        Rational score = scoreOf(new BinanceRanking(), account(profit, wallet, maintenance));
        return new Outcome()
                .put("pnl_percent", scoreOf(new BinanceRanking(), account(profit, wallet, equity)))
                .put("leverage_pnl", score)
                .put("score", score);
    }

    private static AdlCandidate account(long profit, long wallet, long maintenance) {
        return new AdlCandidate(
                0, "", 0, 1, 1, profit + 1, wallet + profit, maintenance, maintenance, 0, wallet, false);
    }

    /** {@code adl-queue-ranking-and-lights}: positions by descending score, closed until the need is met. */
    static Outcome queueAndLights(CheckValue vector) {
        Inputs inputs = vector.inputs();
        List<Inputs> queue = new ArrayList<>(inputs.list("longs", "shorts", "positions", "candidates", "queue"));
        queue.sort(AdlMechanisms::byRankScore);
        List<Rational> sizes = new ArrayList<>();
        List<Object> order = new ArrayList<>();
        for (Inputs position : queue) {
            sizes.add(position.number("qty", "size", "quantity").abs());
            order.add(Outcome.id(account(position)));
        }
        Rational need = need(inputs);
        sizes.add(need);
        Scale scale = Scale.of(sizes, List.of());
        long[] capacity =
                sizes.subList(0, queue.size()).stream().mapToLong(scale::size).toArray();
        long[] closed = new QueueAllocation().allocate(scale.size(need), capacity, capacity);
        long[] left = new long[closed.length];
        Arrays.setAll(left, i -> capacity[i] - closed[i]);
        Rational unmet = need.minus(scale.sizeOf(Arrays.stream(closed).sum()));
        Outcome outcome = new Outcome().put("order", order).put("unfilled", unmet);
        putShaped(
                outcome,
                "closed",
                vector.shapeOf("closed"),
                order,
                scale,
                closed,
                scale.sizeOf(Arrays.stream(closed).sum()));
        putShaped(outcome, "remaining", vector.shapeOf("remaining"), order, scale, left, unmet);
        long[] lights = new long[closed.length];
        Arrays.setAll(lights, rank -> 5 - 5L * rank / lights.length);
        putShaped(outcome, "lights", vector.shapeOf("lights"), order, new Scale(0, 6), lights, Rational.ZERO);
        return outcome;
    }

    private static int byRankScore(Inputs a, Inputs b) {
        int byScore = b.number("rank_score", "score").compareTo(a.number("rank_score", "score"));
        if (byScore != 0) {
            return byScore;
        }
        Rational first = Numbers.parse(account(a));
        Rational second = Numbers.parse(account(b));
        return first != null && second != null
                ? first.compareTo(second)
                : account(a).compareTo(account(b));
    }

    private static String account(Inputs position) {
        String account = position.textOrNull("acct", "account", "id");
        return account == null ? "" : account;
    }

    /** What is to be closed: a field of that meaning, or the only number among the inputs. */
    private static Rational need(Inputs inputs) {
        Rational named = inputs.numberOrNull(
                "qty",
                "close_qty",
                "adl_qty",
                "bankrupt_qty",
                "deficit_qty",
                "need",
                "size",
                "short_qty",
                "long_qty",
                "quantity");
        if (named != null) {
            return named.abs();
        }
        for (Map.Entry<String, JsonNode> field : inputs.node().properties()) {
            Rational value = Numbers.parse(field.getValue());
            if (value == null && field.getValue().isObject()) {
                value = new Inputs(field.getValue()).numberOrNull("qty", "size", "quantity");
            }
            if (value != null) {
                return value.abs();
            }
        }
        throw new MissingInput("qty");
    }

    /** Amounts by account as an object, as objects with an account, as a list in ranking order, or their sum. */
    private static void putShaped(
            Outcome outcome,
            String name,
            JsonNode shape,
            List<Object> order,
            Scale scale,
            long[] amounts,
            Rational sum) {
        if (shape.isObject()) {
            Outcome byAccount = new Outcome();
            for (int i = 0; i < amounts.length; i++) {
                byAccount.put(idText(order.get(i)), scale.sizeOf(amounts[i]));
            }
            outcome.put(name, byAccount);
        } else if (shape.isArray()) {
            outcome.put(name, listShaped(shape, order, scale, amounts));
        } else {
            outcome.put(name, sum);
        }
    }

    private static List<Object> listShaped(JsonNode shape, List<Object> order, Scale scale, long[] amounts) {
        boolean isFull = shape.size() == amounts.length;
        JsonNode first = shape.path(0);
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < amounts.length; i++) {
            if (isFull || amounts[i] != 0) {
                Rational amount = scale.sizeOf(amounts[i]);
                if (first.isObject()) {
                    Outcome entry =
                            new Outcome().put("qty", amount).put("size", amount).put("closed", amount);
                    entry.fields().put("acct", order.get(i));
                    entry.fields().put("id", order.get(i));
                    list.add(entry);
                } else if (first.isArray()) {
                    list.add(List.of(order.get(i), amount));
                } else {
                    list.add(isIds(shape, order) ? order.get(i) : amount);
                }
            }
        }
        return list;
    }

    private static boolean isIds(JsonNode shape, List<Object> order) {
        for (JsonNode element : shape) {
            if (!order.contains(Outcome.id(element.asText()))) {
                return false;
            }
        }
        return true;
    }

    private static String idText(Object id) {
        return id.toString();
    }

    /**
     * {@code same-budget-queue-vs-wealth-pro-rata}: the budget is a share of the deficit, the endowment the positive profit; cash is
     * protected.
     */
    static Outcome queueAgainstProRata(CheckValue vector) {
        Inputs inputs = vector.inputs();
        List<Rational> equity = inputs.numbers("equity");
        List<Rational> profit = inputs.numbers("pnl");
        Rational deficit = Rational.ZERO;
        for (Rational e : equity) {
            deficit = deficit.plus(e.negate().max(Rational.ZERO));
        }
        Rational budget = inputs.numberOr(deficit.times(inputs.numberOr(Rational.ONE, "severity")), "budget");
        long[] endowment =
                profit.stream().mapToLong(p -> FINE.money(p.max(Rational.ZERO))).toArray();
        Rational capacity = FINE.dollars(Arrays.stream(endowment).sum());
        long need = FINE.money(budget);
        long[] byQueue = inOrder(queueOrder(inputs, endowment.length), endowment, need);
        long[] proRata = new WealthProRata().allocate(need, endowment, endowment);
        Outcome outcome = new Outcome()
                .put("deficit", deficit)
                .put("budget", budget)
                .put("capacity", capacity)
                .put("queue", haircuts(equity, endowment, byQueue))
                .put("pro_rata", proRata(vector, equity, endowment, proRata));
        outcome.put("residual", budget.minus(capacity).max(Rational.ZERO));
        return withCaps(outcome, inputs, equity, endowment, need);
    }

    /** One haircut for all where the vector expects one number. */
    private static Outcome proRata(CheckValue vector, List<Rational> equity, long[] endowment, long[] seized) {
        Outcome outcome = haircuts(equity, endowment, seized);
        long total = Arrays.stream(endowment).sum();
        if (vector.shapeOf("pro_rata").path("haircut").isValueNode() && total != 0) {
            outcome.put("haircut", Rational.of(Arrays.stream(seized).sum(), total));
        }
        return outcome;
    }

    private static Outcome withCaps(
            Outcome outcome, Inputs inputs, List<Rational> equity, long[] endowment, long need) {
        List<Rational> caps = inputs.numbers("caps", "haircut_caps", "cap");
        Rational single = inputs.numberOrNull("cap", "haircut_cap");
        if (caps.isEmpty() && single == null) {
            return outcome;
        }
        long[] capacity = new long[endowment.length];
        Arrays.setAll(
                capacity, i -> FINE.money(FINE.dollars(endowment[i]).times(single == null ? caps.get(i) : single)));
        long[] capped = new CappedProRata().allocate(need, capacity, endowment);
        return outcome.put("capped_pro_rata", haircuts(equity, endowment, capped))
                .put("capped", haircuts(equity, endowment, capped));
    }

    /** Indices of the queue: stated from 1, otherwise the order of the accounts. */
    private static int[] queueOrder(Inputs inputs, int accounts) {
        List<Rational> stated = inputs.numbers("queue_order", "order");
        boolean fromZero = stated.stream().anyMatch(i -> i.signum() == 0);
        int[] order = new int[accounts];
        for (int i = 0; i < accounts; i++) {
            order[i] = stated.isEmpty() ? i : (int) stated.get(i).round(Rounding.HALF_EVEN) - (fromZero ? 0 : 1);
        }
        return order;
    }

    private static long[] inOrder(int[] order, long[] endowment, long need) {
        long[] capacity = new long[order.length];
        Arrays.setAll(capacity, rank -> endowment[order[rank]]);
        long[] ranked = new QueueAllocation().allocate(need, capacity, capacity);
        long[] seized = new long[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            seized[order[rank]] = ranked[rank];
        }
        return seized;
    }

    private static Outcome haircuts(List<Rational> equity, long[] endowment, long[] seized) {
        List<Rational> haircut = new ArrayList<>();
        List<Rational> amounts = new ArrayList<>();
        List<Rational> after = new ArrayList<>();
        for (int i = 0; i < seized.length; i++) {
            Rational amount = FINE.dollars(seized[i]);
            haircut.add(endowment[i] == 0 ? Rational.ZERO : Rational.of(seized[i], endowment[i]));
            amounts.add(amount);
            after.add(equity.get(i).minus(amount));
        }
        return new Outcome().put("haircut", haircut).put("seized", amounts).put("equity_after", after);
    }

    /** {@code risk-aware-pro-rata-shares}. */
    static Outcome riskAware(CheckValue vector) {
        Inputs inputs = vector.inputs();
        List<Inputs> winners = inputs.list("winners", "accounts", "positions");
        boolean isListed = !winners.isEmpty() && winners.get(0).node().isObject();
        List<Rational> equity = isListed ? each(winners, "equity", "e") : inputs.numbers("equity");
        List<Rational> leverage = isListed
                ? each(winners, "effective_leverage", "leverage", "lambda")
                : inputs.numbers("effective_leverage", "leverage", "lambda");
        Rational threshold =
                inputs.numberOr(Rational.of(9, 10), "threshold", "cvar_threshold", "lambda_0", "cvar_lambda");
        int power =
                (int) inputs.numberOr(Rational.of(2), "power", "exponent", "p").round(Rounding.HALF_EVEN);
        List<String> names = vector.shapeOf("pro_rata").isObject() ? winnerNames(inputs) : List.of();
        return new Outcome()
                .put("pro_rata", named(names, equity, leverage, new RiskAwareProRata.Neutral()))
                .put("linear_g", named(names, equity, leverage, new RiskAwareProRata.Linear()))
                .put("power_g", named(names, equity, leverage, new RiskAwareProRata.Power(power)))
                .put("cvar_g", named(names, equity, leverage, new RiskAwareProRata.TailRisk(threshold)));
    }

    private static List<Rational> each(List<Inputs> items, String... names) {
        List<Rational> values = new ArrayList<>();
        items.forEach(item -> values.add(item.number(names)));
        return values;
    }

    /** Names as the keys of the equities, as ids of the winners, or as a list of their own. */
    private static List<String> winnerNames(Inputs inputs) {
        List<String> names = new ArrayList<>();
        inputs.child("equity").node().fieldNames().forEachRemaining(names::add);
        if (names.isEmpty()) {
            inputs.list("winners", "accounts", "ids", "names", "positions")
                    .forEach(winner -> names.add(
                            winner.node().isObject()
                                    ? account(winner)
                                    : winner.node().asText()));
        }
        return names;
    }

    /** A list in the order of the inputs, or an object where the winners have names. */
    private static Object named(
            List<String> names, List<Rational> equity, List<Rational> leverage, RiskAwareProRata.RiskModel model) {
        List<Rational> shares = RiskAwareProRata.shares(equity, leverage, model);
        Outcome byName = new Outcome();
        for (int i = 0; i < names.size(); i++) {
            byName.put(names.get(i), shares.get(i));
        }
        return names.isEmpty() ? shares : byName;
    }

    /** {@code cost-of-an-adl-fill-immediate-opportunity}. */
    static Outcome cost(CheckValue vector) {
        List<Inputs> cases = vector.inputs().list("cases");
        List<Rational> immediate = new ArrayList<>();
        List<Rational> opportunity = new ArrayList<>();
        List<Rational> total = new ArrayList<>();
        for (Inputs item : cases.isEmpty() ? List.of(vector.inputs()) : cases) {
            Rational size = item.number("q", "size", "qty");
            Rational exec = item.number("exec", "exec_price", "fill_price");
            Rational mark = item.number("mark0", "mark");
            Rational later = item.number("mark1", "mark_after");
            Scale scale = Scale.of(List.of(size), List.of(exec, mark, later));
            long units = scale.size(size);
            long now = AdlCost.immediate(units, scale.price(mark), scale.money(size.times(exec)));
            long then = AdlCost.opportunity(units, scale.price(mark), scale.price(later));
            immediate.add(scale.dollars(now));
            opportunity.add(scale.dollars(then));
            total.add(scale.dollars(now + then));
        }
        return new Outcome()
                .put("immediate", oneOrAll(cases, immediate))
                .put("opportunity", oneOrAll(cases, opportunity))
                .put("total", oneOrAll(cases, total));
    }

    private static Object oneOrAll(List<Inputs> cases, List<Rational> values) {
        return cases.isEmpty() ? values.get(0) : values;
    }
}
