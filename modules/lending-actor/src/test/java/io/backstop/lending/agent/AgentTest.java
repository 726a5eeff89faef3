package io.backstop.lending.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.lending.agent.DebtBand.Plan;
import io.backstop.lending.agent.KeeperPolicy.Decision;
import io.backstop.lending.agent.KeeperPolicy.Idle;
import io.backstop.lending.agent.KeeperPolicy.Opportunity;
import io.backstop.lending.agent.KeeperPolicy.Window;
import io.backstop.model.Ratio;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class AgentTest {
    private static final DebtBand BAND = new DebtBand(Ratio.of(17, 10), Ratio.of(2, 1), Ratio.of(26, 10), false, true);
    private static final Opportunity LOT = new Opportunity("lot-1", 1_000, 100, 110, true);

    /** Debt 100, collateral 160, target 2: (100 * 2 - 160) / (2 - 1) = 40 are sold; then 120 secure 60. */
    @Test
    void belowTheBandCollateralIsSoldUpToTheTarget() {
        assertThat(BAND.plan(160, 100, 1_000)).isEqualTo(new Plan(0, 40, 0));
        assertThat(BAND.plan(170, 100, 0)).isEqualTo(Plan.NONE);
        assertThat(BAND.plan(160, 0, 0)).isEqualTo(Plan.NONE);
    }

    @Test
    void cashIsUsedFirstWhereTheBorrowerTopsUp() {
        DebtBand topsUp = new DebtBand(BAND.low(), BAND.target(), BAND.high(), true, false);
        assertThat(topsUp.plan(160, 100, 100)).isEqualTo(new Plan(40, 0, 0));
        assertThat(topsUp.plan(160, 100, 25)).isEqualTo(new Plan(25, 15, 0));
    }

    /** Debt 100, collateral 300: 100 more of both make 400 to 200. */
    @Test
    void aboveTheBandALoopIsExtended() {
        assertThat(BAND.plan(300, 100, 0)).isEqualTo(new Plan(0, 0, 100));
    }

    @Test
    void moreIsNeverSoldThanThereIsDebt() {
        assertThat(BAND.plan(50, 100, 0).sale()).isEqualTo(50);
        assertThatThrownBy(() -> new DebtBand(Ratio.ONE, Ratio.ONE, Ratio.ONE, false, false))
                .hasMessageContaining("1 < low");
    }

    @Property
    void aPlanReachesTheTargetAtAFixedPrice(
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long debt,
            @ForAll @LongRange(max = 2_000_000_000_000L) long collateral) {
        Plan plan = BAND.plan(collateral, debt, 0);
        if (plan.sale() > 0 && plan.sale() < Math.min(debt, collateral)) {
            assertThat(collateral - plan.sale()).isGreaterThanOrEqualTo(2 * (debt - plan.sale()));
            assertThat(collateral - plan.sale() + 1).isLessThanOrEqualTo(2 * (debt - plan.sale() + 1));
        }
        assertThat(collateral + plan.draw()).isGreaterThanOrEqualTo(plan.draw() == 0 ? 0 : 2 * (debt + plan.draw()));
    }

    @Test
    void suppliersRunFromAFullPoolOrADeficit() {
        WithdrawalRun run = new WithdrawalRun(Ratio.of(99, 100), true, Ratio.of(1, 2));
        assertThat(run.wanted(101, 99, 100, 0)).isEqualTo(51);
        assertThat(run.wanted(101, 98, 100, 1)).isEqualTo(51);
        assertThat(run.wanted(101, 98, 100, 0)).isZero();
        assertThat(run.wanted(101, 0, 0, 0)).isZero();
    }

    @Test
    void aKeeperActsWithItsCapitalAfterItsDelay() {
        KeeperPolicy keeper = keeper(List.of(), Ratio.ZERO, Ratio.ZERO);
        assertThat(keeper.decide(1, 0, 1_499, 60, LOT)).isEqualTo(new Decision.Wait(Idle.DELAY));
        assertThat(keeper.decide(1, 0, 1_500, 60, LOT)).isEqualTo(new Decision.Act(60));
        assertThat(keeper.decide(1, 0, 1_500, 600, LOT)).isEqualTo(new Decision.Act(100));
        assertThat(keeper.decide(1, 0, 1_500, 0, LOT)).isEqualTo(new Decision.Wait(Idle.NO_CAPITAL));
        assertThat(keeper.decide(1, 0, 1_500, 60, new Opportunity("x", 0, 100, 104, true)))
                .isEqualTo(new Decision.Wait(Idle.NO_PROFIT));
    }

    @Test
    void aKeeperThatIsDownWaits() {
        KeeperPolicy down = keeper(List.of(new Window(2_000, 3_000)), Ratio.ZERO, Ratio.ZERO);
        assertThat(down.decide(1, 0, 2_000, 60, LOT)).isEqualTo(new Decision.Wait(Idle.OUTAGE));
        assertThat(down.decide(1, 0, 3_000, 60, LOT)).isEqualTo(new Decision.Act(60));
        assertThat(keeper(List.of(), Ratio.ONE, Ratio.ZERO).decide(1, 0, 3_000, 60, LOT))
                .isEqualTo(new Decision.Wait(Idle.OUTAGE));
    }

    /** A quarter of the bids are zero, give or take four standard errors, and the same ones in every run. */
    @Test
    void theShareOfZeroBidsIsKept() {
        KeeperPolicy keeper = keeper(List.of(), Ratio.ZERO, Ratio.of(1, 4));
        int draws = 4_000;
        long zeros = IntStream.range(0, draws)
                .filter(tick -> keeper.decide(7, tick, 5_000, 60, LOT) instanceof Decision.BidZero)
                .count();
        assertThat(zeros).isBetween(1_000L - 110, 1_000L + 110);
        assertThat(keeper.decide(7, 3, 5_000, 60, LOT)).isEqualTo(keeper.decide(7, 3, 5_000, 60, LOT));
        Opportunity fixedPrice = new Opportunity("lot-1", 1_000, 100, 110, false);
        assertThat(IntStream.range(0, 100).mapToObj(tick -> keeper.decide(7, tick, 5_000, 60, fixedPrice)))
                .containsOnly(new Decision.Act(60));
    }

    private static KeeperPolicy keeper(List<Window> outages, Ratio outageShare, Ratio zeroBids) {
        return new KeeperPolicy("keeper", 500, outages, outageShare, zeroBids, 5);
    }
}
