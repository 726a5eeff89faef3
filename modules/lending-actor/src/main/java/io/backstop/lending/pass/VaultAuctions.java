package io.backstop.lending.pass;

import io.backstop.lending.Result;
import io.backstop.lending.account.LendingAccount;
import io.backstop.lending.agent.KeeperPolicy;
import io.backstop.lending.book.MakerTerms;
import io.backstop.lending.book.OpenAuction;
import io.backstop.lending.book.PoolOp;
import io.backstop.lending.book.PoolTerms;
import io.backstop.lending.maker.Bark;
import io.backstop.lending.maker.Breaker;
import io.backstop.lending.maker.CollateralAuction;
import io.backstop.lending.maker.CollateralType;
import io.backstop.lending.maker.FinePrice;
import io.backstop.lending.maker.Throttle;
import io.backstop.lending.maker.Vault;
import io.backstop.lending.pool.Reserve;
import io.backstop.model.Rounding;

/**
 * Collateral auctions of a protocol with vaults (dss {@code Dog} and {@code Clip}). Auctions sell from the tick after their start;
 * keepers sell on in the same pass what they bought. Where an auction found no buyer until it needs a reset, a keeper may bid zero.
 */
final class VaultAuctions {
    private final Draft draft;
    private final PoolTerms terms;
    private final MakerTerms maker;
    private final Spot spot;
    private final Breaker breaker;
    private final long now;

    VaultAuctions(Draft draft, MakerTerms maker) {
        this.draft = draft;
        this.terms = draft.terms();
        this.maker = maker;
        this.spot = draft.spot();
        this.now = draft.input().now();
        this.breaker = maker.breakerAt(now);
    }

    void run() {
        for (OpenAuction open : draft.input().pool().house().auctions()) {
            if (open.tick() < draft.input().tick()) {
                if (open.auction().needsReset(maker.auction(), now)) {
                    takeForNothingOrReset(open);
                } else {
                    take(open);
                }
            }
        }
        for (LendingAccount account : draft.byHealth()) {
            if (account.supplies()) {
                kick(account);
            } else {
                strip(account);
            }
        }
    }

    private void take(OpenAuction first) {
        OpenAuction open = first;
        for (int keeper = 0; keeper < terms.keepers().size() && open.auction().lot() > 0; keeper++) {
            CollateralAuction auction = open.auction();
            long fine = auction.price(maker.auction(), now);
            long money = Math.min(
                    draft.spendable(keeper), draft.reserve(maker.dollars()).supply());
            long units = Math.min(Math.min(auction.lot(), sellable(open.reserve())), affordable(money, fine));
            Result<CollateralAuction.Take> offer = auction.take(maker.auction(), breaker, units, fine, now);
            if (offer instanceof Result.Accepted<CollateralAuction.Take>(CollateralAuction.Take take)
                    && take.slice() > 0
                    && isTaken(keeper, open, take)) {
                settle(keeper, open, take);
                open = open.with(take.after(), take.paid());
            }
        }
    }

    private static long affordable(long money, long fine) {
        return fine == 0 ? Long.MAX_VALUE : FinePrice.units(money, fine);
    }

    private long sellable(int reserve) {
        return spot.sellable(terms.assets()[reserve]);
    }

    private boolean isTaken(int keeper, OpenAuction open, CollateralAuction.Take take) {
        long value = spot.proceeds(terms.assets()[open.reserve()], take.slice());
        // before markets are asked, no order for what costs more than the oracle says
        boolean isCheap = spot.isQuoted() || take.paid() <= value;
        return isCheap
                && draft.acts(
                        keeper,
                        name(open),
                        open.auction().startedAt(),
                        take.paid(),
                        spot.isQuoted() ? value : Long.MAX_VALUE);
    }

    private static String name(OpenAuction open) {
        return "auction " + open.id();
    }

    private void settle(int keeper, OpenAuction open, CollateralAuction.Take take) {
        draft.apply(new PoolOp.AuctionChanged(open.id(), take.after(), take.paid()));
        if (take.paid() > 0) {
            draft.apply(new PoolOp.Income(take.paid()));
        }
        long proceeds = spot.sell(terms.assets()[open.reserve()], take.slice());
        draft.keeper(keeper, take.paid(), proceeds);
        if (take.returned() > 0) {
            var claim = draft.apply(new PoolOp.Supply(open.reserve(), take.returned(), false));
            draft.supplied(open.account(), open.reserve(), claim.scaled());
        }
        draft.line(new LendingLine.AuctionTaken(
                open.id(),
                open.account(),
                keeper,
                open.reserve(),
                take.slice(),
                take.paid(),
                proceeds,
                take.returned()));
        if (take.isClosed()) {
            close(open, open.with(take.after(), take.paid()).due());
        }
        LedgerAuctions.settleDeficits(draft, Layer.SURPLUS);
    }

    private void close(OpenAuction open, long unpaid) {
        draft.line(new LendingLine.AuctionClosed(open.id(), open.account(), unpaid));
        if (unpaid > 0) {
            draft.deficit(open.account(), maker.dollars(), unpaid);
        }
    }

    private void takeForNothingOrReset(OpenAuction open) {
        long slice = Math.min(open.auction().lot(), sellable(open.reserve()));
        if (breaker.allowsTake() && slice > 0) {
            for (int keeper = 0; keeper < terms.keepers().size(); keeper++) {
                if (bidsZero(keeper, open)) {
                    settle(keeper, open, forNothing(open.auction(), slice));
                    return;
                }
            }
        }
        reset(open);
    }

    private boolean bidsZero(int keeper, OpenAuction open) {
        KeeperPolicy.Opportunity only =
                new KeeperPolicy.Opportunity(name(open), open.auction().startedAt(), 0, 0, true);
        return terms.keepers()
                        .get(keeper)
                        .decide(draft.input().seed(), draft.input().tick(), now, draft.spendable(keeper), only)
                instanceof KeeperPolicy.Decision.BidZero;
    }

    /** The whole lot, or as much as the market takes. */
    private static CollateralAuction.Take forNothing(CollateralAuction auction, long slice) {
        CollateralAuction.Take all = auction.takenForNothing();
        return slice == all.slice()
                ? all
                : new CollateralAuction.Take(
                        slice,
                        0,
                        0,
                        0,
                        new CollateralAuction(
                                auction.tab(), auction.lot() - slice, auction.top(), auction.startedAt()));
    }

    private void reset(OpenAuction open) {
        long price = draft.price(open.reserve());
        if (price <= 0) {
            return;
        }
        int keeper = firstUp(name(open), open.auction().startedAt());
        if (keeper >= 0
                && open.auction().reset(maker.auction(), breaker, FinePrice.of(price), now)
                        instanceof Result.Accepted<CollateralAuction.Reset>(CollateralAuction.Reset reset)) {
            draft.apply(new PoolOp.AuctionChanged(open.id(), reset.after(), 0));
            pay(keeper, reset.incentive());
            draft.line(new LendingLine.AuctionReset(open.id(), keeper, reset.incentive()));
        }
    }

    private int firstUp(String id, long openedAt) {
        for (int keeper = 0; keeper < terms.keepers().size(); keeper++) {
            if (draft.isUp(keeper, id, openedAt)) {
                return keeper;
            }
        }
        return -1;
    }

    private void pay(int keeper, long incentive) {
        if (incentive > 0) {
            draft.apply(new PoolOp.Incentive(incentive));
            draft.keeper(keeper, 0, incentive);
        }
    }

    private void kick(LendingAccount account) {
        int reserve = draft.largestCollateral(account);
        if (reserve < 0 || reserve == maker.dollars()) {
            return;
        }
        Vault vault = new Vault(account.supplied()[reserve], account.owed()[maker.dollars()]);
        int keeper = firstUp(draft.input().name(account.key()), draft.pool().since(account.key()));
        Throttle throttle = new Throttle(maker.hole(), draft.pool().house().dirt(), Long.MAX_VALUE, 0);
        if (keeper < 0
                || !(Bark.of(vault, type(draft, maker, reserve), maker.auction(), throttle, breaker)
                        instanceof Result.Accepted<Bark>(Bark bark))) {
            return;
        }
        long price = FinePrice.of(draft.price(reserve));
        Result<CollateralAuction> auction =
                CollateralAuction.kick(maker.auction(), breaker, bark.tab(), bark.deltaInk(), price, now);
        if (auction instanceof Result.Accepted<CollateralAuction>(CollateralAuction started)) {
            start(keeper, account.key(), reserve, vault, bark, started);
        }
    }

    private void start(int keeper, long key, int reserve, Vault vault, Bark bark, CollateralAuction started) {
        var withdrawn = draft.apply(new PoolOp.Withdraw(reserve, bark.deltaInk(), vault.ink(), false));
        draft.supplied(key, reserve, -withdrawn.scaled());
        long due =
                draft.apply(new PoolOp.Burn(maker.dollars(), bark.deltaArt())).units();
        draft.owed(key, maker.dollars(), -bark.deltaArt());
        long id = draft.pool().house().nextId();
        draft.apply(new PoolOp.AuctionOpened(
                new OpenAuction(id, key, reserve, due, draft.input().tick(), started), due));
        pay(keeper, bark.incentive());
        draft.line(new LendingLine.AuctionKicked(
                id, key, keeper, reserve, started.lot(), due, started.tab(), bark.incentive()));
    }

    /** The collateral type of a reserve, as the vault rules see it; {@code spot} is the price times the threshold. */
    static CollateralType type(Draft draft, MakerTerms maker, int reserve) {
        Reserve dollars = draft.reserve(maker.dollars());
        long spot = draft.terms()
                .collateral()
                .get(reserve)
                .threshold()
                .times(FinePrice.of(draft.price(reserve)), Rounding.FLOOR);
        return new CollateralType(
                dollars.scaledDebt(),
                dollars.borrowIndex(),
                spot,
                draft.pool().house().ceiling().line(),
                maker.auction().dust());
    }

    /** A vault that owes without collateral: bad debt that no auction will pay. */
    private void strip(LendingAccount account) {
        long owed = account.owed()[maker.dollars()];
        long lost = draft.apply(new PoolOp.Burn(maker.dollars(), owed)).units();
        draft.owed(account.key(), maker.dollars(), -owed);
        if (lost > 0) {
            draft.deficit(account.key(), maker.dollars(), lost);
            LedgerAuctions.settleDeficits(draft, Layer.SURPLUS);
        }
    }
}
