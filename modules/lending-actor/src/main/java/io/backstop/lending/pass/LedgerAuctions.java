package io.backstop.lending.pass;

import io.backstop.lending.Result;
import io.backstop.lending.agent.KeeperPolicy;
import io.backstop.lending.book.MakerTerms;
import io.backstop.lending.book.OpenDebtAuction;
import io.backstop.lending.book.OpenDeficit;
import io.backstop.lending.book.OpenSurplusAuction;
import io.backstop.lending.book.PoolOp;
import io.backstop.lending.maker.DebtAuction;
import io.backstop.lending.maker.Ledger;
import io.backstop.lending.maker.SurplusAuction;
import io.backstop.lending.pool.AutoLine;
import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;
import java.util.List;

/**
 * The ledger's part of a pass (dss {@code Vow}, {@code Flop}, {@code Flap}): debt leaves the queue, surplus heals, auctions of new
 * tokens and of surplus start, get bids and end, the ceiling follows the debt. Bidders are the keepers, with money from outside; each
 * bids what the market price of the token and its least profit allow.
 */
final class LedgerAuctions {
    /** Governance tokens are counted in millionths. */
    private static final long TOKEN = 1_000_000L;

    private final Draft draft;
    private final MakerTerms maker;
    private final long now;

    LedgerAuctions(Draft draft, MakerTerms maker) {
        this.draft = draft;
        this.maker = maker;
        this.now = draft.input().now();
    }

    void run() {
        release();
        heal();
        debtAuctions();
        surplusAuctions();
        followDebt();
    }

    private void release() {
        if (draft.pool().house().queue().stream()
                .anyMatch(entry -> Ledger.isReleasable(maker.ledger(), entry.since(), now))) {
            draft.apply(new PoolOp.Released(now - maker.ledger().waitMillis()));
        }
    }

    private void heal() {
        long amount = draft.pool().ledger().healable();
        if (amount > 0) {
            draft.apply(new PoolOp.Healed(amount));
        }
    }

    private void debtAuctions() {
        for (OpenDebtAuction open : draft.pool().house().debtAuctions()) {
            settle(open);
        }
        while (maker.ledger().sump() > 0
                && draft.pool().ledger().debtAuctionStarted(maker.ledger()).isAccepted()) {
            DebtAuction started = DebtAuction.kick(
                    maker.debtAuction(), maker.ledger().sump(), maker.ledger().dump(), now);
            draft.apply(new PoolOp.DebtAuctionOpened(
                    new OpenDebtAuction(draft.pool().house().nextId(), started)));
        }
        for (OpenDebtAuction open : draft.pool().house().debtAuctions()) {
            bid(open);
        }
    }

    private void settle(OpenDebtAuction open) {
        DebtAuction auction = open.auction();
        if (auction.settled(now) instanceof Result.Accepted<DebtAuction.Deal>(DebtAuction.Deal deal)) {
            draft.apply(new PoolOp.DebtAuctionChanged(open.id(), null));
            draft.line(new LendingLine.DebtAuctionDealt(open.id(), deal.minted()));
        } else if (auction.restarted(maker.debtAuction(), now)
                instanceof Result.Accepted<DebtAuction>(DebtAuction again)) {
            draft.apply(new PoolOp.DebtAuctionChanged(open.id(), again));
        }
    }

    private void bid(OpenDebtAuction first) {
        DebtAuction auction = first.auction();
        // the first bid brings money to the ledger, and nobody has more of it than there is
        boolean isPayable = auction.leader() != null
                || auction.bid() <= draft.reserve(maker.dollars()).supply();
        for (int keeper = 0; keeper < keepers().size() && isPayable; keeper++) {
            String name = keepers().get(keeper).name();
            if (!name.equals(auction.leader())
                    && draft.isUp(keeper, "debt auction " + first.id(), startOf(auction))
                    && auction.bid(maker.debtAuction(), name, leastTokens(keeper, auction.bid()), now)
                            instanceof Result.Accepted<DebtAuction.Bid>(DebtAuction.Bid bid)) {
                accept(keeper, first.id(), bid);
                auction = bid.after();
            }
        }
    }

    private long startOf(DebtAuction auction) {
        return auction.endsAt() - maker.debtAuction().tauMillis();
    }

    /** The first bid's money goes to the ledger; a later bidder pays the one it beats. */
    private void accept(int keeper, long id, DebtAuction.Bid bid) {
        draft.apply(new PoolOp.DebtAuctionChanged(id, bid.after()));
        if (bid.refunded() == null) {
            draft.apply(new PoolOp.Income(bid.paid()));
            draft.apply(new PoolOp.HealedOnAuction(bid.paid()));
            draft.line(new LendingLine.Recapitalised(
                    id, keeper, bid.paid(), bid.after().lot()));
            settleDeficits(draft, Layer.DEBT_AUCTION);
        } else {
            draft.line(new LendingLine.Outbid(id, keeper, bid.after().lot()));
        }
    }

    /** The fewest tokens for which a keeper pays an amount, rounded up. */
    private long leastTokens(int keeper, long dollars) {
        return FixedPoint.multiplyDivide(
                Math.addExact(dollars, keepers().get(keeper).leastProfit()),
                TOKEN,
                maker.governancePrice(),
                Rounding.CEILING);
    }

    /** The most tokens that a keeper gives for an amount, rounded down. */
    private long mostTokens(int keeper, long dollars) {
        long worth = Math.max(0, dollars - keepers().get(keeper).leastProfit());
        return FixedPoint.multiplyDivide(worth, TOKEN, maker.governancePrice(), Rounding.FLOOR);
    }

    private List<KeeperPolicy> keepers() {
        return draft.terms().keepers();
    }

    private void surplusAuctions() {
        for (OpenSurplusAuction open : draft.pool().house().surplusAuctions()) {
            settle(open);
        }
        while (maker.ledger().bump() > 0
                && draft.pool().ledger().surplusAuctionStarted(maker.ledger()).isAccepted()) {
            SurplusAuction started =
                    SurplusAuction.kick(maker.surplusAuction(), maker.ledger().bump(), now);
            draft.apply(new PoolOp.SurplusAuctionOpened(
                    new OpenSurplusAuction(draft.pool().house().nextId(), started)));
        }
        for (OpenSurplusAuction open : draft.pool().house().surplusAuctions()) {
            bid(open);
        }
    }

    private void settle(OpenSurplusAuction open) {
        SurplusAuction auction = open.auction();
        if (auction.settled(now) instanceof Result.Accepted<SurplusAuction.Deal>(SurplusAuction.Deal deal)) {
            draft.apply(new PoolOp.SurplusAuctionChanged(open.id(), null));
            draft.line(new LendingLine.SurplusSold(open.id(), auction.lot(), deal.burned()));
        } else if (auction.restarted(maker.surplusAuction(), now)
                instanceof Result.Accepted<SurplusAuction>(SurplusAuction again)) {
            draft.apply(new PoolOp.SurplusAuctionChanged(open.id(), again));
        }
    }

    private void bid(OpenSurplusAuction first) {
        SurplusAuction auction = first.auction();
        for (int keeper = 0; keeper < keepers().size(); keeper++) {
            String name = keepers().get(keeper).name();
            long startedAt = auction.endsAt() - maker.surplusAuction().tauMillis();
            if (!name.equals(auction.leader())
                    && draft.isUp(keeper, "surplus auction " + first.id(), startedAt)
                    && auction.bid(maker.surplusAuction(), name, mostTokens(keeper, auction.lot()), now)
                            instanceof Result.Accepted<SurplusAuction.Bid>(SurplusAuction.Bid bid)) {
                draft.apply(new PoolOp.SurplusAuctionChanged(first.id(), bid.after()));
                auction = bid.after();
            }
        }
    }

    private void followDebt() {
        AutoLine autoLine = maker.autoLine();
        if (autoLine != null) {
            AutoLine.Ceiling before = draft.pool().house().ceiling();
            AutoLine.Ceiling after = autoLine.adjusted(
                    before,
                    draft.reserve(maker.dollars()).debt(),
                    now,
                    draft.input().tick());
            if (!after.equals(before)) {
                draft.apply(new PoolOp.CeilingMoved(after));
                draft.line(new LendingLine.CeilingChanged(after.line()));
            }
        }
    }

    /**
     * Counts as paid, oldest first, what the ledger's bad debt does not exceed its surplus and the debt that auctions may still
     * raise by any more.
     */
    static void settleDeficits(Draft draft, Layer layer) {
        Ledger ledger = draft.pool().ledger();
        long uncovered = Math.max(
                0, ledger.debt() - ledger.surplus() - draft.pool().house().due());
        long open = 0;
        for (OpenDeficit deficit : draft.pool().deficits()) {
            open = Math.addExact(open, deficit.units());
        }
        long left = open - uncovered;
        for (OpenDeficit deficit : draft.pool().deficits()) {
            long units = Math.min(left, deficit.units());
            if (units > 0) {
                draft.paid(deficit.id(), deficit.reserve(), units, layer);
                left -= units;
            }
        }
    }
}
