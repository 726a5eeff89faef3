package io.backstop.report;

import io.backstop.lending.book.RedemptionRequest;
import io.backstop.party.DebtNetwork;
import io.backstop.scenario.Openings;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.scenario.debt.LendingOpenings;
import io.backstop.scenario.debt.LendingSpec;
import io.backstop.scenario.debt.ReserveSpec;
import io.backstop.scenario.debt.ScenarioLendingOpenings;
import io.backstop.simulation.DebtFact;
import java.util.List;

/** The names of what facts of lending protocols and parties give as numbers, and the grids of their amounts. */
final class DebtNames {
    /** What the suppliers without an account are called. */
    static final String PUBLIC = "public";

    /** What stands for dollars. */
    static final String DOLLARS = "USD";

    private static final int MONEY_DECIMALS = 6;

    private final ResolvedScenario scenario;
    private final List<LendingSpec> lending;
    private final List<LendingOpenings> openings;
    private final Openings venue;
    private final DebtNetwork network;

    DebtNames(ResolvedScenario scenario) {
        this.scenario = scenario;
        this.lending = scenario.debt().lending();
        this.openings = lending.stream()
                .<LendingOpenings>map(spec -> new ScenarioLendingOpenings(scenario.seed(), spec, scenario.assets()))
                .toList();
        this.venue = new ScenarioOpenings(scenario);
        this.network = DebtNetwork.of(scenario.debt(), scenario.assets().size(), scenario.seed());
    }

    ResolvedScenario scenario() {
        return scenario;
    }

    DebtNetwork network() {
        return network;
    }

    int protocols() {
        return lending.size();
    }

    String protocol(int number) {
        return lending.get(number).name();
    }

    /** A protocol's number. */
    int protocol(String name) {
        for (int number = 0; number < lending.size(); number++) {
            if (lending.get(number).name().equals(name)) {
                return number;
            }
        }
        throw new IllegalArgumentException("no such protocol: " + name);
    }

    LendingSpec spec(int protocol) {
        return lending.get(protocol);
    }

    LendingOpenings openings(int protocol) {
        return openings.get(protocol);
    }

    /** An account of a protocol, without the protocol's name. */
    String account(int protocol, long key) {
        return key == RedemptionRequest.PUBLIC
                ? PUBLIC
                : openings.get(protocol).name((int) (key >>> Integer.SIZE), (int) key);
    }

    String keeper(int protocol, int number) {
        return lending.get(protocol).keepers().get(number).name();
    }

    String venueAccount(long key) {
        return venue.name((int) (key >>> Integer.SIZE), (int) key);
    }

    String party(int party) {
        return party == DebtFact.OUTSIDE ? "" : network.name(party);
    }

    /** The asset of a reserve, {@link ReserveSpec#USD} for dollars. */
    int asset(int protocol, int reserve) {
        return lending.get(protocol).reserves().get(reserve).asset();
    }

    String reserve(int protocol, int reserve) {
        return assetName(asset(protocol, reserve));
    }

    String assetName(int asset) {
        return asset == ReserveSpec.USD ? DOLLARS : scenario.assets().get(asset).name();
    }

    /** Decimals of an asset's units. */
    int decimals(int asset) {
        return asset == ReserveSpec.USD
                ? MONEY_DECIMALS
                : scenario.assets().get(asset).unitDecimals();
    }

    /** Decimals of an asset's prices: units times price are micro-dollars. */
    int priceDecimals(int asset) {
        return MONEY_DECIMALS - decimals(asset);
    }

    /** A price of an asset at time zero. */
    long openingPrice(int asset) {
        return asset == ReserveSpec.USD
                ? 1
                : scenario.assets().get(asset).price().start();
    }

    /** Micro-dollars of units at the marks of a tick. */
    long value(int asset, long units, long[] assetMark) {
        return asset == ReserveSpec.USD ? units : Math.multiplyExact(units, assetMark[asset]);
    }
}
