package io.backstop.scenario.debt;

import java.util.List;

/**
 * A party with a balance sheet.
 *
 * @param name unique among parties
 * @param cash micro-dollars, 0 or more
 * @param units held of each asset of the scenario, 0 or more; of receipt tokens too
 * @param externalDebt micro-dollars owed to the world outside the network, 0 or more
 * @param accounts names of its accounts, {@code protocol/account}; their equity, if positive, is part of its assets
 */
public record PartySpec(String name, long cash, long[] units, long externalDebt, List<String> accounts) {}
