package io.backstop.margin;

import io.backstop.account.Account;
import io.backstop.account.AccountEntity;
import io.backstop.scenario.AccountOpening;
import io.backstop.scenario.Openings;
import java.util.ArrayList;
import java.util.List;

/** Opening accounts from lists, one list for each population. */
record ListedOpenings(List<List<AccountOpening>> accounts) implements Openings {
    static ListedOpenings of(AccountOpening... accounts) {
        return new ListedOpenings(List.of(List.of(accounts)));
    }

    /** An account with one position and no collateral. */
    static AccountOpening single(int market, long size, long openCost, long cash) {
        AccountOpening opening = new AccountOpening(market + 1, 0);
        opening.cash = cash;
        opening.legs = 1;
        opening.market[0] = market;
        opening.size[0] = size;
        opening.openCost[0] = openCost;
        return opening;
    }

    @Override
    public int populations() {
        return accounts.size();
    }

    @Override
    public int count(int population) {
        return accounts.get(population).size();
    }

    @Override
    public String name(int population, int ordinal) {
        return population + "-" + ordinal;
    }

    @Override
    public long find(String name) {
        String[] parts = name.split("-", 2);
        return Long.parseLong(parts[0]) << 32 | Long.parseLong(parts[1]);
    }

    @Override
    public void draw(int population, int ordinal, AccountOpening into) {
        AccountOpening from = accounts.get(population).get(ordinal);
        into.cash = from.cash;
        into.legs = from.legs;
        System.arraycopy(from.market, 0, into.market, 0, from.legs);
        System.arraycopy(from.size, 0, into.size, 0, from.legs);
        System.arraycopy(from.openCost, 0, into.openCost, 0, from.legs);
        System.arraycopy(from.collateral, 0, into.collateral, 0, from.collateral.length);
    }

    /** Every account as it opens, in the order of the keys. */
    List<Account> open(MarginRules rules) {
        List<Account> opened = new ArrayList<>();
        for (int population = 0; population < populations(); population++) {
            for (int ordinal = 0; ordinal < count(population); ordinal++) {
                opened.add(AccountEntity.open(
                        this, (long) population << 32 | ordinal, new AccountOpening(rules.markets(), rules.assets())));
            }
        }
        return opened;
    }
}
