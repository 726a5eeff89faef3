package io.backstop.report;

/** The headers of the CSV files: names carry their unit, positions never change within a rules version. */
final class Columns {
    static final String[] TICKS = {
        "time_s",
        "tick",
        "market",
        "index_usd",
        "mark_usd",
        "sell_depth_usd",
        "sell_used_usd",
        "buy_depth_usd",
        "buy_used_usd",
        "open_interest_units",
        "outside_size_units",
        "outside_equity_usd",
        "outside_cash_usd",
        "book_usd",
        "vault_takeover_usd",
        "fund_takeover_usd",
        "direct_adl_usd",
        "residual_usd",
        "inventory_unwind_usd",
        "inventory_adl_usd"
    };

    static final String[] VENUE = {
        "time_s",
        "tick",
        "fund_cash_usd",
        "fund_equity_usd",
        "fund_inventory_usd",
        "fund_inventory_cost_usd",
        "vault_cash_usd",
        "vault_equity_usd",
        "vault_inventory_usd",
        "vault_inventory_cost_usd",
        "parent_usd",
        "in_liquidation",
        "passes",
        "passes_cut",
        "ties",
        "dust_usd",
        "deficit_at_trigger_usd",
        "open_bad_debt_usd",
        "digest"
    };

    static final String[] LIQUIDATIONS = {
        "time_s",
        "tick",
        "pass",
        "account",
        "market",
        "exit",
        "size_units",
        "notional_usd",
        "price_usd",
        "consideration_usd",
        "fee_usd",
        "realised_pnl_usd",
        "equity_before_usd",
        "maintenance_margin_usd",
        "bankruptcy_value_usd",
        "cool_down_until_s"
    };

    static final String[] ADL = {
        "time_s",
        "tick",
        "pass",
        "estate_kind",
        "estate",
        "target",
        "market",
        "size_units",
        "notional_usd",
        "price_usd",
        "consideration_usd",
        "haircut_usd",
        "rank",
        "score",
        "realised_pnl_usd",
        "unrealised_before_usd",
        "equity_before_usd",
        "notional_before_usd",
        "position_before_units",
        "hedged",
        "estate_realised_pnl_usd"
    };

    static final String[] WATERFALL = {
        "time_s", "tick", "pass", "deficit", "account", "deficit_usd", "layer", "payer", "amount_usd"
    };

    static final String[] TRIGGERS = {"time_s", "tick", "pass", "estate_kind", "estate", "deficit_usd"};

    static final String[] UNWINDS = {
        "time_s",
        "tick",
        "pass",
        "holder",
        "market",
        "size_units",
        "notional_usd",
        "consideration_usd",
        "realised_pnl_usd"
    };

    static final String[] TRANSFERS = {
        "time_s", "tick", "pass", "from_kind", "from", "to_kind", "to", "asset", "amount_units", "reason", "deficit"
    };

    static final String[] COLLATERAL = {"time_s", "tick", "pass", "account", "asset", "units", "proceeds_usd"};

    static final String[] LEVIES = {
        "time_s",
        "tick",
        "kind",
        "market",
        "price_usd",
        "numerator",
        "denominator",
        "loss_usd",
        "profits_usd",
        "accounts_usd",
        "outside_usd",
        "fund_usd",
        "vault_usd",
        "kept_usd"
    };

    private Columns() {}
}
