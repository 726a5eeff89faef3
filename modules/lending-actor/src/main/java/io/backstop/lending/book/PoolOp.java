package io.backstop.lending.book;

import io.backstop.lending.maker.CollateralAuction;
import io.backstop.lending.maker.DebtAuction;
import io.backstop.lending.maker.SurplusAuction;
import io.backstop.lending.pool.AutoLine;
import org.jspecify.annotations.Nullable;

/** An elementary operation on a pool. Amounts are in the reserve's units; what they are worth in scaled units the pool computes. */
public sealed interface PoolOp {
    /** Units come in for a claim, of the public or of an account. */
    record Supply(int reserve, long units, boolean byPublic) implements PoolOp {}

    /** Units go out. {@code held} are the scaled units of the claim. */
    record Withdraw(int reserve, long units, long held, boolean byPublic) implements PoolOp {}

    /** A claim passes to the treasury. */
    record Forfeit(int reserve, long scaled) implements PoolOp {}

    /** Units are borrowed, or minted where the protocol issues them. */
    record Borrow(int reserve, long units) implements PoolOp {}

    /** Units are repaid. {@code owed} is the borrower's scaled debt. */
    record Repay(int reserve, long units, long owed) implements PoolOp {}

    /** Debt of an account without collateral becomes deficit; {@code owed} is scaled. */
    record Burn(int reserve, long owed) implements PoolOp {}

    /** Debt is put back on a borrower. */
    record Charge(int reserve, long units) implements PoolOp {}

    /** The offset, or the stakers, fill a part of the deficit. */
    record Cover(int reserve, long units, boolean byStakers) implements PoolOp {}

    /** The deficit is taken from the suppliers. */
    record WriteDown(int reserve) implements PoolOp {}

    /** A keeper receives money (below 0: pays). */
    record KeeperCash(int keeper, long amount) implements PoolOp {}

    /** A deficit is entered in the list of those that are open. */
    record DeficitOpened(OpenDeficit deficit) implements PoolOp {}

    /** A part of an open deficit was paid. */
    record DeficitPaid(String id, int reserve, long units) implements PoolOp {}

    /** An account is seen in breach for the first time, now. */
    record Sighted(long account) implements PoolOp {}

    /** An account is in breach no more. */
    record Unsighted(long account) implements PoolOp {}

    /** A collateral auction starts; so much debt is queued. */
    record AuctionOpened(OpenAuction auction, long queued) implements PoolOp {}

    /** A purchase or reset changed an auction; without lot it is over. {@code paid} was raised. */
    record AuctionChanged(long id, CollateralAuction after, long paid) implements PoolOp {}

    /** Money that the protocol issued comes to its ledger. */
    record Income(long amount) implements PoolOp {}

    /** The ledger pays with money issued for it. */
    record Incentive(long amount) implements PoolOp {}

    /** Debt queued at or before a time waits no more. */
    record Released(long until) implements PoolOp {}

    /** Surplus pays debt. */
    record Healed(long amount) implements PoolOp {}

    /** Surplus pays debt that is on auction. */
    record HealedOnAuction(long amount) implements PoolOp {}

    /** A debt auction starts. */
    record DebtAuctionOpened(OpenDebtAuction auction) implements PoolOp {}

    /** A debt auction changed, or is over. */
    record DebtAuctionChanged(long id, @Nullable DebtAuction after) implements PoolOp {}

    /** A surplus auction starts and takes its lot into custody. */
    record SurplusAuctionOpened(OpenSurplusAuction auction) implements PoolOp {}

    /** A surplus auction changed, or is over. */
    record SurplusAuctionChanged(long id, @Nullable SurplusAuction after) implements PoolOp {}

    /** The debt ceiling follows the debt. */
    record CeilingMoved(AutoLine.Ceiling ceiling) implements PoolOp {}

    /** The emergency shutdown. */
    record ShutDown() implements PoolOp {}

    /** A collateral auction is called off by the shutdown. */
    record AuctionCancelled(long id) implements PoolOp {}

    /** A withdrawal is asked for. */
    record RedemptionQueued(RedemptionRequest request) implements PoolOp {}

    /** A request was paid in part or whole, or what it asked for is no more. */
    record RedemptionPaid(long account, int reserve, long tick, long units) implements PoolOp {}
}
