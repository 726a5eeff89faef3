package io.backstop.scenario;

import java.util.List;

/**
 * The accounts of a CSV file, as columns. An account's name in the scenario is the population's name, {@code -}, and its name
 * in the file.
 *
 * @param accounts names in the file, ascending
 * @param cash micro-dollars of each account
 * @param legStart first leg of each account, and the number of legs at the end
 * @param market number of each leg, ascending in an account
 * @param size signed units of each leg, not 0
 * @param openCost signed micro-dollars of each leg
 * @param collateral units of each account (first index: the asset's number)
 */
public record ListedPopulation(
        String name,
        List<String> accounts,
        long[] cash,
        int[] legStart,
        int[] market,
        long[] size,
        long[] openCost,
        long[][] collateral)
        implements PopulationSpec {
    @Override
    public int count() {
        return accounts.size();
    }
}
