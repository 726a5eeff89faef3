package io.backstop.lending.pass;

import static io.backstop.lending.pass.Protocols.ETH;
import static io.backstop.lending.pass.Protocols.ETHER;
import static io.backstop.lending.pass.Protocols.USD;
import static io.backstop.lending.pass.Protocols.at;
import static io.backstop.lending.pass.Protocols.price;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.model.Money;
import io.backstop.model.Ratio;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fixed-spread liquidations through a pass: bonus 5 %, threshold 82.5 %, close factor 50 %. */
class SpreadLiquidationsTest {
    private static final long COIN_PRICE = 10_000;

    private static LendingPass pass(Protocols.World world, long dollarsAnEther) {
        return new LendingPass(world.breached(3, 1, 0, 1, price(dollarsAnEther), COIN_PRICE));
    }

    /** 10 ether at 1,740 for 16,600 of debt: HF 0.86, so all may go; 17,400 / 1.05 repays 16,571.43 and 28.57 is left. */
    @Test
    void anAccountStrippedOfItsCollateralLeavesADeficit() {
        Protocols.World world = new Protocols()
                .borrower("alice", 10, 16_600)
                .publicly(USD, Money.ofDollars(20_000))
                .keeper("bob", 50_000, 100)
                .open();

        LendingPass pass = pass(world, 1_740);
        assertThat(pass.orders().sell()).containsExactly(10 * ETHER, 0);
        LendingOutcome outcome = world.settle(pass.outcome(at(price(1_730), COIN_PRICE)));

        LendingLine.Liquidated liquidated =
                (LendingLine.Liquidated) outcome.lines().getFirst();
        assertThat(liquidated.repaid()).isEqualTo(16_571_428_572L);
        assertThat(liquidated.seized()).isEqualTo(10 * ETHER);
        assertThat(liquidated.proceeds()).isEqualTo(Money.ofDollars(17_300));
        assertThat(outcome.lines().get(1)).isEqualTo(new LendingLine.Deficit("3.1/pool/alice", 0, USD, 28_571_428));
        assertThat(outcome.executions()).containsExactly(new Execution(0, 10 * ETHER, Money.ofDollars(17_300), 0, 0));
        assertThat(world.pool.keepers()[0]).isEqualTo(50_000_000_000L - 16_571_428_572L + 17_300_000_000L);
        assertThat(world.pool.reserves().get(USD).deficit()).isEqualTo(28_571_428);
        assertThat(world.accounts[0].supplies()).isFalse();
        assertThat(world.accounts[0].owes()).isFalse();
    }

    /** HF 0.99: half of 14,600 is repaid, 7,665 worth of ether is seized. */
    @Test
    void aLargePositionNearItsThresholdIsHalved() {
        Protocols.World world = new Protocols()
                .borrower("alice", 10, 14_600)
                .publicly(USD, Money.ofDollars(20_000))
                .keeper("bob", 50_000, 0)
                .open();

        LendingOutcome outcome = world.settle(pass(world, 1_750).outcome(at(price(1_750), COIN_PRICE)));

        LendingLine.Liquidated liquidated =
                (LendingLine.Liquidated) outcome.lines().getFirst();
        assertThat(liquidated.repaid()).isEqualTo(Money.ofDollars(7_300));
        // 7,665 / 0.175 is 43,800 units
        assertThat(liquidated.seized()).isEqualTo(43_800);
        assertThat(outcome.lines()).hasSize(1);
    }

    /** What is seized is worth 7,665; at 1,680 an ether it sells for 7,358.40, which leaves 58.40. */
    @Test
    void aLiquidationThatWouldNotPayStalls() {
        Protocols protocol = new Protocols().borrower("alice", 10, 14_600).publicly(USD, Money.ofDollars(20_000));
        Protocols.World asksForMore = protocol.keeper("bob", 50_000, 59).open();

        assertThat(pass(asksForMore, 1_750)
                        .outcome(at(price(1_680), COIN_PRICE))
                        .isEmpty())
                .isTrue();

        Protocols.World withAnother = protocol.keeper("carol", 50_000, 58).open();
        LendingOutcome outcome = pass(withAnother, 1_750).outcome(at(price(1_680), COIN_PRICE));
        assertThat(((LendingLine.Liquidated) outcome.lines().getFirst()).keeper())
                .isEqualTo(1);
    }

    @Test
    void collateralThatIsLentOutCannotBeSeized() {
        Protocols.World empty = new Protocols()
                .borrower("alice", 10, 14_600)
                .account("dave", new long[] {Money.ofDollars(90_000), 0, 0}, new long[] {0, 10 * ETHER, 0}, 0)
                .keeper("bob", 50_000, 0)
                .open();

        assertThat(empty.pool.reserves().get(ETH).cash()).isZero();
        assertThat(pass(empty, 1_750).outcome(at(price(1_750), COIN_PRICE)).isEmpty())
                .isTrue();
    }

    /** The market takes 2.19 of 4.38 ether: half as much is repaid. */
    @Test
    void aMarketWithoutDepthTakesAPart() {
        Protocols.World world = new Protocols()
                .borrower("alice", 10, 14_600)
                .publicly(USD, Money.ofDollars(20_000))
                .keeper("bob", 50_000, 0)
                .open();
        List<Execution> thin =
                List.of(new Execution(0, 21_900, 21_900 * price(1_750), 0, 0), new Execution(1, 0, 0, 0, 0));

        LendingOutcome outcome = pass(world, 1_750).outcome(thin);

        LendingLine.Liquidated liquidated =
                (LendingLine.Liquidated) outcome.lines().getFirst();
        assertThat(liquidated.seized()).isEqualTo(21_900);
        assertThat(liquidated.repaid()).isEqualTo(Money.ofDollars(3_650));
    }

    /** Ether is owed, dollars are seized: the liquidator buys the ether first. */
    @Test
    void aShortIsBoughtBackInTheMarket() {
        Protocols.World world = new Protocols()
                .account("eve", new long[] {Money.ofDollars(20_000), 0, 0}, new long[] {0, 10 * ETHER, 0}, 0)
                .publicly(ETH, 20 * ETHER)
                .keeper("bob", 50_000, 0)
                .open();
        LendingPass pass = new LendingPass(world.breached(1, 1, 0, 1, price(1_640), COIN_PRICE));

        assertThat(pass.orders().buy()).containsExactly(5 * ETHER, 0);
        LendingOutcome outcome = world.settle(pass.outcome(at(price(1_650), COIN_PRICE)));

        LendingLine.Liquidated liquidated =
                (LendingLine.Liquidated) outcome.lines().getFirst();
        assertThat(liquidated.cost()).isEqualTo(Money.ofDollars(8_250));
        assertThat(liquidated.proceeds()).isEqualTo(Money.ofDollars(8_610));
    }

    @Test
    void offsetThenStakesThenSuppliersPay() {
        Protocols.World world = new Protocols()
                .borrower("alice", 10, 16_600)
                .publicly(USD, Money.ofDollars(20_000))
                .keeper("bob", 50_000, 0)
                .safety(10, 8)
                .writesDown()
                .open();

        LendingOutcome outcome = world.settle(pass(world, 1_740).outcome(at(price(1_740), COIN_PRICE)));

        assertThat(outcome.lines().subList(2, 6))
                .containsExactly(
                        new LendingLine.DeficitPaid("3.1/pool/alice", USD, 10_000_000, Layer.OFFSET),
                        new LendingLine.DeficitPaid("3.1/pool/alice", USD, 8_000_000, Layer.STAKES),
                        new LendingLine.WrittenDown(USD, 10_571_428),
                        new LendingLine.DeficitPaid("3.1/pool/alice", USD, 10_571_428, Layer.SUPPLIERS));
        assertThat(world.pool.deficits()).isEmpty();
        assertThat(world.pool.reserves().get(USD).deficit()).isZero();
    }

    /** Delay counts from the pass in which the breach was first seen. */
    @Test
    void aSlowLiquidatorComesLater() {
        Protocols.World world = new Protocols()
                .borrower("alice", 10, 14_600)
                .publicly(USD, Money.ofDollars(20_000))
                .keeper("bob", 50_000, 60_000, List.of(), Ratio.ZERO, 0)
                .open();

        LendingOutcome seen = world.settle(pass(world, 1_750).outcome(at(price(1_750), COIN_PRICE)));
        assertThat(seen.lines()).isEmpty();
        assertThat(world.pool.isSighted(0)).isTrue();

        LendingPass later = new LendingPass(world.breached(4, 1, 60_000, 1, price(1_750), COIN_PRICE));
        assertThat(later.outcome(at(price(1_750), COIN_PRICE)).lines()).hasSize(1);
    }
}
