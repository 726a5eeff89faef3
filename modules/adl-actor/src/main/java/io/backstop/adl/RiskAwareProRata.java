package io.backstop.adl;

import io.backstop.model.Rational;
import java.util.ArrayList;
import java.util.List;

/**
 * Risk-aware pro-rata (Chitra, arXiv 2512.01112, appendix on RAP): a winner's share of the budget is proportional to
 * {@code e * lambda * g(lambda)}, with e its equity and lambda its effective leverage (notional over equity). Exact.
 *
 * <p>A published formula that only conformance checks: the paper shares a budget of money, the venues' {@link AdlAllocation}s
 * share contracts.
 */
public final class RiskAwareProRata {
    private RiskAwareProRata() {}

    /** The risk models of the paper. */
    public sealed interface RiskModel {
        /** Weight for a unit of equity at a leverage: {@code lambda * g(lambda)}. */
        Rational weight(Rational leverage);
    }

    /** Plain pro-rata: every unit of equity weighs the same. */
    public record Neutral() implements RiskModel {
        @Override
        public Rational weight(Rational leverage) {
            return Rational.ONE;
        }
    }

    /** {@code g(lambda) = lambda}. */
    public record Linear() implements RiskModel {
        @Override
        public Rational weight(Rational leverage) {
            return leverage.times(leverage);
        }
    }

    /**
     * {@code g(lambda) = lambda^exponent}.
     *
     * @param exponent 0 or more; the paper's example has 2
     */
    public record Power(int exponent) implements RiskModel {
        @Override
        public Rational weight(Rational leverage) {
            Rational weight = leverage;
            for (int i = 0; i < exponent; i++) {
                weight = weight.times(leverage);
            }
            return weight;
        }
    }

    /**
     * {@code g(lambda) = max(0, lambda - threshold)}.
     *
     * @param threshold leverage below which nobody pays; the paper's example has 0.9
     */
    public record TailRisk(Rational threshold) implements RiskModel {
        @Override
        public Rational weight(Rational leverage) {
            return leverage.times(leverage.minus(threshold).max(Rational.ZERO));
        }
    }

    /**
     * Shares of the budget.
     *
     * @param equity of each winner, 0 or more
     * @param leverage of each winner, 0 or more
     * @return shares in the order of the inputs that add up to 1; plain pro-rata if the model gives no winner any weight, and all
     *     0 if there is no equity
     */
    public static List<Rational> shares(List<Rational> equity, List<Rational> leverage, RiskModel model) {
        List<Rational> weights = new ArrayList<>();
        Rational total = Rational.ZERO;
        for (int i = 0; i < equity.size(); i++) {
            Rational weight = equity.get(i).times(model.weight(leverage.get(i)));
            weights.add(weight);
            total = total.plus(weight);
        }
        if (total.signum() == 0) {
            return model instanceof Neutral ? weights : shares(equity, leverage, new Neutral());
        }
        List<Rational> shares = new ArrayList<>();
        for (Rational weight : weights) {
            shares.add(weight.dividedBy(total));
        }
        return shares;
    }
}
