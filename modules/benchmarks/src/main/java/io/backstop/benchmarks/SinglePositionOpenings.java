package io.backstop.benchmarks;

import io.backstop.model.RandomStream;
import io.backstop.scenario.AccountOpening;
import io.backstop.scenario.Openings;

/** Accounts of one position each, spread over markets, long and short in turn, with equity far above maintenance margin. */
final class SinglePositionOpenings implements Openings {
    private static final long SIZE = 1_000;
    private static final long LEVERAGE_FROM = 2;

    private final int accounts;
    private final int markets;
    private final long price;

    SinglePositionOpenings(int accounts, int markets, long price) {
        this.accounts = accounts;
        this.markets = markets;
        this.price = price;
    }

    @Override
    public int populations() {
        return 1;
    }

    @Override
    public int count(int population) {
        return accounts;
    }

    @Override
    public String name(int population, int ordinal) {
        return "single-" + "0".repeat(7 - Integer.toString(ordinal).length()) + ordinal;
    }

    @Override
    public long find(String name) {
        return Integer.parseInt(name.substring("single-".length()));
    }

    @Override
    public void draw(int population, int ordinal, AccountOpening into) {
        long random = RandomStream.mix(ordinal);
        into.legs = 1;
        into.market[0] = ordinal / 2 % markets;
        into.size[0] = (ordinal % 2 == 0 ? 1 : -1) * (SIZE + (random & 0xFFF));
        into.openCost[0] = into.size[0] * price;
        into.cash = Math.abs(into.openCost[0]) / (LEVERAGE_FROM + (random >>> 12 & 3));
    }
}
