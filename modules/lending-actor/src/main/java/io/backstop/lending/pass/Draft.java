package io.backstop.lending.pass;

import io.backstop.lending.account.LendingAccount;
import io.backstop.lending.account.LendingChange;
import io.backstop.lending.agent.KeeperPolicy;
import io.backstop.lending.book.LendingPool;
import io.backstop.lending.book.OpenDeficit;
import io.backstop.lending.book.PoolChange;
import io.backstop.lending.book.PoolOp;
import io.backstop.lending.book.PoolTerms;
import io.backstop.lending.pool.Collateral;
import io.backstop.lending.pool.Health;
import io.backstop.lending.pool.Reserve;
import io.backstop.model.FixedPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** An outcome in the making: the pool and the accounts as they are after what was done so far. Changed in place by its one plan. */
final class Draft {
    private final PassInput input;
    private final Spot spot;
    private final List<PoolOp> ops = new ArrayList<>();
    private final List<LendingLine> lines = new ArrayList<>();
    private final TreeMap<Long, LendingAccount> before = new TreeMap<>();
    private final TreeMap<Long, LendingChange> changes = new TreeMap<>();
    private final long[] spendable;
    private LendingPool pool;

    Draft(PassInput input, Spot spot) {
        this.input = input;
        this.spot = spot;
        this.pool = input.pool();
        this.spendable = input.pool().keepers().clone();
        for (LendingAccount account : input.accounts()) {
            before.put(account.key(), account);
        }
    }

    PassInput input() {
        return input;
    }

    PoolTerms terms() {
        return input.terms();
    }

    Spot spot() {
        return spot;
    }

    LendingPool pool() {
        return pool;
    }

    Reserve reserve(int number) {
        return pool.reserves().get(number);
    }

    long price(int reserve) {
        return input.prices()[reserve];
    }

    /** Applies an operation on the pool. */
    LendingPool.Applied apply(PoolOp op) {
        LendingPool.Applied applied = pool.apply(op);
        pool = applied.pool();
        ops.add(op);
        return applied;
    }

    void line(LendingLine line) {
        lines.add(line);
    }

    /** An account as it is now; one that the plan was not told of counts from nothing. */
    LendingAccount account(long key) {
        int reserves = terms().count();
        LendingAccount opening = before.getOrDefault(
                key, new LendingAccount(key, new long[reserves], new long[reserves], new long[reserves], 0));
        LendingChange change = changes.get(key);
        return change == null ? opening : opening.changed(change);
    }

    private LendingChange change(long key) {
        int reserves = terms().count();
        return changes.computeIfAbsent(
                key,
                account -> new LendingChange(
                        account,
                        input.tick(),
                        input.pass(),
                        new long[reserves],
                        new long[reserves],
                        new long[reserves],
                        0));
    }

    /** An account's claim grows by scaled units. */
    void supplied(long key, int reserve, long scaled) {
        long[] amounts = change(key).supplied();
        amounts[reserve] = Math.addExact(amounts[reserve], scaled);
    }

    /** An account's debt grows by scaled units. */
    void owed(long key, int reserve, long scaled) {
        long[] amounts = change(key).owed();
        amounts[reserve] = Math.addExact(amounts[reserve], scaled);
    }

    /** An account receives units beside the protocol; dollars are cash. */
    void received(long key, int reserve, long units) {
        if (terms().isDollars(reserve)) {
            cash(key, units);
        } else {
            long[] amounts = change(key).wallet();
            amounts[reserve] = Math.addExact(amounts[reserve], units);
        }
    }

    /** An account receives micro-dollars beside the protocol. */
    void cash(long key, long dollars) {
        LendingChange old = change(key);
        changes.put(
                key,
                new LendingChange(
                        key,
                        old.tick(),
                        old.pass(),
                        old.supplied(),
                        old.owed(),
                        old.wallet(),
                        Math.addExact(old.cash(), dollars)));
    }

    /** A keeper pays, and receives what it can spend from the next pass on. */
    void keeper(int keeper, long paid, long received) {
        spendable[keeper] -= paid;
        if (received != paid) {
            apply(new PoolOp.KeeperCash(keeper, Math.subtractExact(received, paid)));
        }
    }

    /** What a keeper can spend in this pass: what it sells for comes too late. */
    long spendable(int keeper) {
        return spendable[keeper];
    }

    /** Whether a keeper is at work and has noticed; what it earns is not asked. */
    boolean isUp(int keeper, String id, long openedAt) {
        KeeperPolicy policy = terms().keepers().get(keeper);
        KeeperPolicy.Opportunity one =
                new KeeperPolicy.Opportunity(id, openedAt, 1, Math.addExact(1, policy.leastProfit()), false);
        return policy.decide(input.seed(), input.tick(), input.now(), 1, one) instanceof KeeperPolicy.Decision.Act;
    }

    /** Whether a keeper does something at all its cost for a value. */
    boolean acts(int keeper, String id, long openedAt, long cost, long value) {
        KeeperPolicy.Opportunity all = new KeeperPolicy.Opportunity(id, openedAt, cost, value, false);
        return terms().keepers().get(keeper).decide(input.seed(), input.tick(), input.now(), spendable[keeper], all)
                        instanceof KeeperPolicy.Decision.Act(long amount)
                && amount == cost;
    }

    /** Units of an account's claim. */
    long suppliedUnits(LendingAccount account, int reserve) {
        return account.suppliedUnits(reserve, reserve(reserve).supplyIndex());
    }

    /** Units of an account's debt. */
    long owedUnits(LendingAccount account, int reserve) {
        return account.owedUnits(reserve, reserve(reserve).borrowIndex());
    }

    /** An account's claim as collateral. */
    Collateral collateral(LendingAccount account, int reserve) {
        return new Collateral(
                suppliedUnits(account, reserve),
                price(reserve),
                terms().collateral().get(reserve));
    }

    /** Whether all prices are known that an account's health depends on. */
    boolean isPriced(LendingAccount account) {
        for (int reserve = 0; reserve < terms().count(); reserve++) {
            boolean isTouched = account.supplied()[reserve] > 0 || account.owed()[reserve] > 0;
            if (isTouched && price(reserve) < 0) {
                return false;
            }
        }
        return true;
    }

    /** An account's health; prices must be known. */
    Health health(LendingAccount account) {
        List<Collateral> all = new ArrayList<>();
        long debt = 0;
        for (int reserve = 0; reserve < terms().count(); reserve++) {
            if (account.supplied()[reserve] > 0) {
                all.add(collateral(account, reserve));
            }
            if (account.owed()[reserve] > 0) {
                debt = Math.addExact(debt, Math.multiplyExact(owedUnits(account, reserve), price(reserve)));
            }
        }
        return Health.of(all, debt);
    }

    /** The reserve of the most valuable claim, ties to the first; -1 if none is worth anything. */
    int largestCollateral(LendingAccount account) {
        int largest = -1;
        long most = 0;
        for (int reserve = 0; reserve < terms().count(); reserve++) {
            long value = account.supplied()[reserve] == 0
                    ? 0
                    : collateral(account, reserve).value();
            if (value > most) {
                largest = reserve;
                most = value;
            }
        }
        return largest;
    }

    /** The reserve of the most valuable debt, ties to the first; -1 if none is worth anything. */
    int largestDebt(LendingAccount account) {
        int largest = -1;
        long most = 0;
        for (int reserve = 0; reserve < terms().count(); reserve++) {
            long value =
                    account.owed()[reserve] == 0 ? 0 : Math.multiplyExact(owedUnits(account, reserve), price(reserve));
            if (value > most) {
                largest = reserve;
                most = value;
            }
        }
        return largest;
    }

    /** Units for which a debt of the reserve can still be drawn: cap and cash. */
    long drawable(int reserve) {
        Reserve of = reserve(reserve);
        boolean isMinted = reserve == pool.minted();
        long cap = isMinted
                ? pool.house().ceiling().line()
                : terms().reserves().get(reserve).borrowCap();
        long room = Math.max(0, cap - of.debt());
        return isMinted ? room : Math.min(room, of.cash());
    }

    /** The name of a deficit of this pass. */
    String deficitId(long account) {
        return input.tick() + "." + input.pass() + "/" + terms().protocol() + "/" + input.name(account);
    }

    /** Enters a deficit. */
    OpenDeficit deficit(long account, int reserve, long units) {
        OpenDeficit deficit = new OpenDeficit(deficitId(account), reserve, units);
        apply(new PoolOp.DeficitOpened(deficit));
        line(new LendingLine.Deficit(deficit.id(), account, reserve, units));
        return deficit;
    }

    /** Enters what somebody paid for a deficit. */
    void paid(String id, int reserve, long units, Layer layer) {
        apply(new PoolOp.DeficitPaid(id, reserve, units));
        line(new LendingLine.DeficitPaid(id, reserve, units, layer));
    }

    /** The input's accounts in breach, by health factor, ties by name. */
    List<LendingAccount> byHealth() {
        return input.accounts().stream()
                .filter(this::isPriced)
                .map(account -> new Ranked(account, health(account), input.name(account.key())))
                .sorted(RANKING)
                .map(Ranked::account)
                .toList();
    }

    private record Ranked(LendingAccount account, Health health, String name) {}

    private static final Comparator<Ranked> RANKING = Comparator.comparing(
                    Ranked::health,
                    (one, other) -> FixedPoint.compareRatios(
                            one.weighted(), Math.max(1, one.debt()), other.weighted(), Math.max(1, other.debt())))
            .thenComparing(Ranked::name);

    /** The input's accounts by name. */
    List<LendingAccount> byName() {
        return input.accounts().stream()
                .sorted(Comparator.comparing((LendingAccount account) -> input.name(account.key())))
                .toList();
    }

    /** Remembers since when accounts are in breach, where a keeper is slow. */
    void look() {
        if (terms().keepers().stream().noneMatch(keeper -> keeper.delayMillis() > 0)) {
            return;
        }
        for (var sighting : input.pool().sightings()) {
            if (!before.containsKey(sighting.account())) {
                apply(new PoolOp.Unsighted(sighting.account()));
            }
        }
        for (long key : before.keySet()) {
            if (!input.pool().isSighted(key)) {
                apply(new PoolOp.Sighted(key));
            }
        }
    }

    SpotOrders orders() {
        return spot.orders();
    }

    LendingOutcome outcome() {
        return new LendingOutcome(
                terms().protocol(),
                new PoolChange(input.tick(), input.pass(), input.now(), List.copyOf(ops)),
                changes.values().stream().filter(Draft::isChange).toList(),
                spot.executions(),
                List.copyOf(lines));
    }

    private static boolean isChange(LendingChange change) {
        boolean isChange = change.cash() != 0;
        for (int reserve = 0; reserve < change.owed().length; reserve++) {
            isChange |= change.supplied()[reserve] != 0 || change.owed()[reserve] != 0 || change.wallet()[reserve] != 0;
        }
        return isChange;
    }
}
