package io.backstop.contagion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fire sales of one asset by parties with a threshold of leverage (Cont and Schaanning 2017): a ratio of equity to assets below the
 * minimum is default and sells everything; below the buffer it sells down to the target; all sales of a round move the price once and
 * settle at the mean of the prices before and after (ox-inet). Proceeds repay debt, what is over becomes cash.
 *
 * <p>A study in {@code double}, not part of a run's books; the outcome is no monotone function of the shock.
 *
 * @param rounds in which somebody sold
 * @param price at the end
 * @param banks at the end
 */
public record FireSale(List<Round> rounds, double price, List<Bank> banks) {
    /**
     * A party.
     *
     * @param cash 0 or more
     * @param units of the asset, 0 or more
     * @param debt 0 or more
     * @param inDefault whether its ratio was ever below the minimum
     */
    public record Bank(double cash, double units, double debt, boolean inDefault) {
        /** Cash and units at a price, less debt. */
        public double equity(double price) {
            return assets(price) - debt;
        }

        private double assets(double price) {
            return cash + units * price;
        }

        private double ratio(double price) {
            return equity(price) / assets(price);
        }

        private Bank settle(double sold, double price) {
            double proceeds = sold * price;
            double repaid = proceeds < debt ? proceeds : debt;
            return new Bank(cash + proceeds - repaid, units - sold, debt - repaid, inDefault);
        }
    }

    /**
     * When a party acts.
     *
     * @param minimum ratio below which it is in default
     * @param buffer ratio below which it sells
     * @param target ratio that it sells down to
     */
    public record Thresholds(double minimum, double buffer, double target) {}

    /**
     * A market.
     *
     * @param units that all sales are held against
     * @param curve of the price
     * @param strength of the curve
     */
    public record Depth(double units, PriceCurve curve, double strength) {}

    /**
     * A round.
     *
     * @param number from 1
     * @param sold units of each party
     * @param price after it
     */
    public record Round(int number, List<Double> sold, double price) {}

    /**
     * Runs until nobody sells.
     *
     * @param price after the shock
     * @param roundsAtMost so many at most
     */
    public static FireSale of(List<Bank> banks, double price, Thresholds thresholds, Depth depth, int roundsAtMost) {
        List<Bank> now = new ArrayList<>(banks);
        List<Round> rounds = new ArrayList<>();
        double before = price;
        for (int number = 1; number <= roundsAtMost; number++) {
            double atPrice = before;
            now.replaceAll(bank -> tested(bank, atPrice, thresholds));
            double[] sold = now.stream()
                    .mapToDouble(bank -> order(bank, atPrice, thresholds))
                    .toArray();
            double all = Arrays.stream(sold).sum();
            if (all <= 0) {
                break;
            }
            double after = before * depth.curve().factor(depth.strength(), all / depth.units());
            for (int i = 0; i < sold.length; i++) {
                now.set(i, now.get(i).settle(sold[i], (before + after) / 2));
            }
            rounds.add(new Round(number, Arrays.stream(sold).boxed().toList(), after));
            before = after;
        }
        return new FireSale(rounds, before, now);
    }

    private static Bank tested(Bank bank, double price, Thresholds thresholds) {
        boolean fails = bank.assets(price) > 0 ? bank.ratio(price) < thresholds.minimum() : bank.debt() > 0;
        return new Bank(bank.cash(), bank.units(), bank.debt(), bank.inDefault() || fails);
    }

    private static double order(Bank bank, double price, Thresholds thresholds) {
        if (bank.inDefault() || price <= 0) {
            return bank.units();
        }
        if (bank.ratio(price) >= thresholds.buffer()) {
            return 0;
        }
        double worth = bank.assets(price) - bank.equity(price) / thresholds.target();
        double units = worth / price;
        return units < bank.units() ? units : bank.units();
    }
}
