package io.backstop.margin;

import io.backstop.account.Account;
import io.backstop.account.AccountEntity;
import io.backstop.account.MarginTiers;
import io.backstop.model.RandomStream;
import io.backstop.model.Ratio;
import io.backstop.scenario.AccountOpening;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Four markets of 1 to 4 tiers, two collateral assets with haircuts, and accounts of 0 to 4 legs, all drawn from a seed. */
final class DrawnVenue {
    static final int MARKETS = 4;
    static final int ASSETS = 2;

    private final RandomStream random;
    final MarginRules rules;
    /** Of the markets, then of the assets. */
    final long[] openingPrices = new long[MARKETS + ASSETS];

    DrawnVenue(long seed, @Nullable Ratio takeoverLine) {
        random = RandomStream.of(seed, "venue", 0, "test");
        List<MarginTiers> tiers = new ArrayList<>();
        for (int market = 0; market < MARKETS; market++) {
            tiers.add(tiers());
        }
        rules = new MarginRules(
                tiers, List.of(Ratio.of(between(0, 300), 1000), Ratio.of(between(1, 999), 1000)), takeoverLine);
        for (int instrument = 0; instrument < openingPrices.length; instrument++) {
            openingPrices[instrument] = between(10, 1_000_000);
        }
    }

    private MarginTiers tiers() {
        List<Long> floors = new ArrayList<>(List.of(0L));
        List<Ratio> rates = new ArrayList<>();
        long rate = between(1, 50);
        rates.add(Ratio.of(rate, 1000));
        for (long more = between(0, 3); more > 0; more--) {
            floors.add(floors.getLast() + between(1, 1_000_000_000_000L));
            rate += between(1, 150);
            rates.add(Ratio.of(rate, 1000));
        }
        return MarginTiers.derive(floors, rates);
    }

    /** From {@code low} to {@code high}, both included. */
    long between(long low, long high) {
        return low + Math.floorMod(random.nextLong(), high - low + 1);
    }

    /** Opening prices of the assets. */
    long[] assetPrices() {
        return new long[] {openingPrices[MARKETS], openingPrices[MARKETS + 1]};
    }

    /** Each market's opening price times 0.2 to 5. */
    long[] marks() {
        long[] marks = new long[MARKETS];
        for (int market = 0; market < MARKETS; market++) {
            marks[market] = openingPrices[market] * between(200, 5_000) / 1_000;
        }
        return marks;
    }

    /** Populations of so many accounts each, drawn as {@link #account}. */
    ListedOpenings openings(int populations, int accounts, long[] marks) {
        List<List<AccountOpening>> drawn = new ArrayList<>();
        for (int population = 0; population < populations; population++) {
            List<AccountOpening> of = new ArrayList<>();
            for (int ordinal = 0; ordinal < accounts; ordinal++) {
                of.add(account(marks));
            }
            drawn.add(of);
        }
        return new ListedOpenings(drawn);
    }

    /**
     * An account that at these marks holds 0 to 4 times its maintenance margin after haircuts; every second one the margin
     * itself, give or take 3 micro-dollars.
     */
    private AccountOpening account(long[] marks) {
        AccountOpening opening = new AccountOpening(MARKETS, ASSETS);
        for (int market = 0; market < MARKETS; market++) {
            if (between(0, 1) == 0) {
                long price = openingPrices[market];
                int leg = opening.legs++;
                long size = between(1, 1L << between(0, 22)) * (between(0, 1) == 0 ? 1 : -1);
                opening.market[leg] = market;
                opening.size[leg] = size;
                opening.openCost[leg] = size * price * between(50, 150) / 100;
            }
        }
        for (int asset = 0; asset < ASSETS; asset++) {
            opening.collateral[asset] = between(0, 2) == 0 ? between(1, 1_000_000) : 0;
        }
        Valuation penniless = valuation(opening, marks);
        long wanted = between(0, 1) == 0
                ? penniless.maintenance() + between(-3, 3)
                : penniless.maintenance() / 1_000 * between(0, 4_000);
        opening.cash = wanted - penniless.equityHaircut();
        return opening;
    }

    private Valuation valuation(AccountOpening opening, long[] marks) {
        Account account = AccountEntity.open(ListedOpenings.of(opening), 0, new AccountOpening(MARKETS, ASSETS));
        return Valuation.of(rules, account, marks, assetPrices());
    }
}
