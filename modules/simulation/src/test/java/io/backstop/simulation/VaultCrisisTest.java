package io.backstop.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.inprocess.InProcessRuntime;
import io.backstop.kernel.inprocess.Options;
import io.backstop.lending.pass.Layer;
import io.backstop.lending.pass.LendingLine;
import io.backstop.model.Money;
import io.backstop.scenario.Partitioning;
import io.backstop.scenario.ResolvedScenario;
import io.backstop.scenario.ScenarioOpenings;
import io.backstop.scenario.loader.ScenarioLoader;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * 80 vaults of 10,000 USD through a day like 12 March 2020: ether falls by 40 % in an hour, keepers are down from 1 h to 2.5 h. The
 * treasury has 20,000 USD; debt waits 12 hours; debt auctions raise 10,000 USD each at 250 USD a token.
 */
class VaultCrisisTest {
    private static final long TICKS_OF_AN_HOUR = 6;
    private static final long SURPLUS = Money.ofDollars(20_000);
    private static final long SUMP = Money.ofDollars(10_000);
    private static final long HOLE = Money.ofDollars(200_000);

    private record Line(long tick, LendingLine line) {}

    private static final List<Line> LINES = new ArrayList<>();
    private static final List<DebtFact.DebtClosed> CLOSES = new ArrayList<>();

    @BeforeAll
    static void run() throws URISyntaxException {
        ResolvedScenario scenario = ScenarioLoader.load(
                        Path.of(Objects.requireNonNull(VaultCrisisTest.class.getResource("/vaults.yaml"))
                                .toURI()),
                        List.of(),
                        OptionalLong.empty())
                .resolved();
        Venue venue = new Venue("r", scenario, new ScenarioOpenings(scenario), new Partitioning(2));
        new InProcessRuntime(venue, new RunWorkflow(venue, Books.Check.NONE), venue.runId(), Options.plain())
                .run(recorded -> ((RunEvent.Advanced) recorded.event()).facts().forEach(VaultCrisisTest::take));
    }

    private static void take(Fact fact) {
        if (fact instanceof DebtFact.LendingSettled settled) {
            settled.outcomes()
                    .forEach(outcome -> outcome.lines().forEach(line -> LINES.add(new Line(settled.tick(), line))));
        } else if (fact instanceof DebtFact.DebtClosed closed) {
            CLOSES.add(closed);
        }
    }

    private static <T extends LendingLine> List<T> lines(Class<T> kind) {
        return LINES.stream()
                .map(Line::line)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static long firstTick(Class<? extends LendingLine> kind) {
        return LINES.stream()
                .filter(line -> kind.isInstance(line.line()))
                .mapToLong(Line::tick)
                .min()
                .orElseThrow();
    }

    /** A tab at auction is 11,300; as many as fit start, the others wait for room. */
    @Test
    void theHoleHoldsAuctionsBack() {
        long mostTab = CLOSES.stream()
                .mapToLong(close -> close.protocols().getFirst().tab())
                .max()
                .orElseThrow();

        assertThat(mostTab).isLessThanOrEqualTo(HOLE).isGreaterThan(HOLE - Money.ofDollars(11_300));
        assertThat(lines(LendingLine.AuctionKicked.class))
                .extracting(LendingLine.AuctionKicked::tab)
                .satisfies(tabs -> assertThat(
                                tabs.stream().mapToLong(Long::longValue).sum())
                        .isGreaterThan(HOLE));
    }

    @Test
    void withoutBuyersAuctionsAreResetOrGoForNothing() {
        assertThat(lines(LendingLine.AuctionReset.class)).isNotEmpty();
        assertThat(LINES)
                .filteredOn(line -> line.line() instanceof LendingLine.AuctionTaken taken
                        && taken.paid() == 0
                        && line.tick() >= TICKS_OF_AN_HOUR
                        && line.tick() < 3 * TICKS_OF_AN_HOUR)
                .hasSizeGreaterThan(10);
        assertThat(lines(LendingLine.AuctionTaken.class)).anyMatch(taken -> taken.paid() > 0 && taken.returned() > 0);
    }

    /** What vaults left unpaid is paid by surplus and penalties first, then by debt auctions, to within one lot. */
    @Test
    void surplusPaysBeforeDebtAuctions() {
        long lost = lines(LendingLine.Deficit.class).stream()
                .mapToLong(LendingLine.Deficit::units)
                .sum();
        long bySurplus = paid(Layer.SURPLUS);
        long byAuctions = paid(Layer.DEBT_AUCTION);

        assertThat(lost).isGreaterThan(SURPLUS);
        assertThat(bySurplus).isGreaterThanOrEqualTo(SURPLUS - Money.ofDollars(10_000));
        assertThat(byAuctions).isPositive();
        assertThat(lost - bySurplus - byAuctions).isBetween(0L, SUMP);
    }

    private static long paid(Layer layer) {
        return lines(LendingLine.DeficitPaid.class).stream()
                .filter(line -> line.layer() == layer)
                .mapToLong(LendingLine.DeficitPaid::units)
                .sum();
    }

    /** 10,000 USD for 10,000 / 250 = 40 tokens; the first debt is twelve hours old by then. */
    @Test
    void debtAuctionsWaitForTheQueue() {
        List<LendingLine.Recapitalised> raised = lines(LendingLine.Recapitalised.class);
        List<LendingLine.DebtAuctionDealt> dealt = lines(LendingLine.DebtAuctionDealt.class);

        assertThat(firstTick(LendingLine.Recapitalised.class))
                .isGreaterThanOrEqualTo(firstTick(LendingLine.AuctionKicked.class) + 12 * TICKS_OF_AN_HOUR);
        assertThat(raised).isNotEmpty().allSatisfy(line -> {
            assertThat(line.dollars()).isEqualTo(SUMP);
            assertThat(line.tokens()).isEqualTo(40_000_000);
        });
        assertThat(dealt)
                .hasSameSizeAs(raised)
                .allSatisfy(line -> assertThat(line.minted()).isEqualTo(40_000_000));
    }

    @Test
    void theTreasuryEndsWithLessThanALotOfDebt() {
        DebtFact.ProtocolFigures end = CLOSES.getLast().protocols().getFirst();
        long lowest = CLOSES.stream()
                .map(close -> close.protocols().getFirst())
                .filter(figures -> figures.auctions() == 0)
                .mapToLong(figures -> figures.surplus() - figures.queuedDebt())
                .min()
                .orElseThrow();

        assertThat(lowest).isLessThan(-SUMP);
        assertThat(end.auctions()).isZero();
        assertThat(end.surplus() - end.queuedDebt()).isBetween(-SUMP, 0L);
    }
}
