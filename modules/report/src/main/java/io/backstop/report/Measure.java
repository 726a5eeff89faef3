package io.backstop.report;

import org.jspecify.annotations.Nullable;

/** The figures of a run's outcome, as {@code --json}, {@code checks} and {@code observed} name them. */
public enum Measure {
    /** (account, tick, exit, market) in which forced flow left an account (economics N7). */
    LIQUIDATIONS("liquidations", Unit.COUNT),
    /** Accounts with at least one liquidation. */
    LIQUIDATED_ACCOUNTS("liquidatedAccounts", Unit.COUNT),
    /** Forced flow that left accounts, at mark, each unit once: book, takeover, ADL with the account as estate. */
    LIQUIDATED_NOTIONAL("liquidatedNotional", Unit.USD),
    /** Minus the realised profit of all forced closes of liquidated accounts, before fees. */
    LOSS_OF_LIQUIDATED("lossOfLiquidated", Unit.USD),
    /** (estate, target, market, tick) in which a position was closed against another. */
    ADL_EVENTS("adlEvents", Unit.COUNT),
    /** Notional at mark that ADL closed, vault inventory included. */
    ADL_NOTIONAL("adlNotional", Unit.USD),
    /** Accounts that ADL closed something of. */
    ADL_ACCOUNTS("adlAccounts", Unit.COUNT),
    /** Of them, those with at least 1,000 USD closed. */
    ADL_ACCOUNTS_AT_LEAST_1000("adlAccountsAtLeast1000", Unit.COUNT),
    /** Realised profit of ADL targets over ADL notional. */
    ADL_REALISED_PNL_SHARE("adlRealisedPnlShare", Unit.SHARE),
    /** What targets gave up against mark; negative if the prices were better for them. */
    ADL_HAIRCUT("adlHaircut", Unit.USD),
    /** Paid by the insurance fund into deficits. */
    INSURANCE_FUND_PAID("insuranceFundPaid", Unit.USD),
    /** Paid by the vault's parent into deficits. */
    VAULT_PARENT_PAID("vaultParentPaid", Unit.USD),
    /** Deficits shared among holders of profits. */
    SOCIALISED_LOSS("socialisedLoss", Unit.USD),
    /** Deficits that nobody paid. */
    BAD_DEBT("badDebt", Unit.USD),
    /** Sum of max(0, -equity) at mark when ADL was triggered, each account once. */
    DEFICIT_AT_TRIGGER("deficitAtTrigger", Unit.USD),
    /** Equity of accounts with a position, at the opening marks. */
    ACTIVE_EQUITY("activeEquity", Unit.USD),
    /** From the moment 0.5 % of the final liquidated notional is reached to the first ADL. */
    FIRST_ADL_LAG_SECONDS("firstAdlLagSeconds", Unit.SECONDS),
    /** Share of ADL notional that fell on the hundred accounts with the most. */
    TOP_HUNDRED_SHARE("topHundredShare", Unit.SHARE),
    /** Least equity of the insurance fund at the close of a tick. */
    MINIMUM_FUND_EQUITY("minimumFundEquity", Unit.USD),
    /** Least equity of the vault at the close of a tick. */
    MINIMUM_VAULT_EQUITY("minimumVaultEquity", Unit.USD),
    /** Ticks that {@code maxPasses} ended. */
    PASSES_CUT("passesCut", Unit.COUNT),
    /** By how much the books did not balance. */
    CONSERVATION_ERROR("conservationError", Unit.USD);

    /** What a figure is counted in. */
    public enum Unit {
        /** Dollars; a decimal string in JSON. */
        USD,
        /** A whole number. */
        COUNT,
        /** A ratio, 1 being all. */
        SHARE,
        /** Simulated seconds. */
        SECONDS
    }

    private final String key;
    private final Unit unit;

    Measure(String key, Unit unit) {
        this.key = key;
        this.unit = unit;
    }

    /** The name in files. */
    public String key() {
        return key;
    }

    /** The unit of its value. */
    public Unit unit() {
        return unit;
    }

    /** The measure of a name in files, or null. */
    public static @Nullable Measure find(String key) {
        for (Measure measure : values()) {
            if (measure.key.equals(key)) {
                return measure;
            }
        }
        return null;
    }
}
