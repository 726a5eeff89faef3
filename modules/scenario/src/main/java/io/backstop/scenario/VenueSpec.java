package io.backstop.scenario;

import io.backstop.model.Ratio;

/**
 * A venue's rules: each a named choice, a preset is nothing but a set of them (economics section 2).
 *
 * @param preset the preset's name, or {@code custom}
 * @param fee liquidation fee, a share of the filled notional, at most the leftover margin
 */
public record VenueSpec(
        String name,
        String preset,
        Liquidation liquidation,
        OrderLimit orderLimit,
        Ratio fee,
        Takeover takeover,
        Vault vault,
        Fund fund,
        Adl adl,
        Residual residual) {

    /**
     * How much of a breached leg is ordered.
     *
     * @param threshold STAGED: micro-dollars of leg notional above which only {@code fraction} is ordered first
     * @param fraction STAGED: of the leg; PER_BLOCK: of the leg in each tick
     * @param coolDownMillis STAGED: pause after a first slice
     * @param minimumNotional PER_BLOCK: legs or remainders below this go whole
     * @param maximumNotional PER_BLOCK: micro-dollars for an account in each tick
     */
    public record Liquidation(
            Style style,
            long threshold,
            Ratio fraction,
            long coolDownMillis,
            long minimumNotional,
            long maximumNotional) {
        /** The named styles. */
        public enum Style {
            /** A slice first, a pause, then the rest (hyperliquid-like). */
            STAGED,
            /** Every leg at once (binance-like). */
            WHOLE,
            /** Down to the margin tier below in each pass (BitMEX, OKX). */
            STEP_DOWN,
            /** A capped share in each tick (dydx-like). */
            PER_BLOCK
        }
    }

    /**
     * The worst price at which a liquidation order fills.
     */
    public enum OrderLimit {
        /** Any price. */
        NONE,
        /** Not beyond the bankruptcy price. */
        BANKRUPTCY_PRICE,
        /** Beyond the bankruptcy price only as far as the insurance fund tops up the fill (dydx-like). */
        FUND_TOP_UP
    }

    /**
     * Who takes what the book did not.
     *
     * @param line VAULT: takes an account whose equity is below this share of maintenance margin and not negative
     */
    public record Takeover(By by, Ratio line) {
        /** The named takers. */
        public enum By {
            /** Nobody. */
            NONE,
            /** The takeover vault, whole accounts at mark. */
            VAULT,
            /** The insurance fund, leg by leg at the bankruptcy price. */
            FUND
        }
    }

    /**
     * The takeover vault.
     *
     * @param equity micro-dollars at the start
     * @param parent micro-dollars of the vault's parent, the last payer
     * @param unwindShare of the depth left in a tick that the vault may use
     * @param deleverageShare of each leg of its inventory that one trigger closes by ADL
     * @param lossThreshold theta: ADL of inventory when vault equity is below minus this
     * @param inventoryCap micro-dollars of inventory notional, or {@link Long#MAX_VALUE}
     */
    public record Vault(
            long equity,
            long parent,
            Ratio unwindShare,
            Ratio deleverageShare,
            long lossThreshold,
            long inventoryCap) {}

    /**
     * The insurance fund; caps are micro-dollars, {@link Long#MAX_VALUE} for none.
     *
     * @param capPerEvent of one account, tick and market
     * @param capPerTick of all events in a tick
     * @param inventoryLimit notional at mark of what it holds
     * @param unwindShare of the depth left in a tick that it may use
     */
    public record Fund(long balance, long capPerEvent, long capPerTick, long inventoryLimit, Ratio unwindShare) {}

    /** Auto-deleveraging. */
    public record Adl(Trigger trigger, Ranking ranking, Allocation allocation, AdlPrice price) {
        /** When it starts. */
        public enum Trigger {
            /** Never. */
            NONE,
            /** For accounts of negative equity and for vault inventory (hyperliquid-like). */
            NEGATIVE_EQUITY,
            /** For what neither book nor fund took in this pass (binance-like). */
            UNFILLED,
            /** For what the book left when it filled nothing of the order (dydx-like). */
            NOTHING_FILLED
        }

        /** Who is first. */
        public enum Ranking {
            BINANCE,
            HYPERLIQUID,
            BITMEX,
            PNL,
            RANDOM
        }

        /** How much each gives. */
        public enum Allocation {
            QUEUE,
            WEALTH_PRO_RATA,
            CONTRACT_PRO_RATA,
            CAPPED_PRO_RATA
        }

        /** At what price. */
        public enum AdlPrice {
            BANKRUPTCY_PRICE,
            PREVIOUS_MARK,
            MARK
        }
    }

    /** What happens to what is left. */
    public enum Residual {
        /** Recorded as bad debt. */
        BAD_DEBT,
        /** Shared pro rata over unrealised profits (Vega rule). */
        SOCIALISE,
        /** Nothing: the position and its negative equity stay (dydx-like). */
        KEEP
    }
}
