package io.backstop.conformance;

import org.jspecify.annotations.Nullable;

/** Which mechanism answers a vector: by its kind, and for FLOX, whose kinds are all one engine, by its project. */
final class Mechanisms {
    private Mechanisms() {}

    /** The mechanism of a vector, or null if its kind is not covered. */
    static @Nullable Mechanism of(CheckValue vector) {
        if (vector.project().startsWith("FLOX")) {
            return FloxMechanisms::step;
        }
        return switch (vector.kind()) {
            case "fillable-price" -> MarginMechanisms::fillablePrice;
            case "insurance-fund-delta" -> FundMechanisms::delta;
            case "insurance-fund-gate" -> FundMechanisms::gate;
            case "liquidation-predicate" -> MarginMechanisms::liquidationPredicate;
            case "liquidation-priority-order" -> MarginMechanisms::riskOrder;
            case "open-interest-margin" -> MarginMechanisms::openInterestMargin;
            case "liquidation-price", "liquidation-price-tiered" -> MarginMechanisms::liquidationPrice;
            case "inverse-contract-bankruptcy-price" -> MarginMechanisms::inverseContract;
            case "bankruptcy-and-liquidation-price-of-five-toy-positions" -> MarginMechanisms::toyPositions;
            case "margin-tiers" -> TierMechanisms::tiers;
            case "bad-debt-of-one-liquidation-slice" -> FundMechanisms::sliceShortfall;
            case "insurance-fund-gain-then-draw" -> FundMechanisms::gainThenDraw;
            case "social-loss-pro-rata" -> FundMechanisms::socialLoss;
            case "perp-bankruptcy-socialised-over-both-sides-of-open-interest",
                    "socialised-loss-per-unit-ceiling-rounding",
                    "socialisation-impossible-with-zero-oi" -> FundMechanisms::driftPerpetual;
            case "adl-sorting-index" -> AdlMechanisms::sortingIndex;
            case "binance-leveragepnl-score" -> AdlMechanisms::leveragePnl;
            case "adl-queue-ranking-and-lights" -> AdlMechanisms::queueAndLights;
            case "same-budget-queue-vs-wealth-pro-rata" -> AdlMechanisms::queueAgainstProRata;
            case "risk-aware-pro-rata-shares" -> AdlMechanisms::riskAware;
            case "cost-of-an-adl-fill-immediate-opportunity" -> AdlMechanisms::cost;
            case "which-equity-sign-pairs-may-be-deleveraged" -> DeleveragingMechanisms::pairs;
            case "eisenberg-noe", "rogers-veraart" -> ContagionMechanisms::clearing;
            case "eisenberg-noe-convergence" -> ContagionMechanisms::convergence;
            case "furfine" -> ContagionMechanisms::furfine;
            case "price-impact" -> FireSaleMechanisms::priceImpact;
            case "fire-sale" -> FireSaleMechanisms::fireSale;
            case "leverage" -> FireSaleMechanisms::leverage;
            case "funding-with-clamp" -> MarketMechanisms::funding;
            case "dynamic-borrow-interest-six-segment-curve" -> InterestMechanisms::segmentedCurve;
            case "aave-interest" -> InterestMechanisms::aave;
            case "spot-bankruptcy-lenders-haircut-through-the-deposit-index", "deposit-index-delta-ceiling" ->
                LossMechanisms::driftSpot;
            case "withdrawal-time-socialised-loss-factor" -> LossMechanisms::paradex;
            case "waterfall" -> LossMechanisms::waterfall;
            case "aave-liquidation" -> AaveMechanisms::liquidation;
            case "debt-ceiling" -> MakerMechanisms::autoLine;
            case "maker-vat" -> MakerMechanisms::vat;
            case "maker-clip" -> ClipMechanisms::clip;
            case "maker-flop" -> MakerMechanisms::flop;
            case "maker-vow" -> MakerMechanisms::vow;
            case "maker-end" -> MakerMechanisms::end;
            case "insurance-fund-absorbs-a-gap-loss",
                    "adl-by-pnl-equity",
                    "winner-forgoes-only-what-covers-the-deficit",
                    "deterministic-tie-break" -> FloxMechanisms::step;
            default -> byFamily(vector);
        };
    }

    /** Kinds that come in many variants are known by their shape: a bankruptcy price, two parties to an ADL, an order and a book. */
    private static @Nullable Mechanism byFamily(CheckValue vector) {
        Inputs inputs = vector.inputs();
        if (vector.kind().startsWith("bankruptcy-price")) {
            return MarginMechanisms::bankruptcyValue;
        }
        if (!vector.project().startsWith("dYdX")) {
            return null;
        }
        boolean hasOrders = inputs.has("book", "orders", "match_price");
        if (!hasOrders && inputs.child("liquidated").node().isObject()) {
            return DeleveragingMechanisms::deleverage;
        }
        return hasOrders || LiquidationOrders.accounts(inputs).size() > 1 ? LiquidationOrders::step : null;
    }
}
