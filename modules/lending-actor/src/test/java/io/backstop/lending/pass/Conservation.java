package io.backstop.lending.pass;

import io.backstop.lending.account.LendingChange;
import io.backstop.lending.book.LendingPool;
import io.backstop.lending.book.PoolTerms;
import io.backstop.lending.book.RedemptionRequest;

/** Whether an outcome's books balance: computed from the states before and after, not from what the plan thought it did. */
public final class Conservation {
    private Conservation() {}

    /**
     * What came from nowhere, by asset number and, last, in micro-dollars: what pool, keepers, auctions and accounts hold more, less
     * what markets and the world outside gave. All 0 for an outcome that balances.
     *
     * @param before the pool that the outcome was made for
     * @param assets number of spot markets
     */
    public static long[] net(PoolTerms terms, LendingPool before, LendingOutcome outcome, int assets) {
        long[] net = new long[assets + 1];
        LendingPool from = before.at(terms, outcome.pool().now());
        LendingPool to = before.changed(terms, outcome.pool());
        for (int reserve = 0; reserve < terms.count(); reserve++) {
            add(net, place(terms, reserve, assets), to.custody(reserve) - from.custody(reserve));
        }
        add(net, assets, to.dollarsBeside() - from.dollarsBeside());
        for (LendingChange change : outcome.accounts()) {
            add(net, assets, change.cash());
            for (int reserve = 0; reserve < terms.count(); reserve++) {
                add(net, place(terms, reserve, assets), change.wallet()[reserve]);
            }
        }
        for (Execution execution : outcome.executions()) {
            add(net, execution.asset(), execution.sellSize() - execution.buySize());
            add(net, assets, execution.buyValue() - execution.sellValue());
        }
        for (LendingLine line : outcome.lines()) {
            switch (line) {
                case LendingLine.Recapitalised in -> add(net, assets, -in.dollars());
                case LendingLine.Deposited in -> add(net, assets, -in.dollars());
                case LendingLine.SurplusSold out -> add(net, assets, out.dollars());
                case LendingLine.RedemptionPaid out
                when out.account() == RedemptionRequest.PUBLIC ->
                    add(net, place(terms, out.reserve(), assets), out.units());
                default -> {}
            }
        }
        return net;
    }

    /**
     * Scaled claims and debts that the pool counts and no account has, by reserve: claims, then debts. All 0 for an outcome that
     * balances. Claims on dollars that a protocol issues are held by anyone and not counted.
     */
    public static long[][] unheld(PoolTerms terms, LendingPool before, LendingOutcome outcome) {
        long[][] net = new long[2][terms.count()];
        LendingPool to = before.changed(terms, outcome.pool());
        for (int reserve = 0; reserve < terms.count(); reserve++) {
            if (reserve != before.minted()) {
                add(
                        net[0],
                        reserve,
                        to.reserves().get(reserve).scaledSupply()
                                - before.reserves().get(reserve).scaledSupply()
                                - to.publicSupply()[reserve]
                                + before.publicSupply()[reserve]);
            }
            add(
                    net[1],
                    reserve,
                    to.reserves().get(reserve).scaledDebt()
                            - before.reserves().get(reserve).scaledDebt());
        }
        for (LendingChange change : outcome.accounts()) {
            for (int reserve = 0; reserve < terms.count(); reserve++) {
                add(net[0], reserve, reserve == before.minted() ? 0 : -change.supplied()[reserve]);
                add(net[1], reserve, -change.owed()[reserve]);
            }
        }
        return net;
    }

    private static int place(PoolTerms terms, int reserve, int assets) {
        return terms.isDollars(reserve) ? assets : terms.assets()[reserve];
    }

    private static void add(long[] sums, int at, long amount) {
        sums[at] = Math.addExact(sums[at], amount);
    }
}
