package io.backstop.scenario;

import java.util.Arrays;
import java.util.Optional;

/** What the summary of a run states and what {@code observed} and {@code checks} may name. */
public enum Measure {
    /** Liquidation events: one for each account, tick, exit (book, takeover, ADL) and market. */
    LIQUIDATIONS("liquidations", Unit.COUNT),
    /** Accounts liquidated at least once. */
    LIQUIDATED_ACCOUNTS("liquidatedAccounts", Unit.COUNT),
    /** Notional at mark that liquidated accounts lost to book, vault, fund or ADL, each unit once. */
    LIQUIDATED_NOTIONAL("liquidatedNotional", Unit.USD),
    /** Minus the realised profit of all forced closes of liquidated accounts, before fees. */
    LOSS_OF_LIQUIDATED("lossOfLiquidated", Unit.USD),
    /** ADL events: one for each estate, target, market and tick. */
    ADL_EVENTS("adlEvents", Unit.COUNT),
    /** Notional at mark closed by ADL, of accounts and of vault inventory. */
    ADL_NOTIONAL("adlNotional", Unit.USD),
    /** Accounts that ADL closed something of. */
    ADL_ACCOUNTS("adlAccounts", Unit.COUNT),
    /** Of those, accounts with at least 1,000 dollars of ADL notional. */
    ADL_ACCOUNTS_AT_LEAST_1000("adlAccountsAtLeast1000", Unit.COUNT),
    /** Profit that ADL realised for its targets over ADL notional. */
    ADL_REALISED_PNL_SHARE("adlRealisedPnlShare", Unit.RATIO),
    /** What ADL targets lost against the mark. */
    ADL_HAIRCUT("adlHaircut", Unit.USD),
    /** Paid by the insurance fund. */
    INSURANCE_FUND_PAID("insuranceFundPaid", Unit.USD),
    /** Paid by the parent of the takeover vault. */
    VAULT_PARENT_PAID("vaultParentPaid", Unit.USD),
    /** Loss shared over profitable accounts. */
    SOCIALISED_LOSS("socialisedLoss", Unit.USD),
    /** Deficits that nobody paid. */
    BAD_DEBT("badDebt", Unit.USD),
    /** Negative equity at mark of accounts when ADL was triggered for them, each account once. */
    DEFICIT_AT_TRIGGER("deficitAtTrigger", Unit.USD),
    /** Equity of accounts with a position at the opening. */
    ACTIVE_EQUITY("activeEquity", Unit.USD),
    /** Seconds from half a percent of the final liquidated notional to the first ADL. */
    FIRST_ADL_LAG_SECONDS("firstAdlLagSeconds", Unit.SECONDS),
    /** Share of ADL notional of its hundred largest targets. */
    TOP_HUNDRED_SHARE("topHundredShare", Unit.RATIO),
    /** Lowest equity of the insurance fund. */
    MINIMUM_FUND_EQUITY("minimumFundEquity", Unit.USD),
    /** Lowest equity of the takeover vault. */
    MINIMUM_VAULT_EQUITY("minimumVaultEquity", Unit.USD),
    /** Ticks that ended because maxPasses was reached. */
    PASSES_CUT("passesCut", Unit.COUNT),
    /** Largest error of any invariant; 0 in every run that completes. */
    CONSERVATION_ERROR("conservationError", Unit.USD),
    /** Liquidations at lending protocols: one for each account, tick and pass of fixed-spread seizures, one for each auction started. */
    LENDING_LIQUIDATIONS("lendingLiquidations", Unit.COUNT),
    /** Debt that borrowers without collateral left at lending protocols, before anyone covered it. */
    LENDING_DEFICITS("lendingDeficits", Unit.USD),
    /** Of the lending deficits, what stands open at the end, covered by nobody and written down from nobody. */
    LENDING_BAD_DEBT("lendingBadDebt", Unit.USD),
    /** Value at the oracle price of collateral that auctions gave away for nothing. */
    ZERO_BID_SALES("zeroBidSales", Unit.USD),
    /** Surplus less queued and unqueued debt of all treasuries at the end; below 0 if debt is left. */
    TREASURY_SURPLUS("treasurySurplus", Unit.USD),
    /** Lowest sum of that at the close of a tick, of the ticks in which no collateral auction runs at their close. */
    MINIMUM_TREASURY_SURPLUS("minimumTreasurySurplus", Unit.USD),
    /** Debt auctions started. */
    DEBT_AUCTIONS("debtAuctions", Unit.COUNT),
    /** Parties in default at the end. */
    PARTY_DEFAULTS("partyDefaults", Unit.COUNT),
    /** What defaults cost creditors inside and outside: obligations of parties in default less what clearing pays on them. */
    CLAIM_LOSSES("claimLosses", Unit.USD),
    /** What issuers paid for tokens that holders gave back. */
    TOKENS_REDEEMED("tokensRedeemed", Unit.USD);

    /** The unit of a measure's value. */
    public enum Unit {
        /** Dollars. */
        USD,
        /** A number of things. */
        COUNT,
        /** A share or quotient. */
        RATIO,
        /** Seconds of simulated time. */
        SECONDS
    }

    private final String key;
    private final Unit unit;

    Measure(String key, Unit unit) {
        this.key = key;
        this.unit = unit;
    }

    /** The name in scenario files and summaries. */
    public String key() {
        return key;
    }

    /** The unit of its value. */
    public Unit unit() {
        return unit;
    }

    /** The measure of a name. */
    public static Optional<Measure> of(String key) {
        return Arrays.stream(values())
                .filter(measure -> measure.key.equals(key))
                .findFirst();
    }
}
