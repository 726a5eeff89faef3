package io.backstop.scenario;

import io.backstop.model.RandomStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The openings of a resolved scenario. Safe for use by several threads; a draw allocates nothing that stays. */
public final class ScenarioOpenings implements Openings {
    private static final int MINIMUM_DIGITS = 6;

    private final List<PopulationSpec> populations;
    private final long[] hashes;
    private final int[] digits;
    private final AccountDraw draw;

    /** The openings of the scenario. */
    public ScenarioOpenings(ResolvedScenario scenario) {
        populations = scenario.populations();
        hashes = new long[populations.size()];
        digits = new int[populations.size()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = RandomStream.hash(populations.get(i).name());
            digits[i] = StrictMath.max(
                    MINIMUM_DIGITS,
                    Integer.toString(populations.get(i).count() - 1).length());
        }
        draw = new AccountDraw(scenario.seed(), scenario.markets(), scenario.assets());
    }

    @Override
    public int populations() {
        return populations.size();
    }

    @Override
    public int count(int population) {
        return populations.get(population).count();
    }

    @Override
    public String name(int population, int ordinal) {
        PopulationSpec spec = populations.get(population);
        if (spec instanceof ListedPopulation listed) {
            return spec.name() + "-" + listed.accounts().get(ordinal);
        }
        String number = Integer.toString(ordinal);
        return spec.name() + "-" + "0".repeat(digits[population] - number.length()) + number;
    }

    /** {@inheritDoc} An account of a CSV file is also found by its name in the file. */
    @Override
    public long find(String name) {
        int dash = name.indexOf('-');
        for (int population = 0; population < populations.size(); population++) {
            PopulationSpec spec = populations.get(population);
            int ordinal = dash > 0 && spec.name().equals(name.substring(0, dash))
                    ? ordinal(population, name.substring(dash + 1))
                    : -1;
            if (ordinal < 0 && spec instanceof ListedPopulation listed) {
                ordinal = Collections.binarySearch(listed.accounts(), name);
            }
            if (ordinal >= 0) {
                return (long) population << 32 | ordinal;
            }
        }
        return -1;
    }

    private int ordinal(int population, String rest) {
        PopulationSpec spec = populations.get(population);
        if (spec instanceof ListedPopulation listed) {
            return Collections.binarySearch(listed.accounts(), rest);
        }
        if (rest.length() != digits[population]) {
            return -1;
        }
        long ordinal = 0;
        for (int i = 0; i < rest.length(); i++) {
            int digit = rest.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            ordinal = ordinal * 10 + digit;
        }
        return ordinal < spec.count() ? (int) ordinal : -1;
    }

    @Override
    public void draw(int population, int ordinal, AccountOpening into) {
        Arrays.fill(into.collateral, 0);
        switch (populations.get(population)) {
            case DrawnPopulation drawn -> draw.fill(drawn, hashes[population], ordinal, into);
            case CashPopulation cash -> draw.fill(cash, hashes[population], ordinal, into);
            case ListedPopulation listed -> copy(listed, ordinal, into);
        }
    }

    private static void copy(ListedPopulation listed, int ordinal, AccountOpening into) {
        into.cash = listed.cash()[ordinal];
        int first = listed.legStart()[ordinal];
        into.legs = listed.legStart()[ordinal + 1] - first;
        for (int i = 0; i < into.legs; i++) {
            into.market[i] = listed.market()[first + i];
            into.size[i] = listed.size()[first + i];
            into.openCost[i] = listed.openCost()[first + i];
        }
        for (int asset = 0; asset < into.collateral.length; asset++) {
            into.collateral[asset] = listed.collateral()[asset][ordinal];
        }
    }
}
