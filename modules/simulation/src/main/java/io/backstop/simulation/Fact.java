package io.backstop.simulation;

import io.backstop.account.Levy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run's own events say happened: the stream that the run folder, the report, the audit and the digest are made from.
 *
 * <p>Amounts are micro-dollars, sizes signed units, prices on the market's grid, markets and assets numbers in the resolved
 * scenario. Every movement of the ledger is one of these lines and has both its legs in it.
 */
public sealed interface Fact
        permits Fact.RunOpened, Fact.PassSettled, Fact.LevyCharged, Fact.TickClosed, Fact.RunClosed, DebtFact {

    /**
     * The books at time zero.
     *
     * @param accounts rows in the risk table
     * @param activeAccounts of them with a position
     * @param activeEquity sum of the equity of accounts with a position, at the opening marks
     * @param balance sum of cash less open cost over all accounts
     * @param longInterest size units held long by accounts, for each market
     * @param shortInterest size units held short by accounts (positive), for each market
     * @param collateral units of each asset that accounts hold
     * @param outsideSize what the outside account took so that long equals short, for each market
     * @param digest of the opening table, independent of partitions
     */
    record RunOpened(
            long accounts,
            long activeAccounts,
            long activeEquity,
            long balance,
            long[] longInterest,
            long[] shortInterest,
            long[] collateral,
            long[] outsideSize,
            String digest)
            implements Fact {}

    /**
     * One pass of a tick's waterfall, settled at once by all.
     *
     * @param index exogenous price in this tick of each market, then of each collateral asset
     * @param mark of the same, frozen in the tick; of a token, what the margin test values it at
     * @param previousMark of the same in the tick before
     * @param breached accounts in breach when the pass began
     * @param triggered accounts (and the vault) of negative equity that ADL or a takeover of losses met for the first time
     * @param fundPaid what counts toward the fund's cap in the tick
     * @param ties orders decided by account name alone
     */
    record PassSettled(
            long tick,
            int pass,
            long[] index,
            long[] mark,
            long[] previousMark,
            int breached,
            List<Liquidation> liquidations,
            List<Deleveraging> deleveragings,
            List<CollateralSale> collateralSales,
            List<Unwind> unwinds,
            List<Deficit> deficits,
            List<Transfer> transfers,
            List<Triggered> triggered,
            long fundPaid,
            int ties)
            implements Fact {}

    /** An account, or the vault, whose equity was below 0 by {@code deficit} when ADL or a takeover of losses first met it. */
    record Triggered(Party estate, long deficit) {}

    /**
     * Funding or a shared loss, charged to every holder by formula. All charges and the dust add to what the levy account keeps
     * (nothing for funding, the loss for a shared loss).
     *
     * @param accounts micro-dollars that accounts paid together
     * @param outside that the outside account of the levy's market paid
     * @param fund that the fund paid on its inventory
     * @param vault that the vault paid on its inventory
     * @param kept that stays with the levy account until deficits are paid from it
     */
    record LevyCharged(long tick, Levy levy, long accounts, long outside, long fund, long vault, long kept)
            implements Fact {}

    /**
     * The close of a tick; arrays have one entry for each market.
     *
     * @param index exogenous price
     * @param mark frozen in the tick
     * @param sellDepth micro-dollars of forced sales that the tick could absorb
     * @param sellUsed of it used
     * @param openInterest size units held long by all parties
     * @param outsideSize of the outside account
     * @param outsideEquity of the outside account: its cash plus its position at mark less what it cost
     * @param inLiquidation accounts in breach at the first pass
     * @param deficitAtTrigger sum of max(0, -equity) at mark over accounts that first triggered ADL or a takeover of losses in
     *     this tick
     * @param passesCut whether {@code maxPasses} was reached
     * @param ties orders decided by account name alone
     * @param dust balance of the dust account
     * @param digest the chain up to and with this tick
     */
    record TickClosed(
            long tick,
            long[] index,
            long[] mark,
            long[] sellDepth,
            long[] buyDepth,
            long[] sellUsed,
            long[] buyUsed,
            long[] openInterest,
            long[] outsideSize,
            long[] outsideEquity,
            long[] outsideCash,
            Funds funds,
            int inLiquidation,
            long deficitAtTrigger,
            int passes,
            boolean passesCut,
            long ties,
            long dust,
            long openBadDebt,
            String digest)
            implements Fact {}

    /**
     * The end of the run.
     *
     * @param table digest of all accounts, independent of partitions
     * @param digest of the run
     */
    record RunClosed(String table, String digest) implements Fact {}

    /**
     * Fund, vault and the vault's parent.
     *
     * @param fundEquity cash and inventory at mark
     * @param fundInventory notional at mark of what the fund holds
     * @param fundInventoryCost the same at what it cost
     */
    record Funds(
            long fundCash,
            long fundEquity,
            long fundInventory,
            long fundInventoryCost,
            long vaultCash,
            long vaultEquity,
            long vaultInventory,
            long vaultInventoryCost,
            long parent) {}

    /** How forced flow left an account. */
    enum Exit {
        /** Sold to or bought from the book, the outside account being the other side. */
        BOOK,
        /** Taken by the vault at mark. */
        VAULT_TAKEOVER,
        /** Taken by the insurance fund at the bankruptcy price. */
        FUND_TAKEOVER,
        /** Closed at mark by the venue because nobody else was left. */
        RESIDUAL
    }

    /**
     * One leg (or part of one) of a breached account that left it, other than by ADL.
     *
     * @param size the account's signed change
     * @param consideration what the account paid for it (negative: received)
     * @param fee paid to the fund
     * @param realisedPnl of the closed part, before the fee
     * @param equityBefore full equity of the account when the pass began, at mark
     * @param maintenanceMargin of the account when the pass began
     * @param bankruptcyValue of the closed size: the least a sale had to bring (positive) or the most a purchase could cost
     *     (negative)
     * @param coolDownUntil simulated milliseconds before which no further slice is ordered; -1 if none was
     */
    record Liquidation(
            String account,
            int market,
            Exit exit,
            long size,
            long consideration,
            long fee,
            long realisedPnl,
            long equityBefore,
            long maintenanceMargin,
            long bankruptcyValue,
            long coolDownUntil) {}

    /** Who stands in a fact. */
    enum PartyKind {
        ACCOUNT,
        OUTSIDE,
        FUND,
        VAULT,
        PARENT,
        LEVY,
        DUST
    }

    /** A party: an account or outside account by name, the others by kind alone (empty name). */
    record Party(PartyKind kind, String name) {}

    /**
     * One (estate, target, market, tick): a position closed against an opposite one.
     *
     * @param estate a bankrupt account, or the vault
     * @param size the target's signed change
     * @param consideration what the target paid for it (negative: received); the estate has the opposite
     * @param rank 1 for the first in the ranking
     * @param score of the target, rounded for display; order is decided exactly
     * @param realisedPnl of the target's closed part
     * @param unrealisedBefore the target's unrealised profit in this market, at mark
     * @param equityBefore the target's full equity at mark
     * @param notionalBefore the target's notional over all its markets, at mark
     * @param positionBefore the target's size in this market
     * @param hedged whether the target also held a position of the other side in another market
     * @param estateRealisedPnl of the estate's closed part
     */
    record Deleveraging(
            Party estate,
            String target,
            int market,
            long size,
            long consideration,
            int rank,
            double score,
            long realisedPnl,
            long unrealisedBefore,
            long equityBefore,
            long notionalBefore,
            long positionBefore,
            boolean hedged,
            long estateRealisedPnl) {}

    /** Collateral of a flat account sold in its own spot depth. */
    record CollateralSale(String account, int asset, long units, long proceeds) {}

    /** Inventory of the fund or the vault sold to or bought from the book. */
    record Unwind(PartyKind holder, int market, long size, long consideration, long realisedPnl) {}

    /** Who bears a loss, in the order of the waterfall. */
    enum Layer {
        /** What the book paid above mark. */
        BOOK,
        /** The insurance fund, by taking a position above its worth or by topping up a fill. */
        FUND,
        /** Profitable positions closed by ADL. */
        ADL,
        /** The takeover vault's parent. */
        PARENT,
        /** Holders of unrealised profits. */
        SOCIALISED
    }

    /** One layer's part of a deficit: credited to the estate, debited to the payer. */
    record Payment(Layer layer, PartyKind payer, long amount) {}

    /**
     * A loss beyond an account's margin: {@code amount = sum of payments + carried + open - overshoot}.
     *
     * @param id {@code tick.pass/account}
     * @param amount max(0, -equity) at mark when the estate was settled
     * @param carried what is still negative after this pass and settled in a later one, under an id of its own
     * @param open what nobody paid: bad debt
     * @param overshoot what the payments gave the estate beyond the amount
     */
    record Deficit(
            String id, String account, long amount, List<Payment> payments, long carried, long open, long overshoot) {}

    /** Why money moved without a position. */
    enum Reason {
        /** Margin that the vault keeps with a taken account. */
        MARGIN_TAKEN,
        /** A deficit's payment. */
        DEFICIT,
        /** A fund's top-up of a fill. */
        TOP_UP,
        /** Rounding swept. */
        DUST
    }

    /** Money (or units of an asset) from one party to another; {@code asset} -1 is dollars. */
    record Transfer(
            Party from,
            Party to,
            int asset,
            long amount,
            Reason reason,
            @Nullable String deficit) {}
}
