package io.backstop.lending.pass;

import io.backstop.lending.account.LendingAccount;
import io.backstop.lending.agent.DebtBand;
import io.backstop.lending.book.PoolOp;
import io.backstop.lending.book.PoolTerms;
import io.backstop.lending.pool.Health;
import io.backstop.model.FixedPoint;
import io.backstop.model.RandomStream;
import io.backstop.model.Rounding;
import io.backstop.scenario.debt.LendingPopulation.BandSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Borrowers that keep their collateral in bands, by name: they top up, sell and repay, or borrow more. Each acts in a tick with the
 * chance that makes its mean delay. Dollars that owners move in from elsewhere repay debts first.
 *
 * @param input its accounts are those outside their bands and those of the deposits; pool and prices are those of the tick in which
 *     it was decided, but for interest
 * @param deposits from owners' accounts elsewhere, by account, each account at most once
 */
public record BorrowerPlans(PassInput input, List<Deposit> deposits) implements LendingPlan {
    /** An owner moves micro-dollars, positive, to its account here. */
    public record Deposit(long account, long dollars) {}

    /**
     * The micro-dollars that repaid would bring an account to its band's target, rounded up; 0 above the band's low end, without a
     * band, or without prices.
     */
    public static long missing(PassInput input, LendingAccount account) {
        Draft draft = new Draft(input, Spot.atPrices(input.terms(), input.prices(), input.assets()));
        DebtBand band = band(input.terms(), account.key());
        if (band == null || !draft.isPriced(account)) {
            return 0;
        }
        Health health = draft.health(account);
        boolean isBelow = FixedPoint.compareRatios(
                        health.value(),
                        Math.max(1, health.debt()),
                        band.low().numerator(),
                        band.low().denominator())
                < 0;
        long carried = FixedPoint.multiplyDivide(
                health.value(), band.target().denominator(), band.target().numerator(), Rounding.FLOOR);
        return isBelow ? Math.max(0, health.debt() - carried) : 0;
    }

    @Override
    public SpotOrders orders() {
        return run(Spot.atPrices(input.terms(), input.prices(), input.assets())).orders();
    }

    @Override
    public LendingOutcome outcome(List<Execution> quotes) {
        return run(Spot.quoted(quotes)).outcome();
    }

    private Draft run(Spot spot) {
        Draft draft = new Draft(input, spot);
        for (Deposit deposit : deposits) {
            draft.cash(deposit.account(), deposit.dollars());
            draft.line(new LendingLine.Deposited(deposit.account(), deposit.dollars()));
            repayFrom(draft, deposit);
        }
        for (LendingAccount account : draft.byName()) {
            DebtBand band = band(input.terms(), account.key());
            if (band != null && draft.isPriced(account) && acts(account.key())) {
                follow(draft, band, account.key());
            }
        }
        return draft;
    }

    private static @Nullable DebtBand band(PoolTerms terms, long account) {
        BandSpec spec = terms.bands().get((int) (account >>> 32));
        return spec == null
                ? null
                : new DebtBand(spec.low(), spec.target(), spec.high(), spec.topsUp(), spec.releverages());
    }

    /** Geometric delays have no memory: each tick brings the same chance. */
    private boolean acts(long account) {
        BandSpec spec = input.terms().bands().get((int) (account >>> 32));
        return spec != null
                && RandomStream.of(input.seed(), input.name(account), input.tick(), "response")
                                .nextDouble()
                        < 1.0 / spec.meanDelayTicks();
    }

    private static void repayFrom(Draft draft, Deposit deposit) {
        LendingAccount account = draft.account(deposit.account());
        for (int reserve = 0; reserve < draft.terms().count(); reserve++) {
            if (draft.terms().isDollars(reserve) && account.owed()[reserve] > 0) {
                long units = repay(draft, deposit.account(), reserve, deposit.dollars());
                draft.cash(deposit.account(), -units);
                draft.line(new LendingLine.RepaidFromCash(deposit.account(), reserve, units, units));
            }
        }
    }

    private static long repay(Draft draft, long key, int reserve, long most) {
        LendingAccount account = draft.account(key);
        boolean isMinted = reserve == draft.pool().minted();
        long money = isMinted ? Math.min(most, draft.reserve(reserve).supply()) : most;
        long units = Math.min(money, draft.owedUnits(account, reserve));
        if (units > 0) {
            var repaid = draft.apply(new PoolOp.Repay(reserve, units, account.owed()[reserve]));
            draft.owed(key, reserve, -repaid.scaled());
        }
        return units;
    }

    private static void follow(Draft draft, DebtBand band, long key) {
        LendingAccount account = draft.account(key);
        int collateral = draft.largestCollateral(account);
        int debt = draft.largestDebt(account);
        if (collateral < 0 || debt < 0) {
            return;
        }
        Health health = draft.health(account);
        DebtBand.Plan plan = band.plan(health.value(), health.debt(), account.cash());
        if (plan.topUp() > 0) {
            topUp(draft, key, collateral, plan.topUp());
        }
        if (plan.sale() > 0) {
            sellToRepay(draft, key, collateral, debt, plan.sale());
        }
        if (plan.draw() > 0) {
            leverage(draft, key, collateral, debt, Math.min(plan.draw(), health.borrowable()));
        }
    }

    private static void topUp(Draft draft, long key, int reserve, long dollars) {
        long units = Math.min(affordable(draft, reserve, dollars), suppliable(draft, reserve));
        if (units > 0) {
            long cost = buy(draft, reserve, units);
            draft.cash(key, -cost);
            supply(draft, key, reserve, units);
            draft.line(new LendingLine.ToppedUp(key, reserve, units, cost));
        }
    }

    private static void sellToRepay(Draft draft, long key, int collateral, int debt, long value) {
        LendingAccount account = draft.account(key);
        long units = Math.min(Math.ceilDiv(value, draft.price(collateral)), draft.suppliedUnits(account, collateral));
        units = Math.min(units, Math.min(draft.reserve(collateral).cash(), sellable(draft, collateral)));
        if (units <= 0 || affordable(draft, debt, worth(draft, collateral, units)) <= 0) {
            return;
        }
        var withdrawn = draft.apply(new PoolOp.Withdraw(collateral, units, account.supplied()[collateral], false));
        draft.supplied(key, collateral, -withdrawn.scaled());
        long proceeds = sell(draft, collateral, units);
        long repaid = repay(draft, key, debt, affordable(draft, debt, proceeds));
        long cost = buy(draft, debt, repaid);
        draft.cash(key, proceeds - cost);
        draft.line(new LendingLine.SoldToRepay(key, collateral, units, proceeds, debt, repaid, cost));
    }

    private static void leverage(Draft draft, long key, int collateral, int debt, long value) {
        long units = Math.min(value / draft.price(debt), draft.drawable(debt));
        units = Math.min(units, sellable(draft, debt));
        if (units <= 0) {
            return;
        }
        long bought = Math.min(affordable(draft, collateral, worth(draft, debt, units)), suppliable(draft, collateral));
        if (bought <= 0) {
            return;
        }
        var drawn = draft.apply(new PoolOp.Borrow(debt, units));
        draft.owed(key, debt, drawn.scaled());
        long proceeds = sell(draft, debt, units);
        long cost = buy(draft, collateral, bought);
        draft.cash(key, proceeds - cost);
        supply(draft, key, collateral, bought);
        draft.line(new LendingLine.Leveraged(key, debt, units, proceeds, collateral, bought, cost));
    }

    private static void supply(Draft draft, long key, int reserve, long units) {
        var supplied = draft.apply(new PoolOp.Supply(reserve, units, false));
        draft.supplied(key, reserve, supplied.scaled());
    }

    /** Units that the supply cap still allows; none where a unit is not worth one scaled unit. */
    private static long suppliable(Draft draft, int reserve) {
        long cap = draft.terms().reserves().get(reserve).supplyCap();
        return reserve == draft.pool().minted()
                ? 0
                : Math.max(0, cap - draft.reserve(reserve).supply());
    }

    private static long sellable(Draft draft, int reserve) {
        return draft.terms().isDollars(reserve)
                ? Long.MAX_VALUE
                : draft.spot().sellable(draft.terms().assets()[reserve]);
    }

    private static long worth(Draft draft, int reserve, long units) {
        return draft.terms().isDollars(reserve)
                ? units
                : draft.spot().proceeds(draft.terms().assets()[reserve], units);
    }

    private static long affordable(Draft draft, int reserve, long dollars) {
        return draft.terms().isDollars(reserve)
                ? dollars
                : draft.spot().buyable(draft.terms().assets()[reserve], dollars);
    }

    private static long sell(Draft draft, int reserve, long units) {
        return draft.terms().isDollars(reserve)
                ? units
                : draft.spot().sell(draft.terms().assets()[reserve], units);
    }

    private static long buy(Draft draft, int reserve, long units) {
        return draft.terms().isDollars(reserve)
                ? units
                : draft.spot().buy(draft.terms().assets()[reserve], units);
    }
}
