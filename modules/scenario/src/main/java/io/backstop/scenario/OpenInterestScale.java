package io.backstop.scenario;

import io.backstop.model.Money;
import io.backstop.model.RandomStream;
import io.backstop.scenario.DrawnPopulation.MarketWeight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scales a population to its open interest: for each market the factor c with {@code sum min(c * raw, cap) = target}, over all
 * raw draws. The sum rises with c in straight pieces, so c is found exactly from the sorted draws, without iteration.
 */
public final class OpenInterestScale {
    private OpenInterestScale() {}

    /**
     * The population with the scales that meet its open interest; itself if it has none to meet.
     *
     * @throws IllegalArgumentException if a market's legs cannot reach its part under the cap; the message names market and need
     */
    public static DrawnPopulation scale(
            DrawnPopulation population, long seed, List<MarketSpec> markets, List<AssetSpec> assets) {
        if (population.openInterest() == 0) {
            return population;
        }
        List<Draws> draws = draw(population, seed, markets, assets);
        List<MarketWeight> scaled = new ArrayList<>();
        for (int i = 0; i < draws.size(); i++) {
            MarketWeight weight = population.markets().get(i);
            String market = markets.get(weight.market()).name();
            double target = population.openInterest() * weight.share();
            double factor = draws.get(i).factor(market, target, (double) weight.legCap());
            scaled.add(new MarketWeight(weight.market(), weight.share(), weight.weight(), factor, weight.legCap()));
        }
        return new DrawnPopulation(
                population.name(),
                population.count(),
                population.longShare(),
                population.openInterest(),
                List.copyOf(scaled),
                population.legs(),
                population.notional(),
                population.perLegLogDeviation(),
                population.leverage(),
                population.entry(),
                population.collateral());
    }

    private static List<Draws> draw(
            DrawnPopulation population, long seed, List<MarketSpec> markets, List<AssetSpec> assets) {
        List<Draws> draws = new ArrayList<>();
        for (int i = 0; i < population.markets().size(); i++) {
            draws.add(new Draws());
        }
        AccountDraw draw = new AccountDraw(seed, markets, assets);
        long hash = RandomStream.hash(population.name());
        int[] chosen = new int[markets.size()];
        for (int ordinal = 0; ordinal < population.count(); ordinal++) {
            draw.rawLegs(
                    population,
                    hash,
                    ordinal,
                    chosen,
                    (place, notional) -> draws.get(place).add(notional * Money.MICROS));
        }
        return draws;
    }

    /** The raw notionals of one market in micro-dollars. */
    private static final class Draws {
        private double[] values = new double[64];
        private int size;

        void add(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        double factor(String market, double target, double cap) {
            if (size * cap < target) {
                throw new IllegalArgumentException(size + " accounts in " + market + " can hold at most "
                        + Money.format((long) (size * cap))
                        + " USD under the cap, but its part of the open interest is "
                        + Money.format((long) target) + " USD");
            }
            double sum = 0;
            double largest = 0;
            for (int i = 0; i < size; i++) {
                sum += values[i];
                largest = StrictMath.max(largest, values[i]);
            }
            double factor = target / sum;
            return largest * factor <= cap ? factor : cappedFactor(target, cap);
        }

        private double cappedFactor(double target, double cap) {
            Arrays.sort(values, 0, size);
            double[] sums = new double[size + 1];
            for (int i = 0; i < size; i++) {
                sums[i + 1] = sums[i] + values[i];
            }
            double rest = target;
            double factor = rest / sums[size];
            for (int i = size - 1; i > 0 && values[i] * factor > cap; i--) {
                rest -= cap;
                factor = rest / sums[i];
            }
            return factor;
        }
    }
}
