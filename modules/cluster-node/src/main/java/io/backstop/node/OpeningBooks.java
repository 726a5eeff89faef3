package io.backstop.node;

import io.backstop.scenario.AccountOpening;
import io.backstop.scenario.Openings;
import io.backstop.scenario.ResolvedScenario;

/**
 * What a scenario opens with, at the opening prices; micro-dollars.
 *
 * @param active accounts with a position
 * @param activeEquity of the accounts with a position, collateral at full value
 * @param longNotional of each market
 * @param shortNotional of each market, positive
 */
@SuppressWarnings("ArrayRecordComponent") // printed, never compared
record OpeningBooks(long accounts, long active, long activeEquity, long[] longNotional, long[] shortNotional) {

    static OpeningBooks of(ResolvedScenario scenario, Openings openings) {
        long accounts = 0;
        long active = 0;
        long equity = 0;
        int markets = scenario.markets().size();
        long[] longs = new long[markets];
        long[] shorts = new long[markets];
        AccountOpening account = new AccountOpening(markets, scenario.assets().size());
        for (int population = 0; population < openings.populations(); population++) {
            for (int ordinal = 0; ordinal < openings.count(population); ordinal++) {
                openings.draw(population, ordinal, account);
                accounts++;
                if (account.legs > 0) {
                    active++;
                    equity = Math.addExact(equity, equity(scenario, account));
                    addLegs(scenario, account, longs, shorts);
                }
            }
        }
        return new OpeningBooks(accounts, active, equity, longs, shorts);
    }

    private static long equity(ResolvedScenario scenario, AccountOpening account) {
        long equity = account.cash;
        for (int leg = 0; leg < account.legs; leg++) {
            equity = Math.addExact(equity, value(scenario, account, leg) - account.openCost[leg]);
        }
        for (int asset = 0; asset < account.collateral.length; asset++) {
            long price = scenario.assets().get(asset).price().start();
            equity = Math.addExact(equity, Math.multiplyExact(account.collateral[asset], price));
        }
        return equity;
    }

    private static void addLegs(ResolvedScenario scenario, AccountOpening account, long[] longs, long[] shorts) {
        for (int leg = 0; leg < account.legs; leg++) {
            long value = value(scenario, account, leg);
            long[] side = value > 0 ? longs : shorts;
            side[account.market[leg]] = Math.addExact(side[account.market[leg]], Math.absExact(value));
        }
    }

    private static long value(ResolvedScenario scenario, AccountOpening account, int leg) {
        long price = scenario.markets().get(account.market[leg]).price().start();
        return Math.multiplyExact(account.size[leg], price);
    }
}
