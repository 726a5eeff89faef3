package io.backstop.lending.pass;

import static io.backstop.lending.pass.Protocols.ETH;
import static io.backstop.lending.pass.Protocols.ETHER;
import static io.backstop.lending.pass.Protocols.USD;
import static io.backstop.lending.pass.Protocols.at;
import static io.backstop.lending.pass.Protocols.price;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.lending.book.RedemptionRequest;
import io.backstop.model.Money;
import io.backstop.model.Ratio;
import io.backstop.scenario.debt.LendingPopulation.BandSpec;
import io.backstop.scenario.debt.LendingSpec.Redemption;
import io.backstop.scenario.debt.LendingSpec.RunSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Borrowers in bands and suppliers who leave. */
class BorrowersTest {
    private static final long COIN_PRICE = 10_000;

    private static Protocols withBand(boolean topsUp, boolean releverages) {
        return new Protocols()
                .publicly(USD, Money.ofDollars(50_000))
                .band(new BandSpec(Ratio.of(3, 2), Ratio.of(2, 1), Ratio.of(3, 1), topsUp, releverages, 1));
    }

    private static LendingOutcome act(Protocols.World world, long oracle) {
        BorrowerPlans plans = new BorrowerPlans(world.input(1, 0, 0, 1, price(oracle), COIN_PRICE), List.of());
        return world.settle(plans.outcome(at(price(oracle), COIN_PRICE)));
    }

    /** 14,000 against 10,000: (10,000 * 2 - 14,000) / (2 - 1) = 6,000 is sold and repaid, 8,000 against 4,000 is left. */
    @Test
    void aBorrowerBelowItsBandSellsAndRepays() {
        Protocols.World world =
                withBand(false, false).borrower("alice", 10, 10_000).open();

        LendingOutcome outcome = act(world, 1_400);

        LendingLine.SoldToRepay sold = (LendingLine.SoldToRepay) outcome.lines().getFirst();
        assertThat(sold.repaid()).isBetween(Money.ofDollars(6_000), Money.ofDollars(6_000) + price(1_400));
        assertThat(world.accounts[0].supplied()[ETH]).isEqualTo(10 * ETHER - sold.sold());
        assertThat(outcome.executions().getFirst().sellSize()).isEqualTo(42_858);
    }

    /** With 2,000 of cash collateral rises to 16,000, and only 4,000 is sold. */
    @Test
    void cashComesFirst() {
        Protocols.World world = withBand(true, false)
                .account(
                        "alice",
                        new long[] {0, 10 * ETHER, 0},
                        new long[] {Money.ofDollars(10_000), 0, 0},
                        Money.ofDollars(2_000))
                .open();

        LendingOutcome outcome = act(world, 1_400);

        LendingLine.ToppedUp topped = (LendingLine.ToppedUp) outcome.lines().getFirst();
        assertThat(topped.units()).isEqualTo(14_285);
        LendingLine.SoldToRepay sold = (LendingLine.SoldToRepay) outcome.lines().get(1);
        assertThat(sold.repaid()).isBetween(Money.ofDollars(4_000), Money.ofDollars(4_000) + price(1_400));
    }

    /** 35,000 against 10,000: 15,000 more debt buys collateral, 50,000 against 25,000. */
    @Test
    void aBorrowerAboveItsBandBorrowsMore() {
        Protocols.World world =
                withBand(false, true).borrower("alice", 10, 10_000).open();

        LendingOutcome outcome = act(world, 3_500);

        LendingLine.Leveraged leveraged =
                (LendingLine.Leveraged) outcome.lines().getFirst();
        assertThat(leveraged.drawn()).isEqualTo(Money.ofDollars(15_000));
        assertThat(leveraged.bought()).isEqualTo(15_000_000_000L / price(3_500));
    }

    /** 7,000 of 10,000 are repaid before the band is looked at: 14,000 against 3,000 needs nothing. */
    @Test
    void depositsRepayFirst() {
        Protocols.World world =
                withBand(false, false).borrower("alice", 10, 10_000).open();
        BorrowerPlans plans = new BorrowerPlans(
                world.input(1, 0, 0, 1, price(1_400), COIN_PRICE),
                List.of(new BorrowerPlans.Deposit(0, Money.ofDollars(7_000))));

        LendingOutcome outcome = world.settle(plans.outcome(at(price(1_400), COIN_PRICE)));

        assertThat(outcome.lines())
                .containsExactly(
                        new LendingLine.Deposited(0, Money.ofDollars(7_000)),
                        new LendingLine.RepaidFromCash(0, USD, Money.ofDollars(7_000), Money.ofDollars(7_000)));
        assertThat(world.accounts[0].owed()[USD]).isEqualTo(Money.ofDollars(3_000));
    }

    private static Protocols.World lentOut(Redemption rule) {
        return new Protocols()
                .borrower("alice", 100, 90_000)
                .account("sam", new long[] {Money.ofDollars(20_000), 0, 0}, new long[3], 0)
                .publicly(USD, Money.ofDollars(80_000))
                .runs(new RunSpec(Ratio.of(9, 10), false, Ratio.ONE), rule)
                .open();
    }

    /** 10,000 of cash for 100,000 of claims: the public was first. */
    @Test
    void firstComeFirstServed() {
        Protocols.World world = lentOut(Redemption.FIRST_COME);

        LendingOutcome outcome =
                world.settle(new Redemptions(world.input(5, 0, 0, 1, price(2_000), COIN_PRICE)).outcome());

        assertThat(outcome.lines())
                .contains(new LendingLine.RedemptionPaid(RedemptionRequest.PUBLIC, USD, Money.ofDollars(10_000), 5));
        assertThat(world.accounts[1].cash()).isZero();
        assertThat(world.pool.reserves().get(USD).cash()).isZero();
        assertThat(world.pool.redemptions())
                .extracting(RedemptionRequest::units)
                .containsExactly(Money.ofDollars(70_000), Money.ofDollars(20_000));
    }

    @Test
    void proRata() {
        Protocols.World world = lentOut(Redemption.PRO_RATA);

        world.settle(new Redemptions(world.input(5, 0, 0, 1, price(2_000), COIN_PRICE)).outcome());

        assertThat(world.accounts[1].cash()).isEqualTo(Money.ofDollars(2_000));
        assertThat(world.pool.reserves().get(USD).cash()).isZero();
    }
}
