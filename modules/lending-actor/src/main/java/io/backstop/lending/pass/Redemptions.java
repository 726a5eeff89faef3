package io.backstop.lending.pass;

import io.backstop.lending.account.LendingAccount;
import io.backstop.lending.agent.WithdrawalRun;
import io.backstop.lending.book.LendingPool;
import io.backstop.lending.book.PoolOp;
import io.backstop.lending.book.PoolTerms;
import io.backstop.lending.book.RedemptionRequest;
import io.backstop.lending.pool.Reserve;
import io.backstop.lending.rate.Index;
import java.util.List;
import java.util.TreeMap;

/**
 * Withdrawals of a tick: frightened suppliers ask for a part of what they have not asked for yet, the public before the accounts,
 * those by name; then cash is paid out by the protocol's rule.
 *
 * @param input its accounts are the suppliers at the reserves that {@link #concerned} names
 */
public record Redemptions(PassInput input) {
    /** Reserves at which somebody asks or waits; a protocol that issues its dollars has none. */
    public static boolean[] concerned(PoolTerms terms, LendingPool pool) {
        boolean[] at = new boolean[terms.count()];
        for (int reserve = 0; reserve < at.length && terms.maker() == null; reserve++) {
            at[reserve] = isFrightening(terms, pool.reserves().get(reserve));
        }
        for (RedemptionRequest request : pool.redemptions()) {
            at[request.reserve()] = true;
        }
        return at;
    }

    private static boolean isFrightening(PoolTerms terms, Reserve reserve) {
        return reserve.supply() > 0 && wanted(terms, reserve, 1) > 0;
    }

    private static long wanted(PoolTerms terms, Reserve reserve, long claim) {
        WithdrawalRun run = terms.run();
        return run == null
                ? 0
                : run.wanted(claim, reserve.debt(), Math.addExact(reserve.cash(), reserve.debt()), reserve.deficit());
    }

    /** What is asked for and paid. */
    public LendingOutcome outcome() {
        Draft draft = new Draft(input, Spot.atPrices(input.terms(), input.prices(), input.assets()));
        boolean[] at = concerned(input.terms(), input.pool());
        List<LendingAccount> suppliers = draft.byName();
        for (int reserve = 0; reserve < at.length; reserve++) {
            if (at[reserve]) {
                ask(draft, reserve, suppliers);
                pay(draft, reserve);
            }
        }
        return draft.outcome();
    }

    private void ask(Draft draft, int reserve, List<LendingAccount> suppliers) {
        TreeMap<Long, Long> waiting = new TreeMap<>();
        for (RedemptionRequest request : draft.pool().redemptions()) {
            if (request.reserve() == reserve) {
                waiting.merge(request.account(), request.units(), Math::addExact);
            }
        }
        Reserve of = draft.reserve(reserve);
        ask(draft, reserve, of, RedemptionRequest.PUBLIC, draft.pool().publicUnits(reserve), waiting);
        for (LendingAccount account : suppliers) {
            ask(draft, reserve, of, account.key(), draft.suppliedUnits(account, reserve), waiting);
        }
    }

    private void ask(Draft draft, int reserve, Reserve of, long account, long claim, TreeMap<Long, Long> waiting) {
        long left = claim - Math.min(claim, waiting.getOrDefault(account, 0L));
        long units = Math.min(left, wanted(input.terms(), of, left));
        if (units > 0) {
            draft.apply(new PoolOp.RedemptionQueued(new RedemptionRequest(account, reserve, units, input.tick())));
            draft.line(new LendingLine.RedemptionAsked(account, reserve, units));
        }
    }

    private void pay(Draft draft, int reserve) {
        List<RedemptionRequest> requests = draft.pool().redemptions().stream()
                .filter(request -> request.reserve() == reserve)
                .toList();
        long[] asked = new long[requests.size()];
        TreeMap<Long, Long> claims = new TreeMap<>();
        for (int i = 0; i < asked.length; i++) {
            RedemptionRequest request = requests.get(i);
            long claim = claims.computeIfAbsent(request.account(), account -> claim(draft, account, reserve));
            asked[i] = Math.min(claim, request.units());
            claims.put(request.account(), claim - asked[i]);
        }
        long[] paid = input.terms().redemption().pay(draft.reserve(reserve).cash(), asked);
        for (int i = 0; i < asked.length; i++) {
            pay(draft, requests.get(i), asked[i], paid[i]);
        }
    }

    private static long claim(Draft draft, long account, int reserve) {
        return account == RedemptionRequest.PUBLIC
                ? draft.pool().publicUnits(reserve)
                : draft.suppliedUnits(draft.account(account), reserve);
    }

    /** Pays a request; what a write-down left of the claim less than was asked for is forgotten. */
    private static void pay(Draft draft, RedemptionRequest request, long asked, long wanted) {
        boolean isPublic = request.account() == RedemptionRequest.PUBLIC;
        int reserve = request.reserve();
        long held = isPublic
                ? draft.pool().publicSupply()[reserve]
                : draft.account(request.account()).supplied()[reserve];
        // earlier payments were rounded in the pool's favour
        long units = Math.min(wanted, Index.supply(held, draft.reserve(reserve).supplyIndex()));
        if (units > 0) {
            var withdrawn = draft.apply(new PoolOp.Withdraw(reserve, units, held, isPublic));
            if (!isPublic) {
                draft.supplied(request.account(), reserve, -withdrawn.scaled());
                draft.received(request.account(), reserve, units);
            }
            draft.line(new LendingLine.RedemptionPaid(request.account(), reserve, units, request.tick()));
        }
        long settled = Math.addExact(units, request.units() - asked);
        if (settled > 0) {
            draft.apply(new PoolOp.RedemptionPaid(request.account(), reserve, request.tick(), settled));
        }
    }
}
