package io.backstop.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.backstop.account.Levy;
import io.backstop.lending.pass.LendingLine;
import io.backstop.lending.pass.LendingOutcome;
import io.backstop.simulation.DebtFact;
import io.backstop.simulation.Fact;
import io.backstop.simulation.Venue;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A venue's run ends in the same digest on one thread and on a cluster, whatever keeps its events. */
class VenueRuntimesTest {
    /** The number of the population of hedged borrowers in {@code linked.yaml}. */
    private static final int CARRY = 0;

    private static final String SERIALIZE = "pekko.actor.serialize-messages";
    private static final String UNVERIFIED = "pekko.actor.no-serialization-verification-needed-class-prefix.";

    /** What never leaves its node. */
    private static final List<String> LOCAL = List.of(
            "org.apache.pekko.",
            "io.backstop.shell.ShellCommand$Proceed",
            "io.backstop.shell.ShellCommand$Resend",
            "io.backstop.node.runtime.ClusterRuntime$Tick");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"hyperliquid", "binance", "dydx", "linked"})
    void theDigestIsTheSameInProcessInMemoryAndOnH2(String name) {
        Venue venue = Venues.venue(name);
        List<Fact> expected = Venues.inProcess(venue);

        assertThat(Venues.digest(Venues.onCluster(venue, new Journal.Memory()))).isEqualTo(Venues.digest(expected));
        assertThat(Venues.digest(Venues.onCluster(venue, new Journal.H2(folder))))
                .isEqualTo(Venues.digest(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hyperliquid", "binance", "dydx", "linked"})
    void theDigestIsTheSameWhenEveryMessageIsSentAsBytes(String name) {
        Venue venue = Venues.venue(name);
        System.setProperty(SERIALIZE, "on");
        for (int i = 0; i < LOCAL.size(); i++) {
            System.setProperty(UNVERIFIED + i, LOCAL.get(i));
        }
        ConfigFactory.invalidateCaches();
        try {
            assertThat(Venues.digest(Venues.onCluster(venue, new Journal.Memory())))
                    .isEqualTo(Venues.digest(Venues.inProcess(venue)));
        } finally {
            System.clearProperty(SERIALIZE);
            for (int i = 0; i < LOCAL.size(); i++) {
                System.clearProperty(UNVERIFIED + i);
            }
            ConfigFactory.invalidateCaches();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 60})
    void theDigestOfLinkedProtocolsIsTheSameOnAnyNumberOfPartitions(int partitions) {
        assertThat(Venues.digest(Venues.onCluster(Venues.venue("linked", partitions), new Journal.Memory())))
                .isEqualTo(Venues.digest(Venues.inProcess(Venues.venue("linked"))));
    }

    @Test
    void theLinkedRunStripsHedgesLiquidatesTheirOtherLegAndReachesASecondParty() {
        List<Fact> facts = Venues.inProcess(Venues.venue("linked"));
        assertThat(all(facts, Fact.PassSettled::deleveragings))
                .anyMatch(deleveraging -> deleveraging.target().startsWith("hedgers-"));
        List<DebtFact.LendingSettled> lending = only(facts, DebtFact.LendingSettled.class);
        assertThat(lending).anyMatch(settled -> !settled.hedges().isEmpty());
        assertThat(lending.stream().flatMap(settled -> settled.outcomes().stream()))
                .anyMatch(outcome -> outcome.protocol().equals("pool") && hasLiquidated(outcome, CARRY))
                .anyMatch(outcome -> outcome.protocol().equals("maker"));
        assertThat(only(facts, DebtFact.PartiesSettled.class).stream()
                        .flatMap(settled -> settled.defaults().stream())
                        .map(DebtFact.Default::hop))
                .contains(1, 2);
    }

    private static boolean hasLiquidated(LendingOutcome outcome, int population) {
        return outcome.lines().stream()
                .anyMatch(line ->
                        line instanceof LendingLine.Liquidated l && (int) (l.account() >>> Integer.SIZE) == population);
    }

    private static <T extends Fact> List<T> only(List<Fact> facts, Class<T> kind) {
        return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void theHyperliquidLikeRunReachesBookVaultAdlParentAndBadDebt() {
        List<Fact> facts = Venues.inProcess(Venues.venue("hyperliquid"));
        assertThat(exits(facts)).contains(Fact.Exit.BOOK, Fact.Exit.VAULT_TAKEOVER, Fact.Exit.RESIDUAL);
        assertThat(layers(facts)).contains(Fact.Layer.ADL, Fact.Layer.PARENT);
        assertThat(all(facts, Fact.PassSettled::deleveragings)).isNotEmpty();
        assertThat(all(facts, Fact.PassSettled::deficits)).anyMatch(deficit -> deficit.open() > 0);
        assertThat(facts).anyMatch(fact -> fact instanceof Fact.LevyCharged l && l.levy() instanceof Levy.Funding);
    }

    @Test
    void theBinanceLikeRunSellsCollateralAndSharesALoss() {
        List<Fact> facts = Venues.inProcess(Venues.venue("binance"));
        assertThat(exits(facts)).contains(Fact.Exit.BOOK, Fact.Exit.FUND_TAKEOVER);
        assertThat(layers(facts)).contains(Fact.Layer.FUND, Fact.Layer.SOCIALISED);
        assertThat(all(facts, Fact.PassSettled::collateralSales)).isNotEmpty();
        assertThat(facts)
                .anyMatch(fact -> fact instanceof Fact.LevyCharged l && l.levy() instanceof Levy.SocialisedLoss);
    }

    @Test
    void theDydxLikeRunTopsUpFillsAndDeleverages() {
        List<Fact> facts = Venues.inProcess(Venues.venue("dydx"));
        assertThat(all(facts, Fact.PassSettled::transfers))
                .anyMatch(transfer -> transfer.reason() == Fact.Reason.TOP_UP);
        assertThat(all(facts, Fact.PassSettled::deleveragings)).isNotEmpty();
    }

    private static Set<Fact.Exit> exits(List<Fact> facts) {
        TreeSet<Fact.Exit> exits = new TreeSet<>();
        all(facts, Fact.PassSettled::liquidations).forEach(liquidation -> exits.add(liquidation.exit()));
        return exits;
    }

    private static Set<Fact.Layer> layers(List<Fact> facts) {
        TreeSet<Fact.Layer> layers = new TreeSet<>();
        all(facts, Fact.PassSettled::deficits)
                .forEach(deficit -> deficit.payments().forEach(payment -> layers.add(payment.layer())));
        return layers;
    }

    private static <T> List<T> all(List<Fact> facts, Function<Fact.PassSettled, List<T>> part) {
        return facts.stream()
                .flatMap(fact -> fact instanceof Fact.PassSettled pass ? Stream.of(pass) : Stream.empty())
                .flatMap(pass -> part.apply(pass).stream())
                .toList();
    }
}
