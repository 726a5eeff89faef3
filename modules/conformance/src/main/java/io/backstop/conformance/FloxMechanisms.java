package io.backstop.conformance;

import io.backstop.account.LiquidationPredicate;
import io.backstop.account.MarginTiers;
import io.backstop.adl.AdlCandidate;
import io.backstop.adl.AdlRanking;
import io.backstop.adl.BinanceRanking;
import io.backstop.adl.PnlRanking;
import io.backstop.adl.QueueAllocation;
import io.backstop.adl.Score;
import io.backstop.insurance.FundCover;
import io.backstop.model.Ratio;
import io.backstop.model.Rational;
import io.backstop.model.Rounding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * FLOX's liquidation engine on one mark: underwater positions close whole at the mark (less slippage), the fund pays what it has of
 * the deficit, and winners are closed down the ranking until their profits cover the rest; each forgoes only what covers it.
 */
final class FloxMechanisms {
    private static final Scale SCALE = new Scale(4, 10);

    private FloxMechanisms() {}

    /** A position of an account of its own. */
    private record Holding(String account, Rational size, Rational entry, Rational equity, Rational multiplier) {
        static Holding of(Inputs inputs, String otherwise, int side) {
            String account = inputs.textOrNull("acct", "account", "id");
            Rational stated = inputs.numberOrNull("long_qty");
            if (stated == null) {
                Rational shortSize = inputs.numberOrNull("short_qty");
                stated = shortSize == null
                        ? inputs.number("qty", "size", "quantity")
                        : shortSize.abs().negate();
            }
            return new Holding(
                    account == null ? otherwise : account,
                    stated.times(side),
                    inputs.number("entry", "entry_price"),
                    inputs.number("equity", "margin"),
                    inputs.numberOr(Rational.ONE, "contract_multiplier", "multiplier"));
        }

        Rational unrealised(Rational price) {
            return price.minus(entry).times(size).times(multiplier);
        }

        Rational notional(Rational price) {
            return price.times(size).times(multiplier).abs();
        }

        AdlCandidate candidate(Rational mark) {
            long value = SCALE.money(mark.times(size).times(multiplier));
            long notional = SCALE.money(notional(mark));
            return new AdlCandidate(
                    key(),
                    account,
                    0,
                    Long.signum(value),
                    SCALE.money(entry.times(size).times(multiplier)),
                    Math.abs(value),
                    SCALE.money(equity),
                    notional,
                    notional,
                    notional,
                    0,
                    false);
        }

        private long key() {
            Rational number = Numbers.parse(account);
            return number == null ? 0 : number.round(Rounding.HALF_EVEN);
        }
    }

    /** The whole engine, or its tier lookup. */
    static Outcome step(CheckValue vector) {
        Inputs inputs = vector.inputs();
        return inputs.has("mark", "mark_price") ? onMark(vector) : tiers(inputs);
    }

    private static Outcome tiers(Inputs inputs) {
        MarginTiers tiers = tiersOf(inputs);
        List<Rational> fractions = new ArrayList<>();
        List<Rational> notionals = inputs.numbers("notionals", "notional");
        Rational single = inputs.numberOrNull("notional");
        if (single != null) {
            notionals.add(single);
        }
        for (Rational notional : notionals) {
            fractions.add(Rational.of(tiers.rate(tiers.tier(MarginMechanisms.MICROS.money(notional)))));
        }
        Outcome outcome = new Outcome();
        for (String name : List.of("mm_fraction", "mmr", "fraction", "mm_fractions", "fractions")) {
            if (single == null) {
                outcome.put(name, fractions);
            } else {
                outcome.put(name, fractions.get(0));
            }
        }
        return outcome;
    }

    private static MarginTiers tiersOf(Inputs inputs) {
        List<Long> floors = new ArrayList<>();
        List<Ratio> rates = new ArrayList<>();
        for (Inputs tier : inputs.list("tiers")) {
            List<Rational> pair = new ArrayList<>();
            tier.node().forEach(value -> {
                Rational number = Numbers.parse(value);
                if (number != null) {
                    pair.add(number);
                }
            });
            floors.add(MarginMechanisms.MICROS.money(pair.get(0)));
            rates.add(Inputs.toRatio(pair.get(1)));
        }
        if (floors.isEmpty()) {
            floors.add(0L);
            rates.add(inputs.rateOr(Rational.of(5, 1000), "mmr", "mm_fraction"));
        }
        return MarginTiers.derive(floors, rates);
    }

    private static Outcome onMark(CheckValue vector) {
        Inputs inputs = vector.inputs();
        Rational mark = inputs.number("mark", "mark_price");
        List<Holding> winners = winners(inputs);
        List<Holding> closed = new ArrayList<>();
        Rational deficit = Rational.ZERO;
        for (Holding holding : losers(inputs)) {
            if (isUnderwater(inputs, holding, mark)) {
                closed.add(holding);
                deficit = deficit.plus(shortfall(inputs, holding, mark));
            }
        }
        long owed = SCALE.money(deficit);
        long fund = SCALE.money(inputs.numberOr(Rational.ZERO, "fund", "insurance_fund"));
        long fromFund = FundCover.ofBalance(fund).partOf(owed);
        boolean isAdlOn = inputs.flag(true, "adl_enabled", "adl");
        int side = closed.isEmpty() ? 0 : closed.get(0).size().signum();
        List<Holding> ranked = isAdlOn ? ranked(inputs, winners, mark, side) : List.of();
        long[] capacity = ranked.stream()
                .mapToLong(winner -> SCALE.money(winner.unrealised(mark)))
                .toArray();
        long[] forgone = new QueueAllocation().allocate(owed - fromFund, capacity, capacity);
        Outcome outcome = new Outcome()
                .put("liquidations", closed.size())
                .put(
                        "liquidated",
                        closed.stream().map(h -> Outcome.id(h.account())).toList())
                .put("deficit", deficit)
                .put("fund_delta", SCALE.dollars(-fromFund))
                .put("fund_after", SCALE.dollars(fund - fromFund));
        addDeleveraged(outcome, winners, ranked, forgone, mark, owed - fromFund);
        int closeouts =
                (int) Arrays.stream(forgone).filter(amount -> amount > 0).count();
        return outcome.put("adl", vector.countOrTruth("adl", closeouts))
                .put("adl_count", closeouts)
                .put("adl_closeouts", closeouts);
    }

    private static void addDeleveraged(
            Outcome outcome, List<Holding> winners, List<Holding> ranked, long[] forgone, Rational mark, long need) {
        List<Object> order = new ArrayList<>();
        List<Outcome> after = new ArrayList<>();
        long covered = 0;
        for (int i = 0; i < forgone.length; i++) {
            covered += forgone[i];
            if (forgone[i] > 0) {
                order.add(Outcome.id(ranked.get(i).account()));
            }
        }
        for (Holding winner : winners) {
            int rank = ranked.indexOf(winner);
            after.add(winnerAfter(winner, rank < 0 ? 0 : forgone[rank], mark));
        }
        outcome.put("winners", after);
        if (winners.size() == 1) {
            outcome.put("winner", after.get(0))
                    .put("winner_equity_after", after.get(0).number("equity"))
                    .put("winner_position", after.get(0).number("position"));
        }
        outcome.put("adl_closed", order)
                .put("closed", order)
                .put("adl_paid", SCALE.dollars(covered))
                .put("deficit_unpaid", SCALE.dollars(need - covered))
                .put("unpaid", SCALE.dollars(need - covered));
    }

    private static Outcome winnerAfter(Holding winner, long forgone, Rational mark) {
        boolean isClosed = forgone > 0;
        Rational kept = winner.unrealised(mark).minus(SCALE.dollars(forgone));
        return new Outcome()
                .putId("acct", winner.account())
                .putId("id", winner.account())
                .put("equity", isClosed ? winner.equity().plus(kept) : winner.equity())
                .put("position", isClosed ? Rational.ZERO : winner.size())
                .put("qty", isClosed ? Rational.ZERO : winner.size());
    }

    private static List<Holding> losers(Inputs inputs) {
        List<Holding> losers = new ArrayList<>();
        Inputs underwater = inputs.child("underwater", "loser");
        if (underwater.node().isObject()) {
            losers.add(Holding.of(underwater, "underwater", 1));
        }
        underwater.elements().forEach(loser -> losers.add(Holding.of(loser, "underwater" + losers.size(), 1)));
        inputs.list("positions", "losers", "accounts")
                .forEach(p -> losers.add(Holding.of(p, "position" + losers.size(), 1)));
        if (losers.isEmpty()) {
            losers.add(Holding.of(inputs, "1", 1));
        }
        return losers;
    }

    private static List<Holding> winners(Inputs inputs) {
        List<Holding> winners = new ArrayList<>();
        Inputs one = inputs.child("winner");
        if (one.node().isObject()) {
            winners.add(Holding.of(one, "winner", 1));
        }
        inputs.list("winners", "positions", "accounts")
                .forEach(w -> winners.add(Holding.of(w, "winner" + winners.size(), 1)));
        return winners;
    }

    private static boolean isUnderwater(Inputs inputs, Holding holding, Rational mark) {
        MarginTiers tiers = tiersOf(inputs);
        long notional = MarginMechanisms.MICROS.money(holding.notional(mark));
        Rational required = Rational.of(tiers.rate(tiers.tier(notional))).times(holding.notional(mark));
        Rational equity = holding.equity().plus(holding.unrealised(mark));
        return LiquidationPredicate.isLiquidatable(SCALE.money(equity), SCALE.money(required)) || equity.signum() < 0;
    }

    private static Rational shortfall(Inputs inputs, Holding holding, Rational mark) {
        Rational slip =
                inputs.numberOr(Rational.ZERO, "slippage").times(holding.size().signum());
        Rational price = mark.times(Rational.ONE.minus(slip));
        return holding.equity().plus(holding.unrealised(price)).negate().max(Rational.ZERO);
    }

    /** Winners of the other side in profit: the highest score first, ties to the lower account. */
    private static List<Holding> ranked(Inputs inputs, List<Holding> winners, Rational mark, int side) {
        String name = inputs.textOrNull("ranking", "adl_ranking", "mode");
        String ranking = name == null ? "pnl_ratio" : name.toLowerCase(Locale.ROOT);
        Comparator<Holding> order = Comparator.<Holding, Score>comparing(w -> score(ranking, w, mark))
                .reversed()
                .thenComparingLong(Holding::key)
                .thenComparing(Holding::account);
        return winners.stream()
                .filter(w -> w.size().signum() == -side && w.unrealised(mark).signum() > 0)
                .sorted(order)
                .toList();
    }

    private static Score score(String ranking, Holding winner, Rational mark) {
        AdlRanking byProfit = new PnlRanking();
        return switch (ranking) {
            case "binance", "bybit", "leverage_pnl" -> new BinanceRanking().score(winner.candidate(mark));
            case "position_size", "positionsize", "size" ->
                Score.of(SCALE.size(winner.size().abs()), 1);
            default -> byProfit.score(winner.candidate(mark));
        };
    }
}
