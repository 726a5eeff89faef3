package io.backstop.conformance;

import io.backstop.account.BankruptcyPrice;
import io.backstop.account.LossSharing;
import io.backstop.insurance.DriftSocialLoss;
import io.backstop.insurance.FundCover;
import io.backstop.insurance.FundDelta;
import io.backstop.model.Ratio;
import io.backstop.model.Rational;
import io.backstop.model.Rounding;
import java.util.ArrayList;
import java.util.List;

/** Insurance funds and the sharing of losses. */
final class FundMechanisms {
    private static final Scale MICROS = MarginMechanisms.MICROS;
    private static final Scale FINE = new Scale(6, 12);

    private FundMechanisms() {}

    /** {@code insurance-fund-delta}. */
    static Outcome delta(CheckValue vector) {
        Inputs inputs = vector.inputs();
        Party party = Party.ofVector(inputs, MICROS);
        String market = MarginMechanisms.marketOf(inputs, party);
        Rational held = party.size(market);
        Rational size = inputs.numberOr(held, "fill_size", "size").abs();
        Rational closed = size.times(held.signum());
        long fillValue = MICROS.money(closed.times(inputs.number("fill_price")));
        long bankruptcy = party.bankruptcyValue(market, closed.negate());
        long delta = FundDelta.of(fillValue, bankruptcy, inputs.rateOr(Rational.of(5, 1000), "max_liquidation_fee"));
        Outcome outcome =
                new Outcome().putMoney("insurance_fund_delta", delta).putMoney("bankruptcy_value", bankruptcy);
        Rational balance = inputs.numberOrNull("fund_balance", "insurance_fund", "insurance_fund_balance");
        if (balance != null) {
            outcome.put("allowed", isAllowed(MICROS.money(balance), delta));
        }
        return outcome;
    }

    /** {@code insurance-fund-gate}. */
    static Outcome gate(CheckValue vector) {
        Inputs inputs = vector.inputs();
        long balance = MICROS.money(inputs.number("fund_balance", "balance", "insurance_fund_balance"));
        long delta = MICROS.money(inputs.number("delta", "insurance_fund_delta"));
        return new Outcome().put("allowed", isAllowed(balance, delta));
    }

    /** Whether a fund without caps can bear a change of its balance. */
    static boolean isAllowed(long balance, long delta) {
        return FundCover.ofBalance(balance).covers(Math.max(0, -delta));
    }

    /** {@code insurance-fund-gain-then-draw}: fills against bankruptcy prices, one after the other; losses are capped by the fund. */
    static Outcome gainThenDraw(CheckValue vector) {
        Inputs inputs = vector.inputs();
        long fund = MICROS.money(inputs.numberOr(Rational.ZERO, "fund_start", "fund"));
        List<Rational> balances = new ArrayList<>();
        boolean isExhausted = false;
        for (Inputs event : inputs.list("events")) {
            Rational size = event.number("qty", "size").times(event.side(1));
            long delta = FundDelta.of(
                    MICROS.money(event.number("fill").times(size)),
                    MICROS.money(event.number("bankruptcy").times(size)),
                    Ratio.ONE);
            long paid = FundCover.ofBalance(fund).partOf(Math.max(0, -delta));
            isExhausted |= paid < -delta;
            fund += Math.max(delta, 0) - paid;
            balances.add(MICROS.dollars(fund));
        }
        return new Outcome()
                .put("fund", balances)
                .put("fund_after", MICROS.dollars(fund))
                .put("adl", isExhausted);
    }

    /** {@code bad-debt-of-one-liquidation-slice}. */
    static Outcome sliceShortfall(CheckValue vector) {
        Inputs inputs = vector.inputs();
        int side = inputs.side(1);
        Rational bankruptcy = BankruptcyPrice.linear(
                inputs.number("mark", "price"),
                inputs.number("c", "collateral", "margin"),
                side,
                inputs.number("q", "size"));
        Rational slice = inputs.numberOr(inputs.number("q", "size"), "slice").times(side);
        long value = FINE.money(slice.times(bankruptcy));
        long delta = FundDelta.of(
                FINE.money(slice.times(inputs.number("exec_price", "exec", "fill_price"))), value, Ratio.ONE);
        return new Outcome()
                .put("bankruptcy", bankruptcy)
                .put("bankruptcy_price", bankruptcy)
                .put("shortfall", FINE.dollars(Math.max(0, -delta)))
                .put("surplus", FINE.dollars(Math.max(0, delta)));
    }

    /**
     * {@code social-loss-pro-rata}: one mark-to-market cycle of integer amounts. Losers pay what they have and then the pool does;
     * winners share what was collected. A loser that could not pay is closed.
     *
     * <p>A total of balances that the inputs do not determine is checked for conservation: it is the expected total plus the net
     * change of the cycle.
     */
    static Outcome socialLoss(CheckValue vector) {
        Inputs inputs = vector.inputs();
        List<Settled> settled = settle(inputs);
        long pool = inputs.numberOr(Rational.ZERO, "insurance_pool", "insurance_fund")
                .round(Rounding.HALF_EVEN);
        long gains = settled.stream().mapToLong(Settled::gain).sum();
        long paidByLosers = settled.stream().mapToLong(Settled::paid).sum();
        long fromPool = FundCover.ofBalance(pool).partOf(Math.max(0, gains - paidByLosers));
        long collected = Math.min(gains, paidByLosers + fromPool);
        long[] charge = charges(gains - collected, gains, settled);
        Outcome outcome = new Outcome()
                .put("insurance_pool", pool - fromPool)
                .put("collected", collected)
                .put("loss", gains - collected);
        long change = -fromPool;
        for (int i = 0; i < charge.length; i++) {
            Settled party = settled.get(i);
            long received = party.gain() - charge[i];
            change += received - party.paid();
            outcome.put(party.name(), party.outcome(received));
        }
        Rational total = Numbers.parse(vector.shapeOf("total_balance_conserved"));
        return total == null ? outcome : outcome.put("total_balance_conserved", total.plus(Rational.of(change)));
    }

    private static long[] charges(long loss, long gains, List<Settled> settled) {
        long[] charge = new long[settled.size()];
        long charged = 0;
        int last = -1;
        for (int i = 0; i < charge.length; i++) {
            if (settled.get(i).gain() > 0) {
                charge[i] = LossSharing.LAST_IS_PAID_DUST.charge(settled.get(i).gain(), loss, gains);
                charged += charge[i];
                last = i;
            }
        }
        if (last >= 0) {
            charge[last] += LossSharing.dust(loss, charged);
        }
        return charge;
    }

    /** A position's mark-to-market gain, or what its owner could pay of the loss. */
    private record Settled(String name, long size, long unrealised, long gain, long paid, boolean hasFailed) {
        Outcome outcome(long received) {
            long realised = gain > 0 ? received - gain : hasFailed ? -paid : 0;
            return new Outcome()
                    .put("realised", realised)
                    .put("unrealised", hasFailed ? 0 : unrealised)
                    .put("received", received)
                    .put("size", hasFailed ? 0 : size);
        }
    }

    private static List<Settled> settle(Inputs inputs) {
        Rational entry = inputs.numberOr(Rational.ZERO, "entry");
        List<Settled> settled = new ArrayList<>();
        for (Inputs position : inputs.list("positions", "parties")) {
            Rational from = position.numberOr(entry, "entry");
            long size = position.number("size").round(Rounding.HALF_EVEN);
            long profit = inputs.number("mark").minus(from).times(size).round(Rounding.HALF_EVEN);
            long loss = Math.max(0, -profit);
            Rational balance = position.numberOrNull("balance");
            long paid = balance == null ? loss : Math.min(loss, balance.round(Rounding.FLOOR));
            String name = position.textOrNull("party", "id");
            settled.add(new Settled(name == null ? "" : name, size, profit, Math.max(0, profit), paid, paid < loss));
        }
        return settled;
    }

    /** Drift's perpetual bankruptcy: fund and fee pool first, the rest over both sides of open interest. */
    static Outcome driftPerpetual(CheckValue vector) {
        Inputs inputs = vector.inputs();
        long loss = MICROS.money(inputs.number("loss").abs());
        long fund = MICROS.money(inputs.numberOr(Rational.ZERO, "insurance_vault"));
        long fees = MICROS.money(inputs.numberOr(Rational.ZERO, "fee_pool"));
        long paid = FundCover.ofBalance(fund - 1).partOf(loss);
        paid += FundCover.ofBalance(fees).partOf(loss - paid);
        long rest = loss - paid;
        Scale units = new Scale(9, 6);
        long openLong = units.size(inputs.number("oi_long").abs());
        long openShort = units.size(inputs.number("oi_short").abs());
        long charge = DriftSocialLoss.chargePerUnit(rest, openLong + openShort, units.size(Rational.ONE));
        Rational perUnit = MICROS.dollars(charge);
        Rational collected = perUnit.times(units.sizeOf(openLong + openShort));
        return new Outcome()
                .note(LossMechanisms.conservation(collected, MICROS.dollars(rest), "both sides pay"))
                .put("delta_scaled_1e9", perUnit.times(1_000_000_000L))
                .put("delta", perUnit)
                .put(
                        "cumulative_funding_long",
                        inputs.numberOr(Rational.ZERO, "cumulative_funding_long")
                                .plus(perUnit))
                .put(
                        "cumulative_funding_short",
                        inputs.numberOr(Rational.ZERO, "cumulative_funding_short")
                                .minus(perUnit))
                .put("total_social_loss", MICROS.dollars(rest))
                .put("user_quote_after", Rational.ZERO)
                .put("each_side_loss", perUnit.times(inputs.number("oi_long").abs()))
                .put("holders_quote_after", chargedHolders(inputs, perUnit));
    }

    private static List<Rational> chargedHolders(Inputs inputs, Rational perUnit) {
        List<Rational> after = new ArrayList<>();
        for (Inputs holder : inputs.list("holders")) {
            Rational charge = holder.number("base", "size").abs().times(perUnit);
            after.add(holder.number("quote", "cash").minus(charge));
        }
        return after;
    }
}
