package io.backstop.lending.pass;

import io.backstop.lending.Result;
import io.backstop.lending.account.LendingAccount;
import io.backstop.lending.book.LendingPool;
import io.backstop.lending.book.OpenDeficit;
import io.backstop.lending.book.PoolOp;
import io.backstop.lending.book.PoolTerms;
import io.backstop.lending.liquidation.Liquidation;
import io.backstop.lending.liquidation.Position;
import io.backstop.lending.liquidation.SafetyModule;
import io.backstop.lending.pool.Health;
import io.backstop.lending.rate.Index;
import io.backstop.model.FixedPoint;
import io.backstop.model.Rounding;
import org.jspecify.annotations.Nullable;

/**
 * Fixed-spread liquidations (Aave v3): liquidators repay debt for collateral with a bonus, if what they sell it for leaves enough.
 * Without money, market or cash in the pool a liquidation stalls. An account without collateral leaves a deficit.
 */
final class SpreadLiquidations {
    private final Draft draft;
    private final PoolTerms terms;
    private final Spot spot;

    SpreadLiquidations(Draft draft) {
        this.draft = draft;
        this.terms = draft.terms();
        this.spot = draft.spot();
    }

    void run() {
        for (LendingAccount account : draft.byHealth()) {
            if (!account.supplies()) {
                strip(account.key());
            } else {
                liquidate(account);
            }
        }
    }

    private void liquidate(LendingAccount account) {
        Health health = draft.health(account);
        int collateral = draft.largestCollateral(account);
        int debt = draft.largestDebt(account);
        if (collateral < 0 || debt < 0 || !health.isLiquidatable()) {
            return;
        }
        Position position = new Position(
                draft.collateral(account, collateral), draft.owedUnits(account, debt), draft.price(debt), health);
        for (int keeper = 0; keeper < terms.keepers().size(); keeper++) {
            Liquidation liquidation = affordable(keeper, position, collateral, debt);
            if (liquidation != null && isTaken(keeper, account, liquidation, collateral, debt)) {
                settle(keeper, account, health, liquidation, collateral, debt);
                return;
            }
        }
    }

    private boolean isTaken(int keeper, LendingAccount account, Liquidation liquidation, int collateral, int debt) {
        long cost = cost(debt, liquidation.repaid());
        // before markets are asked nobody knows the price
        long value = spot.isQuoted() ? value(collateral, liquidation.toLiquidator()) : Long.MAX_VALUE;
        return draft.acts(
                keeper, draft.input().name(account.key()), draft.pool().since(account.key()), cost, value);
    }

    /** The largest liquidation that the keeper can pay, the pool can hand out and the markets take; null if none. */
    private @Nullable Liquidation affordable(int keeper, Position position, int collateral, int debt) {
        long capital = draft.spendable(keeper);
        long offered = terms.isDollars(debt) ? capital : spot.buyable(terms.assets()[debt], capital);
        long room = draft.reserve(collateral).cash();
        if (!terms.isDollars(collateral)) {
            room = Math.min(room, spot.sellable(terms.assets()[collateral]));
        }
        Liquidation whole = largest(position, offered);
        if (whole == null || whole.toLiquidator() <= room) {
            return whole;
        }
        long part = FixedPoint.multiplyDivide(whole.repaid(), room, whole.toLiquidator(), Rounding.FLOOR);
        Liquidation fitting = largest(position, part);
        return fitting == null || fitting.toLiquidator() > room ? null : fitting;
    }

    private @Nullable Liquidation largest(Position position, long offered) {
        return switch (Liquidation.largest(terms.liquidation(), position, offered)) {
            case Result.Accepted<Liquidation>(Liquidation liquidation) ->
                liquidation.repaid() > 0 && liquidation.repaid() <= offered ? liquidation : null;
            case Result.Refused<Liquidation> refused -> null;
        };
    }

    private long cost(int debt, long units) {
        return terms.isDollars(debt) ? units : spot.cost(terms.assets()[debt], units);
    }

    private long value(int collateral, long units) {
        return terms.isDollars(collateral) ? units : spot.proceeds(terms.assets()[collateral], units);
    }

    private void settle(
            int keeper, LendingAccount account, Health health, Liquidation liquidation, int collateral, int debt) {
        long key = account.key();
        long cost = terms.isDollars(debt) ? liquidation.repaid() : spot.buy(terms.assets()[debt], liquidation.repaid());
        long proceeds = terms.isDollars(collateral)
                ? liquidation.toLiquidator()
                : spot.sell(terms.assets()[collateral], liquidation.toLiquidator());
        draft.keeper(keeper, cost, proceeds);
        LendingPool.Applied repaid = draft.apply(new PoolOp.Repay(debt, liquidation.repaid(), account.owed()[debt]));
        draft.owed(key, debt, -repaid.scaled());
        boolean takesAll = liquidation.seized() == draft.suppliedUnits(account, collateral);
        seize(key, collateral, liquidation, takesAll);
        draft.line(new LendingLine.Liquidated(
                key,
                keeper,
                health.weighted(),
                health.debt(),
                debt,
                liquidation.repaid(),
                cost,
                collateral,
                liquidation.seized(),
                liquidation.fee(),
                proceeds));
        if (!draft.account(key).supplies() || liquidation.isStripped()) {
            strip(key);
        }
    }

    /** The liquidator's part leaves the pool; the fee stays as the treasury's claim, with what rounding left of all. */
    private void seize(long key, int collateral, Liquidation liquidation, boolean takesAll) {
        if (liquidation.toLiquidator() > 0) {
            long held = draft.account(key).supplied()[collateral];
            LendingPool.Applied paid =
                    draft.apply(new PoolOp.Withdraw(collateral, liquidation.toLiquidator(), held, false));
            draft.supplied(key, collateral, -paid.scaled());
        }
        long left = draft.account(key).supplied()[collateral];
        long fee = takesAll
                ? left
                : Math.min(
                        left,
                        Index.scaledUp(
                                liquidation.fee(), draft.reserve(collateral).supplyIndex()));
        if (fee > 0) {
            draft.apply(new PoolOp.Forfeit(collateral, fee));
            draft.supplied(key, collateral, -fee);
        }
    }

    /** All debts of an account without collateral are burned, and what can be covered is. */
    private void strip(long key) {
        for (int reserve = 0; reserve < terms.count(); reserve++) {
            long owed = draft.account(key).owed()[reserve];
            if (owed > 0) {
                long lost = draft.apply(new PoolOp.Burn(reserve, owed)).units();
                draft.owed(key, reserve, -owed);
                if (lost > 0) {
                    cover(draft.deficit(key, reserve, lost));
                }
            }
        }
    }

    /** Offset and stakes are dollars and cover deficits of dollars only; then the suppliers, if the protocol writes down. */
    private void cover(OpenDeficit deficit) {
        int reserve = deficit.reserve();
        if (terms.isDollars(reserve)) {
            SafetyModule.Cover cover = draft.pool().safety().cover(deficit.units());
            cover(deficit, cover.byOffset(), Layer.OFFSET);
            cover(deficit, cover.bySlashing(), Layer.STAKES);
        }
        long open = draft.reserve(reserve).deficit();
        if (terms.writesDown() && open > 0 && open < draft.reserve(reserve).supply()) {
            LendingPool.Applied lost = draft.apply(new PoolOp.WriteDown(reserve));
            draft.line(new LendingLine.WrittenDown(reserve, lost.units()));
            for (OpenDeficit each : draft.pool().deficits()) {
                if (each.reserve() == reserve) {
                    draft.paid(each.id(), reserve, each.units(), Layer.SUPPLIERS);
                }
            }
        }
    }

    private void cover(OpenDeficit deficit, long units, Layer layer) {
        if (units > 0) {
            draft.apply(new PoolOp.Cover(deficit.reserve(), units, layer == Layer.STAKES));
            draft.paid(deficit.id(), deficit.reserve(), units, layer);
        }
    }
}
