package io.backstop.scenario.loader;

import io.backstop.scenario.AccountOpening;
import io.backstop.scenario.AssetSpec;
import io.backstop.scenario.ListedPopulation;
import io.backstop.scenario.MarginTier;
import io.backstop.scenario.MarketSpec;
import io.backstop.scenario.PopulationSpec;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.scenario.debt.LendingOpening;
import io.backstop.scenario.debt.LendingSpec;
import io.backstop.scenario.debt.ReserveSpec;
import io.backstop.scenario.debt.ScenarioLendingOpenings;
import java.util.ArrayList;
import java.util.List;

/** What a scenario may say but rarely means. */
final class Surprises {
    private Surprises() {}

    static List<String> of(ResolvedScenario scenario) {
        List<String> surprises = new ArrayList<>();
        for (int i = 0; i < scenario.populations().size(); i++) {
            PopulationSpec population = scenario.populations().get(i);
            if (population instanceof ListedPopulation) {
                breached(scenario, i, surprises);
            }
        }
        for (LendingSpec protocol : scenario.debt().lending()) {
            liquidatable(scenario, protocol, surprises);
        }
        return List.copyOf(surprises);
    }

    private static void liquidatable(ResolvedScenario scenario, LendingSpec protocol, List<String> surprises) {
        if (protocol.keepers().isEmpty() && !protocol.populations().isEmpty()) {
            surprises.add(protocol.name() + " has no keepers: nobody liquidates its borrowers");
        }
        ScenarioLendingOpenings openings = new ScenarioLendingOpenings(scenario.seed(), protocol, scenario.assets());
        LendingOpening opening = new LendingOpening(protocol.reserves().size());
        int count = 0;
        String first = "";
        for (int population = 0; population < openings.populations(); population++) {
            for (int ordinal = 0; ordinal < openings.count(population); ordinal++) {
                openings.draw(population, ordinal, opening);
                if (room(scenario, protocol, opening) < 0) {
                    first = count == 0 ? openings.name(population, ordinal) : first;
                    count++;
                }
            }
        }
        if (count > 0) {
            surprises.add(count + " accounts of " + protocol.name()
                    + " open below health factor 1 at market prices, the first " + first);
        }
    }

    /** Collateral within its threshold less debt, in micro-dollars at market prices, near enough for a warning. */
    private static double room(ResolvedScenario scenario, LendingSpec protocol, LendingOpening opening) {
        double room = 0;
        for (int i = 0; i < opening.supplied.length; i++) {
            ReserveSpec reserve = protocol.reserves().get(i);
            double price = reserve.asset() == ReserveSpec.USD
                    ? 1
                    : scenario.assets().get(reserve.asset()).price().start();
            room += price * (opening.supplied[i] * reserve.threshold().toDouble() - opening.owed[i]);
        }
        return room;
    }

    private static void breached(ResolvedScenario scenario, int population, List<String> surprises) {
        ScenarioOpenings openings = new ScenarioOpenings(scenario);
        AccountOpening opening =
                new AccountOpening(scenario.markets().size(), scenario.assets().size());
        int count = 0;
        String first = "";
        for (int ordinal = 0; ordinal < openings.count(population); ordinal++) {
            openings.draw(population, ordinal, opening);
            if (opening.legs > 0 && slack(scenario, opening) < 0) {
                first = count == 0 ? openings.name(population, ordinal) : first;
                count++;
            }
        }
        if (count > 0) {
            surprises.add(count + " accounts of the CSV file open below maintenance margin, the first " + first);
        }
    }

    /** Equity with haircuts less maintenance margin, in micro-dollars, near enough for a warning. */
    private static double slack(ResolvedScenario scenario, AccountOpening opening) {
        double slack = opening.cash;
        for (int i = 0; i < opening.legs; i++) {
            MarketSpec market = scenario.markets().get(opening.market[i]);
            double value = (double) opening.size[i] * market.price().start();
            slack += value - opening.openCost[i] - maintenance(market, StrictMath.abs(value));
        }
        for (int i = 0; i < opening.collateral.length; i++) {
            AssetSpec asset = scenario.assets().get(i);
            slack += (double) opening.collateral[i]
                    * asset.price().start()
                    * (1 - asset.haircut().toDouble());
        }
        return slack;
    }

    private static double maintenance(MarketSpec market, double notional) {
        MarginTier at = market.tiers().getFirst();
        for (MarginTier tier : market.tiers()) {
            at = tier.floor() <= notional ? tier : at;
        }
        return notional * at.rate().toDouble() - at.deduction().toDouble();
    }
}
