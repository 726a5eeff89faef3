package io.backstop.scenario.debt;

import io.backstop.model.FixedPoint;
import io.backstop.model.Money;
import io.backstop.model.RandomStream;
import io.backstop.scenario.AssetSpec;
import io.backstop.scenario.debt.LendingPopulation.DrawnBorrowers;
import io.backstop.scenario.debt.LendingPopulation.ListedBorrower;
import io.backstop.scenario.debt.LendingPopulation.ListedBorrowers;
import java.util.Arrays;
import java.util.List;

/**
 * The opening accounts of one lending protocol. Debt and collateral ratio of an account have their own streams, keyed by (seed,
 * protocol, population and ordinal, aspect), so that another ratio keeps every debt. Indexes are 1 at time zero: a unit is a scaled
 * unit. Safe for use by several threads.
 */
public final class ScenarioLendingOpenings implements LendingOpenings {
    private static final long DEBT = RandomStream.hash("lending.debt");
    private static final long RATIO = RandomStream.hash("lending.collateralRatio");
    private static final int MINIMUM_DIGITS = 6;

    private final long seed;
    private final List<LendingPopulation> populations;
    private final long[] prices;
    private final long[] hashes;
    private final int[] digits;

    /**
     * The openings of a protocol.
     *
     * @param assets of the scenario
     */
    public ScenarioLendingOpenings(long seed, LendingSpec protocol, List<AssetSpec> assets) {
        this.seed = seed;
        populations = protocol.populations();
        prices = protocol.reserves().stream()
                .mapToLong(reserve -> openingPrice(reserve.asset(), assets))
                .toArray();
        hashes = new long[populations.size()];
        digits = new int[populations.size()];
        for (int i = 0; i < hashes.length; i++) {
            LendingPopulation population = populations.get(i);
            hashes[i] = RandomStream.hash(protocol.name() + "/" + population.name());
            digits[i] = StrictMath.max(
                    MINIMUM_DIGITS, Integer.toString(population.count() - 1).length());
        }
    }

    private static long openingPrice(int asset, List<AssetSpec> assets) {
        return asset == ReserveSpec.USD ? 1 : assets.get(asset).price().start();
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
        return populations.get(population).name() + "-" + suffix(population, ordinal);
    }

    private String suffix(int population, int ordinal) {
        return switch (populations.get(population)) {
            case ListedBorrowers listed -> listed.accounts().get(ordinal).name();
            case DrawnBorrowers drawn -> {
                String number = Integer.toString(ordinal);
                yield "0".repeat(digits[population] - number.length()) + number;
            }
        };
    }

    @Override
    public long find(String name) {
        int dash = name.indexOf('-');
        for (int population = 0; dash > 0 && population < populations.size(); population++) {
            if (populations.get(population).name().equals(name.substring(0, dash))) {
                int ordinal = ordinal(population, name.substring(dash + 1));
                return ordinal < 0 ? -1 : (long) population << 32 | ordinal;
            }
        }
        return -1;
    }

    private int ordinal(int population, String suffix) {
        return switch (populations.get(population)) {
            case ListedBorrowers listed -> place(listed.accounts(), suffix);
            case DrawnBorrowers drawn -> {
                boolean isNumber =
                        suffix.length() == digits[population] && suffix.chars().allMatch(c -> c >= '0' && c <= '9');
                long ordinal = isNumber ? Long.parseLong(suffix) : Long.MAX_VALUE;
                yield ordinal < drawn.count() ? (int) ordinal : -1;
            }
        };
    }

    private static int place(List<ListedBorrower> accounts, String name) {
        for (int low = 0, high = accounts.size() - 1; low <= high; ) {
            int middle = (low + high) >>> 1;
            int order = accounts.get(middle).name().compareTo(name);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return -1;
    }

    @Override
    public void draw(int population, int ordinal, LendingOpening into) {
        switch (populations.get(population)) {
            case DrawnBorrowers drawn -> fill(drawn, hashes[population], ordinal, into);
            case ListedBorrowers listed -> copy(listed.accounts().get(ordinal), into);
        }
    }

    private static void copy(ListedBorrower account, LendingOpening into) {
        System.arraycopy(account.supplied(), 0, into.supplied, 0, into.supplied.length);
        System.arraycopy(account.owed(), 0, into.owed, 0, into.owed.length);
        into.cash = account.cash();
    }

    /** Debt is rounded half-even, to at least one unit; collateral up, so that the ratio is at least the one drawn. */
    private void fill(DrawnBorrowers population, long populationHash, int ordinal, LendingOpening into) {
        long account = RandomStream.mix(populationHash ^ RandomStream.mix(ordinal + 1L));
        double dollars = population.debtValue().draw(RandomStream.of(seed, account, 0, DEBT));
        double micros = StrictMath.min(dollars, population.cap()) * Money.MICROS;
        long debtPrice = prices[population.debt()];
        long owed = StrictMath.max(1L, FixedPoint.round(micros / debtPrice));
        double drawn = population.collateralRatio().draw(RandomStream.of(seed, account, 0, RATIO));
        double value = (double) owed * debtPrice * StrictMath.max(drawn, population.leastRatio());
        Arrays.fill(into.supplied, 0);
        Arrays.fill(into.owed, 0);
        into.owed[population.debt()] = owed;
        into.supplied[population.collateral()] =
                FixedPoint.round(StrictMath.ceil(value / prices[population.collateral()]));
        into.cash = 0;
    }
}
