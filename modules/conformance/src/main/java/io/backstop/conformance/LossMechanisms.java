package io.backstop.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstop.insurance.FundCover;
import io.backstop.insurance.WithdrawalHaircut;
import io.backstop.lending.LossWaterfall;
import io.backstop.lending.LossWaterfall.Absorbed;
import io.backstop.lending.LossWaterfall.Absorber;
import io.backstop.lending.ProfitHaircut;
import io.backstop.lending.rate.Index;
import io.backstop.model.Rational;
import io.backstop.model.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Losses that others bear, and whether the rule that shares them conserves money. */
final class LossMechanisms {
    private static final Scale MICROS = MarginMechanisms.MICROS;
    private static final Rational DRIFT_INDEX = Rational.of(10_000_000_000L);
    private static final int SHOWN_DECIMALS = 12;
    private static final Pattern TRADE =
            Pattern.compile("(\\w+) (long|short) ([\\d.]+) vs (\\w+) at ([\\d.]+)", Pattern.CASE_INSENSITIVE);

    private static final String[] CAPACITY = {"capacity", "amount", "size"};

    private LossMechanisms() {}

    /** Says whether what is collected is the loss. */
    static String conservation(Rational collected, Rational loss, String payers) {
        int compared = collected.compareTo(loss);
        if (compared == 0) {
            return "conserves: " + payers + " exactly the loss of " + show(loss);
        }
        return "does not conserve: " + payers + " " + show(collected) + " for a loss of " + show(loss)
                + (compared > 0 ? "; rounding up collects the difference" : "; the difference stays open");
    }

    private static String show(Rational value) {
        return value.toDecimal(SHOWN_DECIMALS, Rounding.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    /**
     * Drift v2, spot: the vault keeps a unit and pays, then the deposit index falls. Index and delta have ten decimals, as there.
     * Who deposits nothing bears nothing.
     */
    static Outcome driftSpot(CheckValue vector) {
        Inputs inputs = vector.inputs();
        long loss = MICROS.money(inputs.number("bad_borrow", "loss", "borrow").abs());
        long vault = MICROS.money(inputs.numberOr(Rational.ZERO, "insurance_vault", "insurance_fund"));
        long rest = loss - FundCover.ofBalance(vault - 1).partOf(loss);
        long deposits = MICROS.money(inputs.number("deposits", "total_deposits"));
        Rational scaled = inputs.numberOrNull("index_scaled_1e10", "deposit_index_scaled_1e10");
        Rational before = scaled == null
                ? inputs.numberOr(Rational.ONE, "deposit_index", "index").times(DRIFT_INDEX)
                : scaled;
        long index = before.round(Rounding.HALF_EVEN);
        long delta = Index.lossDelta(index, rest, deposits);
        Rational left = Rational.of(index - delta, index).times(MICROS.dollars(deposits));
        Rational collected = MICROS.dollars(deposits).minus(left);
        return new Outcome()
                .note(conservation(collected, MICROS.dollars(rest), "depositors lose"))
                .put("delta_scaled_1e10", delta)
                .put("delta", Rational.of(delta).dividedBy(DRIFT_INDEX))
                .put("deposit_index", Rational.of(index - delta).dividedBy(DRIFT_INDEX))
                .put("deposit_index_scaled_1e10", index - delta)
                .put("deposits_after", left)
                .put("borrow_after", Rational.ZERO)
                .put("insurance_paid", MICROS.dollars(loss - rest))
                .put("insurance_vault_after", MICROS.dollars(vault - (loss - rest)))
                .put("total_social_loss", MICROS.dollars(rest));
    }

    /**
     * Paradex: the factor as in the source's worked example, which divides by the total alone; the note states the factor that
     * conserves.
     */
    static Outcome paradex(CheckValue vector) {
        Inputs inputs = vector.inputs();
        WithdrawalHaircut haircut = haircut(inputs, inputs.number("mark", "price"));
        Inputs withdrawal = inputs.child("withdrawal");
        long amount = MICROS.money(withdrawal.numberOr(Rational.ZERO, "amount"));
        long kept = haircut.kept(amount, haircut.total());
        Outcome outcome = new Outcome()
                .put("exchange_bankruptcy", MICROS.dollars(haircut.bankruptcy()))
                .put("factor", part(haircut.bankruptcy(), haircut.total()))
                .put("conserving_factor", part(haircut.bankruptcy(), haircut.claims()))
                .put("insurance_fund_gets", MICROS.dollars(kept));
        String who = withdrawal.textOrNull("who", "account");
        if (who != null) {
            outcome.put(who.toLowerCase(Locale.ROOT) + "_receives", MICROS.dollars(amount - kept));
        }
        balances(inputs, inputs.number("mark", "price"))
                .forEach((name, balance) ->
                        outcome.put(name.toLowerCase(Locale.ROOT) + "_account_value", MICROS.dollars(balance)));
        Rational later = inputs.numberOrNull("mark_after");
        if (later != null) {
            WithdrawalHaircut after = haircut(inputs, later);
            outcome.put("factor_after_mark_" + show(later), part(after.bankruptcy(), after.total()));
        }
        return haircut.bankruptcy() == 0 ? outcome : outcome.note(paradexNote(haircut));
    }

    private static String paradexNote(WithdrawalHaircut haircut) {
        return "does not conserve: the worked example divides by the total, "
                + show(part(haircut.bankruptcy(), haircut.total()))
                + "; bankruptcy / (total + bankruptcy), as printed, "
                + show(part(haircut.bankruptcy(), haircut.claims())) + ", conserves";
    }

    private static Rational part(long amount, long of) {
        return amount == 0 ? Rational.ZERO : Rational.of(amount, of);
    }

    private static WithdrawalHaircut haircut(Inputs inputs, Rational mark) {
        long[] values = balances(inputs, mark).values().stream()
                .mapToLong(balance -> balance)
                .toArray();
        return WithdrawalHaircut.of(values, MICROS.money(inputs.numberOr(Rational.ZERO, "insurance_fund", "fund")));
    }

    private static Map<String, Long> balances(Inputs inputs, Rational mark) {
        Map<String, Long> balances = new TreeMap<>();
        Inputs stated = inputs.child("balances");
        stated.node()
                .properties()
                .forEach(field -> balances.put(field.getKey(), MICROS.money(stated.number(field.getKey()))));
        String text = inputs.textOrNull("trade");
        Matcher trade = TRADE.matcher(text == null ? "" : text);
        if (trade.find()) {
            Rational size = Rational.of(new BigDecimal(trade.group(3)));
            Rational entry = Rational.of(new BigDecimal(trade.group(5)));
            boolean isLong = trade.group(2).equalsIgnoreCase("long");
            long profit = MICROS.money(mark.minus(entry).times(size).times(isLong ? 1 : -1));
            balances.merge(trade.group(1), profit, Long::sum);
            balances.merge(trade.group(4), -profit, Long::sum);
        }
        return balances;
    }

    /** {@code waterfall}: margin, fund, claw-back of profits, then everyone; or the layers that a vector lists. */
    static Outcome waterfall(CheckValue vector) {
        Inputs inputs = vector.inputs();
        return inputs.has("layers") ? layers(vector) : exchange(vector);
    }

    private static Outcome layers(CheckValue vector) {
        Inputs inputs = vector.inputs();
        Rational loss = inputs.number("deficit", "loss");
        List<Rational> amounts = new ArrayList<>(List.of(loss));
        inputs.list("layers").forEach(layer -> amounts.add(layer.number(CAPACITY)));
        ScaledAmounts scaled = ScaledAmounts.of(vector, List.of(), List.of(), amounts);
        Scale scale = scaled.scale();
        List<Absorber> layers = new ArrayList<>();
        for (Inputs layer : inputs.list("layers")) {
            String name = layer.textOrNull("name", "layer");
            layers.add(new Absorber(name == null ? "" : name, scale.money(layer.number(CAPACITY))));
        }
        Absorbed absorbed = LossWaterfall.absorb(scale.money(loss), layers);
        List<Rational> taken = new ArrayList<>();
        for (long amount : absorbed.taken()) {
            taken.add(scale.dollars(amount));
        }
        return scaled.noted(new Outcome().put("taken", taken).put("residual", scale.dollars(absorbed.residual())));
    }

    private static Outcome exchange(CheckValue vector) {
        Inputs inputs = vector.inputs();
        Map<String, Rational> profits = new TreeMap<>();
        Inputs stated = inputs.child("profits");
        for (Map.Entry<String, JsonNode> field : stated.node().properties()) {
            profits.put(field.getKey(), stated.number(field.getKey()));
        }
        Rational deficit = inputs.number("deficit", "loss");
        Rational margin = inputs.numberOr(Rational.ZERO, "margin");
        Rational fund = inputs.numberOr(Rational.ZERO, "insuranceFund", "fund", "insurance_fund");
        List<Rational> amounts = new ArrayList<>(profits.values());
        amounts.addAll(List.of(deficit, margin, fund));
        ScaledAmounts scaled = ScaledAmounts.of(vector, List.of(), List.of(), amounts);
        Scale scale = scaled.scale();
        Rational cap = inputs.numberOr(fund, "perEventCap", "cap");
        Absorbed absorbed = LossWaterfall.absorb(
                scale.money(deficit),
                List.of(new Absorber("margin", scale.money(margin)), new Absorber("fund", scale.money(fund.min(cap)))));
        ProfitHaircut haircut = ProfitHaircut.of(
                absorbed.residual(),
                profits.values().stream().mapToLong(scale::money).toArray());
        Outcome after = new Outcome();
        int position = 0;
        for (Map.Entry<String, Rational> profit : profits.entrySet()) {
            after.put(profit.getKey(), profit.getValue().minus(scale.dollars(haircut.taken()[position++])));
        }
        return scaled.noted(new Outcome()
                .put("marginUsed", scale.dollars(absorbed.taken()[0]))
                .put("fundUsed", scale.dollars(absorbed.taken()[1]))
                .put("fundAfter", fund.minus(scale.dollars(absorbed.taken()[1])))
                .put("residual", scale.dollars(absorbed.residual()))
                .put("haircut", Rational.of(haircut.factor()))
                .put("profitsAfter", after)
                .put("socialised", scale.dollars(haircut.socialised())));
    }
}
