package io.backstop.report;

/** The headers of the CSV files of lending protocols, claims and losses. */
final class DebtColumns {
    static final String[] RESERVES = {
        "time_s",
        "tick",
        "asset",
        "price_usd",
        "cash_units",
        "debt_units",
        "supply_units",
        "treasury_units",
        "deficit_units",
        "utilisation",
        "borrow_rate"
    };

    static final String[] LIQUIDATIONS = {
        "time_s",
        "tick",
        "pass",
        "account",
        "keeper",
        "weighted_collateral_usd",
        "debt_before_usd",
        "debt_asset",
        "repaid_units",
        "cost_usd",
        "collateral_asset",
        "seized_units",
        "fee_units",
        "proceeds_usd"
    };

    static final String[] AUCTIONS = {
        "time_s",
        "tick",
        "pass",
        "auction",
        "event",
        "account",
        "keeper",
        "asset",
        "lot_units",
        "tab_usd",
        "paid_usd",
        "proceeds_usd",
        "returned_units",
        "incentive_usd",
        "unpaid_usd",
        "tokens"
    };

    static final String[] BORROWERS = {
        "time_s",
        "tick",
        "pass",
        "account",
        "event",
        "collateral_asset",
        "collateral_units",
        "debt_asset",
        "debt_units",
        "received_usd",
        "paid_usd",
        "asked_at_s"
    };

    static final String[] DEFICITS = {"time_s", "tick", "pass", "deficit", "account", "asset", "layer", "amount_units"};

    static final String[] LOSSES = {
        "time_s",
        "tick",
        "pass",
        "deficit",
        "place",
        "debtor",
        "deficit_usd",
        "layer",
        "payer_kind",
        "payer",
        "amount_usd"
    };

    static final String[] CLAIMS = {
        "debt",
        "debtor",
        "creditor",
        "seniority",
        "owed_at_start_usd",
        "owed_at_end_usd",
        "worth_at_end_usd",
        "received_usd",
        "loss_usd",
        "loss_given_default",
        "hop",
        "deficit"
    };

    private DebtColumns() {}
}
