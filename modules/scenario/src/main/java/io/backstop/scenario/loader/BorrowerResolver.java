package io.backstop.scenario.loader;

import io.backstop.model.Money;
import io.backstop.model.Ratio;
import io.backstop.scenario.Distribution;
import io.backstop.scenario.debt.LendingPopulation;
import io.backstop.scenario.debt.LendingPopulation.BandSpec;
import io.backstop.scenario.debt.LendingPopulation.DrawnBorrowers;
import io.backstop.scenario.debt.LendingPopulation.ListedBorrower;
import io.backstop.scenario.debt.LendingPopulation.ListedBorrowers;
import io.backstop.scenario.debt.ReserveSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Resolves the borrowers of one lending protocol. */
final class BorrowerResolver {
    private static final List<String> DRAWN_KEYS =
            List.of("count", "collateral", "debt", "debtValue", "collateralRatio");

    private final AssetUnits assets;
    private final List<ReserveSpec> reserves;
    private final List<String> names;

    BorrowerResolver(AssetUnits assets, List<ReserveSpec> reserves) {
        this.assets = assets;
        this.reserves = reserves;
        this.names =
                reserves.stream().map(reserve -> assets.name(reserve.asset())).toList();
    }

    LendingPopulation population(Field population) {
        return population.has("accounts") ? listed(population) : drawn(population);
    }

    private LendingPopulation listed(Field population) {
        for (String key : DRAWN_KEYS) {
            population.find(key).ifPresent(field -> {
                throw field.error(population.path() + " has both accounts and " + key + "; expected accounts alone, or "
                        + String.join(", ", DRAWN_KEYS));
            });
        }
        ScenarioResolver.checkUnique(population.items("accounts"));
        return new ListedBorrowers(
                population.get("name").text(),
                population.items("accounts").stream()
                        .map(this::account)
                        .sorted(Comparator.comparing(ListedBorrower::name))
                        .toList(),
                band(population.find("band")));
    }

    private ListedBorrower account(Field account) {
        return new ListedBorrower(
                account.get("name").text(),
                units(account.find("supplied")),
                units(account.find("owed")),
                account.find("cash").map(Field::nonNegativeMoney).orElse(0L));
    }

    private long[] units(Optional<Field> byReserve) {
        long[] units = new long[reserves.size()];
        byReserve.ifPresent(field -> {
            for (String name : field.keys()) {
                Field each = field.get(name);
                int reserve = each.keyNumberIn("reserve", name, names);
                units[reserve] = assets.units(each, reserves.get(reserve).asset());
            }
        });
        return units;
    }

    private LendingPopulation drawn(Field population) {
        for (String key : DRAWN_KEYS) {
            if (!population.has(key)) {
                throw population.error("missing key '" + key + "' in " + population.path() + "; expected "
                        + String.join(", ", DRAWN_KEYS) + ", or accounts");
            }
        }
        Field collateral = population.get("collateral");
        int reserve = collateral.numberIn("reserve", names);
        Ratio loanToValue = collateral.require(
                reserves.get(reserve).loanToValue(),
                ratio -> ratio.compareTo(Ratio.ZERO) > 0,
                "a reserve with loanToValue above 0");
        Field debtValue = population.get("debtValue");
        Distribution dollars = PopulationResolver.distribution(debtValue, PopulationResolver::dollars);
        double cap = debtValue.find("cap").map(Field::positiveMoney).orElse(PopulationResolver.LARGEST)
                / (double) Money.MICROS;
        PopulationResolver.checkReachable(debtValue, dollars, cap);
        Field ratio = population.get("collateralRatio");
        return new DrawnBorrowers(
                population.get("name").text(),
                population.get("count").integer(),
                reserve,
                population.get("debt").numberIn("reserve", names),
                dollars,
                cap,
                PopulationResolver.distribution(ratio, PopulationResolver::positive),
                least(ratio, loanToValue),
                band(population.find("band")));
    }

    /** The least ratio: what is given, or 1 over the loan to value, from which the protocol lends. */
    private static double least(Field ratio, Ratio loanToValue) {
        double lent = 1 / loanToValue.toDouble();
        double least = ratio.number("least", lent);
        ratio.find("fixed")
                .ifPresent(fixed -> fixed.require(
                        fixed.number(),
                        value -> value >= least,
                        "at least " + least
                                + (ratio.has("least") ? "" : ", which is 1 / loanToValue (or give least)")));
        return least;
    }

    private static @Nullable BandSpec band(Optional<Field> band) {
        if (band.isEmpty()) {
            return null;
        }
        Field field = band.get();
        Ratio low = ratio(field, "low", Ratio.of(17, 10));
        Ratio target = ratio(field, "target", Ratio.of(2, 1));
        Ratio high = ratio(field, "high", Ratio.of(26, 10));
        if (low.compareTo(Ratio.ONE) <= 0 || target.compareTo(low) < 0 || high.compareTo(target) < 0) {
            throw field.error(field.path() + " has low " + low + ", target " + target + " and high " + high
                    + "; expected 1 < low <= target <= high");
        }
        return new BandSpec(
                low,
                target,
                high,
                field.flag("topsUp", true),
                field.flag("releverages", false),
                field.integer("meanDelay", 3));
    }

    private static Ratio ratio(Field band, String key, Ratio base) {
        return band.find(key).map(Field::ratio).orElse(base);
    }
}
