package io.backstop.lending.pass;

/**
 * One thing that happened at a lending protocol. Accounts are keys, keepers and reserves are numbers, amounts in units of the reserve
 * or in micro-dollars where so named.
 */
public sealed interface LendingLine {
    /**
     * A fixed-spread liquidation.
     *
     * @param weighted collateral by thresholds before it, micro-dollars
     * @param debt before it, micro-dollars
     * @param repaid units of the debt's reserve
     * @param cost micro-dollars that the liquidator paid for them
     * @param seized units of the collateral's reserve, the fee among them
     * @param fee units that the protocol keeps
     * @param proceeds micro-dollars that the liquidator sold the rest for
     */
    record Liquidated(
            long account,
            int keeper,
            long weighted,
            long debt,
            int debtReserve,
            long repaid,
            long cost,
            int collateralReserve,
            long seized,
            long fee,
            long proceeds)
            implements LendingLine {}

    /** A collateral auction started; {@code due}, {@code tab} and {@code incentive} in micro-dollars. */
    record AuctionKicked(
            long auction, long account, int keeper, int reserve, long lot, long due, long tab, long incentive)
            implements LendingLine {}

    /**
     * A purchase at an auction.
     *
     * @param slice units bought and sold on
     * @param paid micro-dollars, 0 for a bid of zero
     * @param proceeds micro-dollars that the keeper sold them for
     * @param returned units back to the account
     */
    record AuctionTaken(
            long auction, long account, int keeper, int reserve, long slice, long paid, long proceeds, long returned)
            implements LendingLine {}

    /** An auction was reset to the market price; {@code incentive} in micro-dollars. */
    record AuctionReset(long auction, int keeper, long incentive) implements LendingLine {}

    /** An auction was called off by the shutdown: lot back to the account, tab owed again. */
    record AuctionCancelled(long auction, long account, int reserve, long lot, long tab) implements LendingLine {}

    /** An auction ended; {@code unpaid} micro-dollars of the debt were not raised. */
    record AuctionClosed(long auction, long account, long unpaid) implements LendingLine {}

    /** Debt without collateral: {@code id} is {@code tick.pass/protocol/account}. */
    record Deficit(String id, long account, int reserve, long units) implements LendingLine {}

    /** Somebody paid for a part of a deficit. */
    record DeficitPaid(String id, int reserve, long units, Layer layer) implements LendingLine {}

    /** Suppliers lost by a write-down of a reserve, dust of the index to the treasury included. */
    record WrittenDown(int reserve, long units) implements LendingLine {}

    /** A borrower bought collateral for cash and supplied it. */
    record ToppedUp(long account, int reserve, long units, long cost) implements LendingLine {}

    /** A borrower sold collateral and repaid. */
    record SoldToRepay(
            long account, int collateralReserve, long sold, long proceeds, int debtReserve, long repaid, long cost)
            implements LendingLine {}

    /** A borrower drew debt and bought collateral with it. */
    record Leveraged(
            long account, int debtReserve, long drawn, long proceeds, int collateralReserve, long bought, long cost)
            implements LendingLine {}

    /** A borrower's other account paid dollars in; they lie beside the protocol. */
    record Deposited(long account, long dollars) implements LendingLine {}

    /** A borrower repaid from cash. */
    record RepaidFromCash(long account, int reserve, long units, long cost) implements LendingLine {}

    /** A supplier asked for a withdrawal; {@link io.backstop.lending.book.RedemptionRequest#PUBLIC} for the public. */
    record RedemptionAsked(long account, int reserve, long units) implements LendingLine {}

    /** A supplier was paid what it asked for in a tick. */
    record RedemptionPaid(long account, int reserve, long units, long askedAt) implements LendingLine {}

    /** The first bid of a debt auction: dollars from outside for {@code tokens} (10^-6) that would be minted. */
    record Recapitalised(long auction, int keeper, long dollars, long tokens) implements LendingLine {}

    /** A later bid of a debt auction: one outsider pays another. */
    record Outbid(long auction, int keeper, long tokens) implements LendingLine {}

    /** A debt auction ended; so many tokens (10^-6) were minted. */
    record DebtAuctionDealt(long auction, long minted) implements LendingLine {}

    /** A surplus auction ended: dollars to outside for tokens (10^-6) that were burned. */
    record SurplusSold(long auction, long dollars, long burned) implements LendingLine {}

    /** The debt ceiling changed, micro-dollars. */
    record CeilingChanged(long line) implements LendingLine {}

    /** The emergency shutdown: a position gave collateral for its debt. */
    record Skimmed(long account, int reserve, long taken, long debt) implements LendingLine {}
}
