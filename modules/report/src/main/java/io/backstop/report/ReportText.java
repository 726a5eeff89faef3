package io.backstop.report;

import io.backstop.scenario.Measure;
import io.backstop.simulation.Fact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What the report says in words. */
final class ReportText {
    /** What must not be claimed (economics section 5). */
    static final List<String> NOT_TO_BE_CLAIMED = List.of(
            "That this reproduces the real event. Where figures are marked as fitted, parameters were chosen to meet them; "
                    + "agreement there is no evidence.",
            "That a fund of some size would have prevented it. Depth decides the totals and is an input; fund size is hardly "
                    + "identified by them.",
            "That a queue took so much too much, without naming price, horizon and need.",
            "Anything as a share of accounts: most accounts hold next to nothing, so counts follow the tail of the population "
                    + "that was chosen.",
            "A deficit without its tick length. On a continuous path bad debt is an artefact of the step; only jumps, depth "
                    + "and delay make it real. Run half and twice the tick and state all three.",
            "More than two digits, or anything from one seed.",
            "An equilibrium, a worst case or a probability. The run is a procedure on one chosen path; shocks carry no measure.",
            "Accuracy. That the books balance to the micro-dollar is bookkeeping, not knowledge of the world.",
            "Anything about named firms beyond the sources, or what creditors lost in the real world.");

    private ReportText() {}

    static String layer(Fact.Layer layer) {
        return switch (layer) {
            case BOOK -> "book above mark";
            case FUND -> "insurance fund";
            case ADL -> "ADL haircut";
            case PARENT -> "vault’s parent";
            case SOCIALISED -> "socialised";
        };
    }

    /** Who bears a part of a deficit, by the name of its layer in {@code losses.csv}. */
    static String bearer(String layer) {
        return switch (layer) {
            case "BOOK" -> layer(Fact.Layer.BOOK);
            case "FUND" -> layer(Fact.Layer.FUND);
            case "ADL" -> layer(Fact.Layer.ADL);
            case "PARENT" -> layer(Fact.Layer.PARENT);
            case "SOCIALISED" -> layer(Fact.Layer.SOCIALISED);
            case "OFFSET" -> "the treasury’s offset before stakes";
            case "STAKES" -> "stakes that were slashed";
            case "SURPLUS" -> "the treasury’s surplus";
            case "DEBT_AUCTION" -> "buyers of new governance tokens";
            case "SUPPLIERS" -> "suppliers, by a write-down";
            case "CREDITOR" -> "creditors, when clearing found the default";
            case "REVALUED" -> "creditors, by what changed after the default";
            case "CARRIED" -> "carried to a later pass";
            case "OPEN" -> "nobody: bad debt";
            case "OVERSHOOT" -> "paid beyond the deficit";
            default -> throw new IllegalArgumentException("no such layer: " + layer);
        };
    }

    static String measure(String key) {
        return Measure.of(key).map(ReportText::measure).orElse(key);
    }

    static String measure(Measure measure) {
        return switch (measure) {
            case LIQUIDATIONS -> "Liquidations (account, tick, exit, market)";
            case LIQUIDATED_ACCOUNTS -> "Accounts liquidated";
            case LIQUIDATED_NOTIONAL -> "Liquidated notional, USD, each unit once";
            case LOSS_OF_LIQUIDATED -> "Loss of liquidated accounts, USD";
            case ADL_EVENTS -> "ADL events (estate, target, market, tick)";
            case ADL_NOTIONAL -> "ADL notional, USD";
            case ADL_ACCOUNTS -> "Accounts deleveraged";
            case ADL_ACCOUNTS_AT_LEAST_1000 -> "of them with at least 1,000 USD";
            case ADL_REALISED_PNL_SHARE -> "Realised PnL of targets / ADL notional";
            case ADL_HAIRCUT -> "ADL haircut against mark, USD";
            case INSURANCE_FUND_PAID -> "Paid by the insurance fund, USD";
            case VAULT_PARENT_PAID -> "Paid by the vault’s parent, USD";
            case SOCIALISED_LOSS -> "Socialised loss, USD";
            case BAD_DEBT -> "Bad debt, USD";
            case DEFICIT_AT_TRIGGER -> "Deficit at trigger, USD";
            case ACTIVE_EQUITY -> "Equity of accounts with a position, USD";
            case FIRST_ADL_LAG_SECONDS -> "First ADL after 0.5 % of the liquidated notional";
            case TOP_HUNDRED_SHARE -> "Share of ADL notional on the top 100 accounts";
            case MINIMUM_FUND_EQUITY -> "Least equity of the insurance fund, USD";
            case MINIMUM_VAULT_EQUITY -> "Least equity of the vault, USD";
            case PASSES_CUT -> "Ticks cut by maxPasses";
            case CONSERVATION_ERROR -> "Conservation error, USD";
            case LENDING_LIQUIDATIONS -> "Liquidations at lending protocols";
            case LENDING_DEFICITS -> "Deficits at lending protocols, USD";
            case LENDING_BAD_DEBT -> "of them open at the end: bad debt, USD";
            case ZERO_BID_SALES -> "Collateral auctioned for nothing, USD at the oracle price";
            case TREASURY_SURPLUS -> "Treasuries at the end: surplus less debt, USD";
            case MINIMUM_TREASURY_SURPLUS -> "Least of that while no collateral auction ran, USD";
            case DEBT_AUCTIONS -> "Debt auctions";
            case PARTY_DEFAULTS -> "Parties in default at the end";
            case CLAIM_LOSSES -> "Lost on claims on parties in default, USD";
            case TOKENS_REDEEMED -> "Paid for tokens given back to their issuers, USD";
        };
    }

    /** What happened, in a few plain sentences. */
    static List<String> verdict(RunSummary summary, InvariantResults invariants) {
        List<String> sentences = new ArrayList<>();
        if (!summary.scenario().markets().isEmpty()) {
            sentences.add(liquidated(summary));
        }
        if (positive(summary, Measure.LIQUIDATIONS)) {
            sentences.add(absorbed(summary));
            sentences.add(unpaid(summary));
        }
        if (!summary.scenario().debt().isEmpty()) {
            sentences.add(debts(summary));
        }
        sentences.add(books(invariants));
        return sentences;
    }

    private static BigDecimal get(RunSummary summary, Measure measure) {
        return summary.value(measure).orElse(BigDecimal.ZERO);
    }

    private static boolean positive(RunSummary summary, Measure measure) {
        return get(summary, measure).signum() > 0;
    }

    private static String count(RunSummary summary, Measure measure) {
        return Figures.count(get(summary, measure).longValue());
    }

    private static String money(RunSummary summary, Measure measure) {
        return Figures.words(get(summary, measure));
    }

    private static String liquidated(RunSummary summary) {
        if (!positive(summary, Measure.LIQUIDATIONS)) {
            return "No account was liquidated.";
        }
        return count(summary, Measure.LIQUIDATED_ACCOUNTS) + " of " + Figures.count(summary.activeAccounts())
                + " accounts with a position were liquidated, " + money(summary, Measure.LIQUIDATED_NOTIONAL)
                + " in all; they lost " + money(summary, Measure.LOSS_OF_LIQUIDATED) + ".";
    }

    private static String debts(RunSummary summary) {
        String lending = positive(summary, Measure.LENDING_DEFICITS)
                ? "Lending protocols were left with deficits of " + money(summary, Measure.LENDING_DEFICITS)
                        + ", of which " + money(summary, Measure.LENDING_BAD_DEBT) + " stayed unpaid."
                : "No lending protocol was left with a deficit.";
        String parties = positive(summary, Measure.PARTY_DEFAULTS)
                ? " Parties in default: " + count(summary, Measure.PARTY_DEFAULTS) + "; claims on them lost "
                        + money(summary, Measure.CLAIM_LOSSES) + "."
                : " No party is in default.";
        return lending + parties;
    }

    private static String absorbed(RunSummary summary) {
        String adl = positive(summary, Measure.ADL_EVENTS)
                ? "Auto-deleveraging closed " + money(summary, Measure.ADL_NOTIONAL) + " of "
                        + count(summary, Measure.ADL_ACCOUNTS) + " accounts, at prices that " + againstMark(summary)
                : "There was no auto-deleveraging.";
        String fund = positive(summary, Measure.INSURANCE_FUND_PAID)
                ? " The insurance fund paid " + money(summary, Measure.INSURANCE_FUND_PAID) + "."
                : "";
        String parent = positive(summary, Measure.VAULT_PARENT_PAID)
                ? " The vault’s parent paid " + money(summary, Measure.VAULT_PARENT_PAID) + "."
                : "";
        String shared = positive(summary, Measure.SOCIALISED_LOSS)
                ? " " + money(summary, Measure.SOCIALISED_LOSS) + " were shared among holders of profits."
                : "";
        return adl + fund + parent + shared;
    }

    private static String againstMark(RunSummary summary) {
        BigDecimal haircut = get(summary, Measure.ADL_HAIRCUT);
        return switch (haircut.signum()) {
            case 1 -> "cost them " + Figures.words(haircut) + " against mark.";
            case -1 -> "gave them " + Figures.words(haircut.negate()) + " more than the mark.";
            default -> "were the mark.";
        };
    }

    private static String unpaid(RunSummary summary) {
        return positive(summary, Measure.BAD_DEBT)
                ? money(summary, Measure.BAD_DEBT) + " stayed unpaid: bad debt."
                : "Nothing stayed unpaid.";
    }

    /** What came of an invariant, for its table. */
    static String verdict(InvariantResults.Verdict verdict) {
        return switch (verdict) {
            case HOLDS -> "holds";
            case FAILS -> "FAILS";
            case NOT_APPLICABLE -> "not applicable";
        };
    }

    private static String books(InvariantResults invariants) {
        if (invariants.results().isEmpty()) {
            return "The books were not checked.";
        }
        return invariants.passed()
                ? "All checks of the books hold, to the micro-dollar, in every tick."
                : "A check of the books failed; do not use these figures.";
    }
}
